import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderOption, renderStem } from "./markdown";
import { findPictureProblems } from "./rules";

const picture = "/api/pictures/0b1f6f2e-7a5b-4c7e-9a51-2f1f0a3c9d11";

describe("renderStem", () => {
  it.each([
    { text: "Which is *not* a norm?", html: "Which is <em>not</em> a norm?" },
    { text: "Use `nslookup`, **first**.", html: "Use <code>nslookup</code>, <strong>first</strong>." },
    { text: "One\ntwo", html: "One<br>\ntwo" },
    { text: "<b onclick=x>bold</b>", html: "&lt;b onclick=x&gt;bold&lt;/b&gt;" },
    { text: "[out](https://example.org)", html: "[out](https://example.org)" },
    { text: "# not a heading", html: "# not a heading" },
    { text: `![A map](${picture})`, html: `<img src="${picture}" alt="A map" class="question-picture">` },
    { text: "![A map](https://example.org/a.png)", html: "![A map](https://example.org/a.png)" },
    { text: "![x](javascript:alert(1))", html: "![x](javascript:alert(1))" },
    { text: `![](${picture})`, html: "" },
  ])("$text", ({ text, html }) => {
    expect(renderStem(text)).toBe(`<span class="question-paragraph">${html}</span>`);
    expect(renderOption(text)).toBe(html);
  });

  it("makes a span of each paragraph", () => {
    expect(renderStem("One.\n\nTwo.")).toBe(
      '<span class="question-paragraph">One.</span><span class="question-paragraph">Two.</span>',
    );
  });

  it("lets no tag through but its own", () => {
    const piece = fc.constantFrom(
      "<script>",
      "<img src=x onerror=y>",
      "*",
      "`",
      "![a](",
      ")",
      "a",
      "&lt;",
      "\n",
      "<",
      ">",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const tags = renderStem(pieces.join("")).match(/<[^>]*>/g) ?? [];
        for (const tag of tags)
          expect(tag).toMatch(/^<(?:span class="question-paragraph"|\/span|em|\/em|strong|\/strong|code|\/code|br)>$/);
      }),
    );
  });
});

describe("findPictureProblems", () => {
  it.each([
    { text: "No picture.", problems: [] },
    { text: `![A map](${picture})`, problems: [] },
    { text: `![ ](${picture})`, problems: ["picture-without-text"] },
    { text: "![A map](https://example.org/a.png)", problems: ["picture-from-elsewhere"] },
  ])("$text", ({ text, problems }) => {
    expect(findPictureProblems(text)).toEqual(problems);
  });
});
