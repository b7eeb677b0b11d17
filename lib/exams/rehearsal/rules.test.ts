import { describe, expect, it } from "vitest";
import { findingsOf, readMeasured } from "./rules";

const answer = (position: number, optionId: string) => ({
  position,
  optionIds: [optionId],
  sequence: 1,
  savedAt: new Date(0),
});
const all = [answer(1, "saved"), answer(2, "keyboard"), answer(3, "all")];
const standing = (...words: Parameters<typeof findingsOf>) =>
  Object.fromEntries(findingsOf(...words).map(({ id, standing: is }) => [id, is]));

describe("what a rehearsal finds", () => {
  it("is all good when everything was saved quickly, by keyboard, and read out", () => {
    expect(standing(all, { roundTripMs: 240, keyboard: true, keeps: true })).toEqual({
      saving: "good",
      line: "good",
      keeping: "good",
      keyboard: "good",
      reader: "good",
    });
  });

  it.each([
    { why: "an answer is missing", answers: all.slice(0, 2), measured: null, id: "saving" },
    {
      why: "the person saw that it was not saved",
      answers: [answer(1, "not-saved"), ...all.slice(1)],
      measured: null,
      id: "saving",
    },
    { why: "a save takes over three seconds", answers: all, measured: "3001-1-1", id: "line" },
    { why: "the device keeps nothing", answers: all, measured: "100-1-0", id: "keeping" },
    {
      why: "a screen reader left something out",
      answers: [...all.slice(0, 2), answer(3, "part")],
      measured: null,
      id: "reader",
    },
  ])("asks to mend when $why", ({ answers, measured, id }) => {
    expect(standing(answers, readMeasured(measured ?? undefined))[id]).toBe("mend");
  });

  it("says what a page without a program cannot measure", () => {
    expect(Object.keys(standing(all, null))).toEqual(["saving", "script", "reader"]);
  });

  it.each(["", "abc", "1-2-3", "1-1", "99999999-1-1", ["1-1-1"]])("reads nothing from %j", (text) => {
    expect(readMeasured(text)).toBeNull();
  });
});
