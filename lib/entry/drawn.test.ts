import fc from "fast-check";
import { createElement as el, Fragment, type ReactElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { draw, drawn } from "./drawn";
import { withNotes } from "./page-notes";

/** The same text with attributes in one order and case, and without escapes that nothing needs: in these React has its own ways. */
const settled = (html: string): string =>
  html
    .replaceAll("&#x27;", "'")
    .replace(/<([a-z][a-z0-9]*)((?: [\w-]+="[^"]*")*)(\/?)>/gi, (_, tag: string, attributes: string, end: string) => {
      const words = attributes.match(/[\w-]+="[^"]*"/g) ?? [];
      const sorted = words.map((word) => word.replace(/^[\w-]+/, (name) => name.toLowerCase())).sort();
      return `<${[tag, ...sorted].join(" ")}${end}>`;
    });
const expectSame = (element: ReactElement): void => {
  expect(settled(draw(element))).toBe(settled(renderToStaticMarkup(element)));
  const page = el("article", { className: "page" }, element);
  expect(settled(renderToStaticMarkup(drawn(page)))).toBe(settled(renderToStaticMarkup(page)));
};

const Named = ({ name, children }: { readonly name: string; readonly children?: ReactNode }) =>
  el("p", { className: "named", lang: "fr" }, name, ": ", children);

const trees: Record<string, ReactElement> = {
  "text that would be markup": el("p", { title: `"a" & 'b' <c>` }, `<b> & "quoted" 'text'`),
  "no children, zero, false and null": el("ul", null, 0, false, null, undefined, true, "", ["a", 1, [2, "c"]]),
  fragments: el(Fragment, null, "a", el(Fragment, null, el("b", null, "c"))),
  "components in components": el("div", null, el(Named, { name: "A & B" }, el(Named, { name: "C" }))),
  "a component at the root": el(Named, { name: "root" }, 3),
  "an iterable": el("ol", null, new Set([el("li", { key: 1 }, 1), el("li", { key: 2 }, 2)]) as Iterable<ReactNode>),
  "empty tags": el(
    "div",
    null,
    el("br"),
    el("hr", { className: "x" }),
    el("img", { src: "/a?b&c", alt: "", loading: "lazy" }),
  ),
  "switches on and off": el("input", { disabled: true, required: false, readOnly: true, hidden: false, type: "text" }),
  "words for false": el("div", { "aria-hidden": false, "aria-current": "page", "data-on": true, spellCheck: false }),
  "nothing stated": el("a", { href: undefined, id: undefined, className: undefined }, "x"),
  "numbers as attributes": el("td", { colSpan: 2, tabIndex: -1 }, el("input", { maxLength: 0, size: 3 })),
  "a field with a value": el("input", { name: "n", defaultValue: 'a "b"', autoComplete: "off", inputMode: "numeric" }),
  "a field with an empty value": el("input", { name: "n", defaultValue: "" }),
  "a choice": el("input", { type: "radio", name: "n", value: "1", defaultChecked: true }),
  "a choice not made": el("input", { type: "checkbox", name: "n", value: "1", defaultChecked: false }),
  "a text area": el("textarea", { name: "n", rows: 3, defaultValue: "a\n</textarea><b>" }),
  "a text area that begins with a line's end": el("textarea", { name: "n", defaultValue: "\na" }),
  "a text area without text": el("textarea", { name: "n" }),
  "a list with a chosen entry": el(
    "select",
    { name: "n", defaultValue: "b" },
    el("option", { value: "" }, "-"),
    el("optgroup", { label: "g" }, el("option", { value: "b" }, "B"), el("option", null, "c")),
  ),
  "a list chosen by its words": el("select", { defaultValue: "c" }, el("option", null, "a"), el("option", null, "c")),
  "a list with several": el(
    "select",
    { multiple: true, defaultValue: ["a", "c"] },
    ["a", "b", "c"].map((value) => el("option", { key: value, value }, value)),
  ),
  "a list with nothing chosen": el("select", { name: "n" }, el("option", { value: "a" }, "a")),
  "a label and its table": el("label", { htmlFor: "f" }, el("time", { dateTime: "2026-01-01" }, "today")),
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of this test
  "finished HTML": el("div", { dangerouslySetInnerHTML: { __html: "<b>&amp;</b>" } }),
  "a drawing": el(
    "svg",
    { viewBox: "0 0 1 1", preserveAspectRatio: "none", role: "img" },
    el("path", { d: "M0 0", strokeWidth: 2, strokeDasharray: "1 2", vectorEffect: "non-scaling-stroke" }),
    el("text", { textAnchor: "middle", fontSize: 3, fillOpacity: 0.5, paintOrder: "stroke" }, "n"),
  ),
  "a program": el("div", null, el("script", { src: "/scripts/reader.js", defer: true })),
  "a form": el(
    "form",
    { action: "/forms/x", method: "post", encType: "multipart/form-data", noValidate: true },
    el("button", { type: "submit", formAction: "/forms/y", formMethod: "get" }, "go"),
  ),
};

describe("draw", () => {
  it.each(Object.entries(trees))("draws %s as React does", (_, element) => expectSame(element));

  it("draws any tree as React does", () => {
    const word = fc.string({ maxLength: 8 }).filter((text) => !/[\0\r]/.test(text));
    const attributes = fc.record(
      { className: word, title: word, lang: word, "data-x": fc.oneof(word, fc.boolean()), hidden: fc.boolean() },
      { requiredKeys: [] },
    );
    const { tree } = fc.letrec<{ tree: ReactNode }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null)),
        fc
          .tuple(fc.constantFrom("div", "p", "span", "section"), attributes, fc.array(tie("tree"), { maxLength: 3 }))
          .map(([tag, props, children]) => el(tag, props, ...(children as ReactNode[]))),
        fc.tuple(word, tie("tree")).map(([name, child]) => el(Named, { name }, child as ReactNode)),
      ),
    }));
    fc.assert(fc.property(fc.array(tree, { maxLength: 4 }), (children) => expectSame(el("div", null, ...children))));
  });

  it.each([
    ["an inline style, which the policy refuses", el("p", { ["style" as string]: { color: "red" } })],
    ["what a script would have to answer", el("p", { onClick: () => undefined })],
    ["a promise", el("p", null, Promise.resolve("x"))],
  ])("refuses %s", (_, element) => expect(() => draw(element)).toThrow(TypeError));

  it("needs one tag around what it makes an element of", () => {
    expect(() => drawn(el(Fragment, null, "a"))).toThrow(TypeError);
  });
});

describe("a part of a page", () => {
  it("is kept for whoever sends the page, and its tag says which it is", async () => {
    const form = (id: string) => el("form", { action: "/forms/x?a=1&b=%3E>", method: "post", id }, el("p", null, id));
    const made = await withNotes(async () => [drawn(form("a")), drawn(form("b"))].map((part) => part.props), true);
    expect(made.answer).toEqual(
      ["a", "b"].map((id, part) => ({ action: "/forms/x?a=1&b=%3E>", method: "post", id, "data-part": part })),
    );
    expect(made.parts).toEqual(["<p>a</p>", "<p>b</p>"]);
  });

  it("is in the page at once where nobody puts it there", async () => {
    const part = el("p", null, "a", el("b", null, "c"));
    const { answer, parts } = await withNotes(async () => renderToStaticMarkup(drawn(part)), false);
    expect(answer).toBe(renderToStaticMarkup(part));
    expect(parts).toEqual([]);
  });
});
