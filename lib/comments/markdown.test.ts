import { describe, expect, it } from "vitest";
import { renderComment } from "./markdown";
import { editFields, writeFields } from "./schema";

describe("a comment's Markdown", () => {
  it.each([
    { text: "*a* **b** `c`", html: '<p dir="auto"><em>a</em> <strong>b</strong> <code>c</code></p>\n' },
    { text: "a\nb", html: '<p dir="auto">a<br>\nb</p>\n' },
    {
      text: "[UN](https://docs.un.org/A/70/174)",
      html: '<p dir="auto"><a href="https://docs.un.org/A/70/174" rel="nofollow ugc noopener noreferrer">UN</a></p>\n',
    },
    {
      text: "see https://docs.un.org/A/70/174.",
      html: '<p dir="auto">see <a href="https://docs.un.org/A/70/174" rel="nofollow ugc noopener noreferrer">https://docs.un.org/A/70/174</a>.</p>\n',
    },
    { text: "# no heading", html: '<p dir="auto"># no heading</p>\n' },
    { text: "un.org and a@un.org", html: '<p dir="auto">un.org and a@un.org</p>\n' },
    { text: "1. a\n2. b", html: '<ol dir="auto">\n<li>a</li>\n<li>b</li>\n</ol>\n' },
  ])("$text", ({ text, html }) => {
    expect(renderComment(text)).toBe(html);
  });
});

describe("S9: what attacks a reader", () => {
  const attacks = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "<math><mi xlink:href='data:x,<script>alert(1)</script>'></math>",
    "<style>@import 'https://evil.example';</style>",
    "<p style=\"background:url('https://evil.example')\">x</p>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "[x](//evil.example)",
    "[x](/\\evil.example)",
    "[x](mailto:a@evil.example)",
    "<javascript:alert(1)>",
    "![x](https://evil.example/pixel.png)",
    "![x](javascript:alert(1))",
    '[x](https://evil.example "onmouseover=alert(1)")',
    '[x](https://evil.example/" onmouseover="alert(1))',
    "[x]: javascript:alert(1)\n\n[x]",
    '```"><script>alert(1)</script>\n<b>\n```',
    "javascript://%0aalert(1)",
    "> <details open ontoggle=alert(1)>",
    `${">".repeat(3000)} deep`,
  ];

  it.each(attacks)("%s is inert", (text) => {
    const html = renderComment(text);
    expect(html).not.toMatch(/<(?:script|img|svg|math|style|iframe|object|form|input|details|base|link|meta)\b/i);
    for (const [, tag = ""] of html.matchAll(/<([^>]*)>/g)) {
      expect(tag).not.toMatch(/\son\w+\s*=(?=(?:[^"]*"[^"]*")*[^"]*$)/i);
      expect(tag).not.toMatch(/(?:^|\s)(?:style|src|srcdoc|srcset|id|name)\s*=(?=(?:[^"]*"[^"]*")*[^"]*$)/i);
    }
    for (const [, address = ""] of html.matchAll(/href="([^"]*)"/g))
      expect(address).toMatch(/^(?:https?:\/\/|\/[^/\\])/);
    expect([...html.matchAll(/<a\s/g)]).toHaveLength(
      [...html.matchAll(/rel="nofollow ugc noopener noreferrer"/g)].length,
    );
  });
});

describe("what is typed", () => {
  const edit = (remark: string) => editFields.safeParse({ comment: crypto.randomUUID(), revision: "0", remark });

  it.each([
    { remark: "", taken: false },
    { remark: "   \n\t ", taken: false },
    { remark: "\u200b\u200d", taken: false },
    { remark: "a", taken: true },
    { remark: "👍", taken: true },
    { remark: "a".repeat(4000), taken: true },
    { remark: "a".repeat(4001), taken: false },
  ])("%#: is taken: $taken", ({ remark, taken }) => {
    expect(edit(remark).success).toBe(taken);
  });

  it("loses what is not text: controls, and what turns the direction of others' words", () => {
    expect(edit("  a\u0007\u202eb\u2066 \n\n c  ").data?.remark).toBe("ab\n\n c");
  });

  it("names no other person and no other state: what a body adds is not read", () => {
    const sent = {
      event: "e",
      module: "m",
      lesson: "l",
      number: "1",
      comment: crypto.randomUUID(),
      remark: "a",
      authorId: "x",
      state: "shown",
      rule: "open",
    };
    expect(Object.keys(writeFields.parse(sent)).sort()).toEqual(
      ["comment", "event", "label", "lesson", "module", "number", "parent", "remark"].sort(),
    );
  });
});
