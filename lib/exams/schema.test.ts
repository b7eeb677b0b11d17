import { describe, expect, it } from "vitest";
import { readLook, readTyped, readView } from "./schema";

describe("what an exam page's address asks for", () => {
  it.each([
    { query: {}, view: { one: false, current: 1 } },
    { query: { view: "one", q: "7" }, view: { one: true, current: 7 } },
    { query: { view: "one", q: "31" }, view: { one: true, current: 30 } },
    { query: { view: "two", q: "0" }, view: { one: false, current: 1 } },
    { query: { q: ["1", "2"] }, view: { one: false, current: 1 } },
    { query: { q: "<script>" }, view: { one: false, current: 1 } },
  ])("$query shows $view", ({ query, view }) => {
    expect(readView(query, 30)).toEqual(view);
  });

  it.each([
    { look: "7-fr", found: { position: 7, language: "fr" } },
    { look: "07-fr", found: null },
    { look: "7-french", found: null },
    { look: ["7-fr"], found: null },
    { look: undefined, found: null },
  ])("$look looks at $found", ({ look, found }) => {
    expect(readLook({ look })).toEqual(found);
  });
});

it("reads what a refused form held for every question it showed, chosen or not", () => {
  const typed = readTyped({ s1: "0", q1: "a", s2: "4", q3: "not shown", s4: "1", q4: ["b", "c"], attempt: "x" });
  expect([...typed]).toEqual([
    [1, ["a"]],
    [2, []],
    [4, ["b", "c"]],
  ]);
  expect([...readTyped({ s1: "0", q1: "a", s2: "0", q2: "b" }, [{ field: "q1" }])]).toEqual([[2, ["b"]]]);
});
