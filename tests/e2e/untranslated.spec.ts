import type { Page } from "@playwright/test";
import { control } from "../setup/visitor";
import { knownTexts } from "./setup/known-texts";
import { inLanguage, lookAs, roles } from "./setup/pages";
import { expect, test } from "./setup/test";

/*
 * A server that marks every message, on the database of the others: whatever a page says outside the marks was typed into a
 * component, unless it is content. Every page of the route tree, as somebody who may see it.
 */

const spoken = ["aria-label", "aria-description", "alt", "title", "placeholder", "data-label"];

/**
 * What a page says outside the marks: its text in the order of the document, and what is said by attributes. It is read and
 * never drawn, which is most of what a visit costs.
 */
function readUnmarked(reader: Page, html: string): Promise<string[]> {
  return reader.evaluate(
    ([html, attributes]) => {
      const page = new DOMParser().parseFromString(html, "text/html");
      const outside: string[] = [];
      let depth = 0;
      const hear = (said: string): void => {
        let piece = "";
        for (const letter of said) {
          if (letter === "⟦") depth++;
          else if (letter === "⟧") depth--;
          else if (depth === 0) piece += letter;
          if (depth > 0 && piece) {
            outside.push(piece);
            piece = "";
          }
        }
        if (piece) outside.push(piece);
      };
      // A term of the glossary cuts a sentence of a lesson in two; here it is read whole again.
      for (const term of page.querySelectorAll("button.term")) term.replaceWith(...term.childNodes);
      page.body.normalize();
      const walker = page.createTreeWalker(page.documentElement, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode())
        if (!node.parentElement?.closest("script, style, code, [translate=no]")) hear(node.textContent ?? "");
      if (depth !== 0) outside.push(`${depth} marks are left open`);
      depth = 0;
      for (const element of page.querySelectorAll("*")) {
        if (element.closest("[translate=no]")) continue;
        const said = attributes.map((name) => element.getAttribute(name));
        if (element.matches("input[type=submit], input[type=button]")) said.push(element.getAttribute("value"));
        if (element.matches("meta[name=description], meta[property='og:title'], meta[property='og:description']"))
          said.push(element.getAttribute("content"));
        for (const text of said) if (text) hear(text);
      }
      return outside;
    },
    [html, spoken] as const,
  );
}

// One worker, so that the marking server is started once and ended when nobody looks at it any more.
test.describe.configure({ mode: "default" });

for (const who of roles)
  test(`a ${who} reads no interface text that is not a message`, async ({ page, context, platform, signIn }) => {
    test.setTimeout(240_000);
    const marking = (await control(platform, "start-marking-server")) as string;
    const shown = await lookAs(who, { platform, context, signIn });
    const known = await knownTexts(platform.adminUrl);
    const found: { readonly at: string; readonly text: string; readonly language: string }[] = [];
    // A text typed into a component stands there in every language: one from left to right and one from right to left will do.
    for (const language of ["en", "ar"] as const)
      for (const path of shown) {
        const answer = await context.request.get(marking + inLanguage(language, path));
        const html = await answer.text();
        expect(html, path).toContain("⟦");
        const typed = [...new URL(answer.url()).searchParams.values()];
        for (const text of await readUnmarked(page, html))
          if (!typed.includes(text.trim()) && !known.explain(text, language))
            found.push({ at: path, text: text.trim(), language });
      }
    // Other journeys write records meanwhile, such as letters.
    const later = await knownTexts(platform.adminUrl);
    expect(found.filter(({ text, language }) => !later.explain(text, language))).toEqual([]);
  });

test.afterAll(async ({ platform }) => {
  await control(platform, "stop-marking-server");
});
