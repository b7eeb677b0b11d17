import { describe, expect, it } from "vitest";
import { drawDescription } from "./page-description";

/** A description as the framework writes one: a layout around a segment around the page, and its head. */
function describePage(page: unknown, further: readonly string[] = [], head: unknown = null): Buffer {
  const router = { parallelRouterKey: "children", template: ["$", "$L4", null, {}], notFound: "$undefined" };
  const boundary = (children: unknown) => ["$", "$Ld", null, { children }];
  return Buffer.from(
    `${[
      '1:"$Sreact.fragment"',
      '3:I[39756,["$2"],"default"]',
      '4:I[37457,["$2"],"default"]',
      'd:I[97367,["$2"],"OutletBoundary"]',
      'f:"MetadataBoundary"',
      '10:I[97367,["$2"],"$f"]',
      ':HL["/style.css","style"]',
      "5:X",
      `b:${JSON.stringify([["children", { s: "__PAGE__", d: { r: ["$", "$1", "c", { children: ["$Lc", null, boundary("$@e")] }] } }]])}`,
      `6:${JSON.stringify([
        [
          "children",
          {
            d: {
              r: [
                [
                  [
                    "$",
                    "link",
                    "0",
                    { rel: "stylesheet", href: "/style.css", precedence: "next", nonce: "$undefined" },
                  ],
                ],
                "$L7",
              ],
            },
            c: "$Qb",
          },
        ],
      ])}`,
      `0:${JSON.stringify({ b: "build", t: { t: { d: { r: ["$", "$L3", null, router] }, c: "$Q6" }, h: { r: ["$", "$L10", "k", { children: ["$", "div", null, { hidden: true, children: "$11" }] }] } } })}`,
      "5:C",
      `7:${JSON.stringify(["$", "html", null, { lang: "en", children: ["$", "body", null, { children: ["$", "$L3", null, router] }] }])}`,
      `11:${JSON.stringify([["$", "meta", "0", { charSet: "utf-8" }], ["$", "title", "1", { children: "T & t" }], head])}`,
      "e:null",
      ...further,
      `c:${JSON.stringify(page)}`,
    ].join("\n")}\n`,
  );
}
const before =
  '<!DOCTYPE html><html lang="en"><head><meta charSet="utf-8"/><link rel="stylesheet" href="/style.css" data-precedence="next"/><title>T &amp; t</title>';

/** What a page's body holds. */
function bodyOf(page: unknown, further: readonly string[] = [], parts: readonly string[] = []): string {
  const described = drawDescription(describePage(page, further), parts);
  const html = described.kind === "page" ? described.html : "";
  expect(html.startsWith(`${before}</head><body>`)).toBe(true);
  return html.slice(before.length + "</head><body>".length).replace(/<\/body><\/html>$/, "");
}

