import { describe, expect, it } from "vitest";
import { renderFigure } from "./figures";
import { countWords, renderLesson } from "./markdown";

const timeline = `kind: timeline
title: Two years
points:
  - { date: "2015", text: "Eleven norms" }
  - { date: "2021", text: "An explanation <of each>" }
`;
const flow = `kind: flow
title: A case
steps:
  - { text: Receive, note: "log the time" }
  - { text: Answer }
`;
const grid = `kind: grid
title: Who does what
columns: [Team, Ministry]
rows:
  - { label: Facts, cells: ["yes", "no"] }
  - { label: Words, cells: ["draft", "final"] }
`;

const numbers = (html: string, pattern: RegExp): number[] => [...html.matchAll(pattern)].map(([, n]) => Number(n));

describe("a figure", () => {
  it.each([
    ["timeline", timeline],
    ["flow", flow],
    ["grid", grid],
  ])("of kind %s is an image with a name, and the same content in words", (_, yaml) => {
    const html = renderFigure(yaml, "figure-3", "en");
    expect(html).toMatch(/<svg role="img" aria-labelledby="figure-3-title figure-3-desc"/);
    expect(html).toMatch(/<title id="figure-3-title">[^<]+<\/title><desc id="figure-3-desc">[^<]+<\/desc>/);
    expect(html).toMatch(/<figcaption>[^<]+<\/figcaption>/);
    expect(html).toMatch(/<details><summary>This figure in words<\/summary>/);
  });

  it.each([
    ["timeline", timeline],
    ["flow", flow],
    ["grid", grid],
  ])("of kind %s has no colour, style, script or address of its own", (_, yaml) => {
    const html = renderFigure(yaml, "figure-1", "en");
    expect(html).not.toMatch(/style=|fill=|stroke=|<script|\son\w+=|https?:|#[0-9a-f]{3}/i);
  });

  it("says what its author wrote, and nothing of it becomes markup", () => {
    const html = renderFigure(timeline, "figure-1", "en");
    expect(html).toContain("<li>2021: An explanation &lt;of each&gt;</li>");
    expect(html).not.toContain("<of");
  });

  it("fits a column of 340 units, every line inside it", () => {
    for (const yaml of [timeline, flow]) {
      const html = renderFigure(yaml, "figure-1", "en");
      expect(html).toMatch(/viewBox="0 0 340 \d+"/);
      expect(new Set(numbers(html, / x="(\d+)"[^>]*text-anchor/g))).toEqual(new Set([170]));
      const height = numbers(html, /viewBox="0 0 340 (\d+)"/g)[0] ?? 0;
      for (const y of numbers(html, / y="(\d+)"/g)) expect(y).toBeLessThan(height);
    }
  });

  it("breaks long text into lines", () => {
    const long = flow.replace("Answer", "Answer the sender before the hour is over and say what remains to be done");
    expect(renderFigure(long, "figure-1", "en").match(/<text /g)?.length).toBeGreaterThan(
      renderFigure(flow, "figure-1", "en").match(/<text /g)?.length ?? 0,
    );
  });

  it("a grid's marks are drawn, and written out in words", () => {
    const html = renderFigure(grid, "figure-1", "en");
    expect(html).toContain('<th scope="row">Facts</th><td>yes</td><td>no</td>');
    expect(html.match(/<circle /g)).toHaveLength(1);
  });

  it("a grid in Arabic is mirrored, with its words in Arabic", () => {
    const [english, arabic] = ["en", "ar"].map((language) => renderFigure(grid, "figure-1", language));
    const circle = (html = "") => numbers(html, /cx="([\d.]+)"/g)[0] ?? 0;
    const width = numbers(english ?? "", /viewBox="0 0 (\d+)/g)[0] ?? 0;
    expect(circle(arabic)).toBe(width - circle(english));
    expect(arabic).toContain("<td>نعم</td><td>لا</td>");
  });

  it.each([
    ["an unknown kind", "kind: pie\ntitle: No"],
    ["a row that is too short", grid.replace('["draft", "final"]', '["draft"]')],
    ["a word too many", `${flow}colour: red\n`],
  ])("with %s is refused", (_, yaml) => {
    expect(() => renderFigure(yaml, "figure-1", "en")).toThrow(/^a figure: /);
  });
});

describe("figures in a lesson", () => {
  const text = `Before.\n\n\`\`\`figure\n${flow}\`\`\`\n\n\`\`\`figure\n${timeline}\`\`\`\n\nAfter.`;

  it("each has its own name on the page", () => {
    const html = renderLesson(text);
    expect(html).toContain('id="figure-1-title"');
    expect(html).toContain('id="figure-2-title"');
    expect(renderLesson(text)).toBe(html);
  });

  it("do not count as words to read", () => {
    expect(countWords(text)).toBe(2);
  });

  it("other fenced blocks stay code", () => {
    expect(renderLesson("```\na < b\n```")).toBe("<pre><code>a &lt; b\n</code></pre>\n");
  });
});
