import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AttendanceState } from "../types";
import { countAttendance, makeCheckInCode, meetsCondition, readCheckInCode } from "./rules";

type State = AttendanceState | "unrecorded";

describe("countAttendance", () => {
  it.each<{ states: State[]; counts: readonly [attended: number, counted: number, held: number]; why: string }>([
    { states: [], counts: [0, 0, 0], why: "nothing held" },
    { states: ["present", "present"], counts: [2, 2, 2], why: "all attended" },
    { states: ["present", "absent"], counts: [1, 2, 2], why: "one missed" },
    { states: ["present", "excused"], counts: [1, 1, 2], why: "an excused one counts neither way" },
    { states: ["present", "unrecorded"], counts: [1, 2, 2], why: "without a record it was not attended" },
    { states: ["excused", "excused"], counts: [0, 0, 2], why: "excused from all" },
  ])("$states: $counts, $why", ({ states, counts: [attended, counted, held] }) => {
    expect(countAttendance(states)).toEqual({ attended, counted, held });
  });

  it("being excused never makes a share smaller, and being there never does", () => {
    const state = fc.constantFrom<State>("present", "absent", "excused", "unrecorded");
    fc.assert(
      fc.property(fc.array(state, { maxLength: 12 }), (states) => {
        const share = (list: State[]): number => {
          const { attended, counted } = countAttendance(list);
          return counted === 0 ? 0 : attended / counted;
        };
        expect(share([...states, "excused"])).toBe(share(states));
        expect(share([...states, "present"])).toBeGreaterThanOrEqual(share(states));
      }),
    );
  });
});

describe("meetsCondition", () => {
  it.each([
    { attended: 4, counted: 5, percent: 80, met: true, why: "exactly as much as asked" },
    { attended: 3, counted: 4, percent: 80, met: false, why: "75 %" },
    { attended: 2, counted: 3, percent: 67, met: false, why: "66.67 % is less than 67" },
    { attended: 2, counted: 3, percent: 66, met: true, why: "66.67 %" },
    { attended: 7, counted: 7, percent: 100, met: true, why: "all" },
    { attended: 0, counted: 0, percent: 1, met: false, why: "nothing counted, nothing attended" },
  ])("$attended of $counted at $percent: $met, $why", ({ percent, met, ...counts }) => {
    expect(meetsCondition({ ...counts, held: counts.counted }, percent)).toBe(met);
  });
});

describe("a code for checking in", () => {
  it("is read however it is typed", () => {
    expect(readCheckInCode(" k7 m-2 qx ")).toBe("K7M2QX");
    expect(readCheckInCode("Ｋ７Ｍ２ＱＸ")).toBe("K7M2QX");
  });

  it.each(["", "K7M2Q", "K7M2QXX", "K7M20X", "K7M2IX", "' OR 1=1", "K7M2Q\u0000"])("%j is none", (typed) => {
    expect(readCheckInCode(typed)).toBeNull();
  });

  it("is six signs that are not taken for each other, whatever the bytes; those that would favour some are left out", () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat({ max: 239 })), (stream) => {
        const bytes = (howMany: number): Uint8Array =>
          Uint8Array.from({ length: howMany }, () => stream.next().value ?? 0);
        const code = makeCheckInCode(bytes);
        expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{6}$/);
        expect(readCheckInCode(code)).toBe(code);
      }),
    );
    const given = [255, 240, 0, 29, 30, 239, 1, 2];
    expect(makeCheckInCode((howMany) => Uint8Array.from(given.splice(0, howMany)))).toBe("2Z2Z34");
  });
});