describe("a page drawn from its description", () => {
  it("has its layout around it, and what it says of itself in its head", () => {
    const page = [
      ["$", "meta", null, { name: "good-until", content: "1" }],
      ["$", "p", null, { className: "a", children: ["b ", ["$", "b", null, { children: 0 }], false, "$undefined"] }],
    ];
    expect(drawDescription(describePage(page), [])).toEqual({
      kind: "page",
      html: `${before}<meta name="good-until" content="1"/></head><body><p class="a">b <b>0</b></p></body></html>`,
    });
  });

  it("has each kept part in its place, and nothing of what a part says is looked at", () => {
    const page = ["$", "div", null, { id: "d", "data-part": 1 }];
    expect(bodyOf(page, [], ["", '<p data-part="0">$undefined</p>'])).toBe(
      '<div id="d"><p data-part="0">$undefined</p></div>',
    );
  });

  it("has a part's address and fields as they are", () => {
    const page = ["$", "form", null, { action: "/forms/x?a=1&b=%3E>", method: "post", "data-part": 0 }];
    expect(bodyOf(page, [], ["<p>b</p>"])).toBe(
      '<form action="/forms/x?a=1&amp;b=%3E&gt;" method="post"><p>b</p></form>',
    );
  });

  it.each([
    {
      why: "a text like a reference",
      page: ["$", "p", null, { title: "$$1", children: "$$undefined" }],
      body: '<p title="$1">$undefined</p>',
    },
    {
      why: "a text row in other letters",
      page: ["$", "p", null, { children: "$20" }],
      further: ["20:T9,قاف\n1:", "21:null"],
      body: "<p>قاف\n1:</p>",
    },
    {
      why: "finished HTML in a row",
      page: ["$", "p", null, { dangerouslySetInnerHTML: { __html: "$20" } }],
      further: ["20:T8,<b>$</b>21:null"],
      body: "<p><b>$</b></p>",
    },
    {
      why: "a part of another row",
      page: ["$", "p", null, { children: "$20:props:children:1" }],
      further: ['20:["$","i",null,{"children":["a",["$","b",null,{"children":"c"}]]}]'],
      body: "<p><b>c</b></p>",
    },
    {
      why: "properties in a row",
      page: ["$", "p", null, "$20"],
      further: ['20:{"id":"a","children":"b"}'],
      body: '<p id="a">b</p>',
    },
    {
      why: "what waits for nobody",
      page: ["$", "$20", null, { fallback: "x", children: "a" }],
      further: ['20:"$Sreact.suspense"'],
      body: "a",
    },
    {
      why: "several chosen",
      page: [
        "$",
        "select",
        null,
        {
          multiple: true,
          defaultValue: ["a", "$$b"],
          children: [
            ["$", "option", "0", { value: "a" }],
            ["$", "option", "1", { value: "$$b" }],
          ],
        },
      ],
      body: '<select multiple=""><option value="a" selected=""></option><option value="$b" selected=""></option></select>',
    },
    {
      why: "a drawing with a title",
      page: ["$", "svg", null, { children: ["$", "g", null, { children: ["$", "title", null, { children: "a" }] }] }],
      body: "<svg><g><title>a</title></g></svg>",
    },
  ] as { why: string; page: unknown; further?: string[]; body: string }[])("reads $why", ({ page, further, body }) => {
    expect(bodyOf(page, further)).toBe(body);
  });

  it.each([
    {
      digest: "NEXT_REDIRECT;replace;/sign-in?next=%2Fa;b;307;",
      end: { kind: "redirect", status: 307, to: "/sign-in?next=%2Fa;b" },
    },
    { digest: "NEXT_HTTP_ERROR_FALLBACK;404", end: { kind: "missing" } },
    { digest: "NEXT_HTTP_ERROR_FALLBACK;403", end: { kind: "failed", digest: "NEXT_HTTP_ERROR_FALLBACK;403" } },
    { digest: "1234567890", end: { kind: "failed", digest: "1234567890" } },
  ])("is none where it ends in $digest", ({ digest, end }) => {
    expect(drawDescription(describePage("$20", [`20:E${JSON.stringify({ digest })}`]), [])).toEqual(end);
  });

  it("leads elsewhere where its head failed for the same reason", () => {
    const rows = ['20:E{"digest":"1"}', '21:E{"digest":"NEXT_REDIRECT;replace;/;307;"}'];
    expect(drawDescription(describePage("$20", rows), [])).toEqual({ kind: "redirect", status: 307, to: "/" });
  });

  it.each([
    { why: "a component of a browser", page: ["$", "$L20", null, {}], further: ['20:I[1,[],"Clock"]'] },
    { why: "a row that is not there", page: "$L20" },
    { why: "a part that was not kept", page: ["$", "p", null, { "data-part": 0 }] },
    { why: "a date as a child", page: "$D2026-01-01T00:00:00Z" },
    { why: "an object as a child", page: { a: 1 } },
    { why: "a style", page: ["$", "p", null, { style: { color: "red" } }] },
  ] as { why: string; page: unknown; further?: string[] }[])("is refused with $why", ({ page, further }) => {
    expect(() => drawDescription(describePage(page, further), [])).toThrow(TypeError);
  });
});
