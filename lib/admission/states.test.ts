import { describe, expect, it } from "vitest";
import { groupsOf, isStateCode, listStates, stateCodes, stateName, stateRegions } from "./states";

const before = new Date("2026-11-23T23:59:59.999Z");
const after = new Date("2026-11-24T00:00:00Z");
const count = (group: "ldc" | "lldc" | "sids", on: Date) =>
  stateCodes.filter((code) => groupsOf(code, on)[group]).length;

describe("the States", () => {
  it("are the 193 members, two observers, the Cook Islands and Niue", () => {
    expect(stateCodes).toHaveLength(197);
    expect(new Set(stateCodes).size).toBe(197);
    for (const code of ["VA", "PS", "CK", "NU"]) expect(isStateCode(code), code).toBe(true);
    for (const code of ["TW", "XK", "HK", "EH", "PR", "", "mu"]) expect(isStateCode(code), code).toBe(false);
  });

  it.each(["en", "fr", "ar"] as const)("have a name each in %s, and are sorted by it", (language) => {
    const names = listStates(language).map(({ name }) => name);
    expect(new Set(names).size).toBe(197);
    for (const { code, name } of listStates(language)) expect(name, code).not.toBe(code);
    if (language === "ar") for (const name of names) expect(name).toMatch(/^[\u0600-\u06ff\s-]+$/u);
    expect(names).toEqual([...names].sort(new Intl.Collator(language).compare));
  });

  it.each([
    ["KP", "en", "Democratic People’s Republic of Korea"],
    ["CI", "ar", "كوت ديفوار"],
    ["MU", "fr", "Maurice"],
    ["TR", "fr", "Türkiye"],
    ["MM", "ar", "ميانمار"],
    ["ZZ", "en", "ZZ"],
    ["MU", "ru", "Mauritius"],
  ])("%s in %s is %s", (code, language, name) => expect(stateName(code, language)).toBe(name));
});

describe("groups", () => {
  it("have as many States as their lists say", () => {
    expect([count("ldc", before), count("lldc", before), count("sids", before)]).toEqual([44, 32, 39]);
    expect([count("ldc", after), count("lldc", after), count("sids", after)]).toEqual([41, 32, 39]);
  });

  it.each(["BD", "LA", "NP"])("%s is of the least developed countries until 24 November 2026", (code) => {
    expect(groupsOf(code, before).ldc).toBe(true);
    expect(groupsOf(code, after).ldc).toBe(false);
    expect(groupsOf(code, after).lldc).toBe(code !== "BD");
  });

  it("give each State at most one region, the ITU's", () => {
    const regions = stateCodes.map((code) => groupsOf(code, after).region);
    expect(stateRegions.map((region) => regions.filter((one) => one === region).length)).toEqual([
      44, 35, 22, 39, 9, 46,
    ]);
    expect(stateCodes.filter((code) => groupsOf(code, after).region === null)).toEqual(["CK", "NU"]);
  });

  it("know nothing of a code that is no State's", () => {
    expect(groupsOf("ZZ", after)).toEqual({ ldc: false, lldc: false, sids: false, region: null });
  });
});
