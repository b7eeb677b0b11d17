import { describe, expect, it } from "vitest";
import { beholderOf, readInvitees, standingOf } from "./rules";

describe("readInvitees", () => {
  it.each([
    { line: "ana@ministry.example", address: "ana@ministry.example", fullName: null },
    { line: "  Ana@Ministry.EXAMPLE  ", address: "ana@ministry.example", fullName: null },
    { line: "Ana Rivera <ana@ministry.example>", address: "ana@ministry.example", fullName: "Ana Rivera" },
    { line: '"Ana Rivera" <ana@ministry.example>', address: "ana@ministry.example", fullName: "Ana Rivera" },
    { line: "ana@ministry.example, Ana Rivera", address: "ana@ministry.example", fullName: "Ana Rivera" },
    { line: "ana@ministry.example;Ana Rivera", address: "ana@ministry.example", fullName: "Ana Rivera" },
    { line: "Ana Rivera\tana@ministry.example", address: "ana@ministry.example", fullName: "Ana Rivera" },
    { line: "Ana Rivera ana@ministry.example", address: "ana@ministry.example", fullName: "Ana Rivera" },
    { line: "ana@ministry.example Ana Rivera", address: "ana@ministry.example", fullName: "Ana Rivera" },
    { line: "ana@ministry.example \u202eAna\u202c", address: "ana@ministry.example", fullName: "Ana" },
    { line: "آنا ريفيرا <ana@ministry.example>", address: "ana@ministry.example", fullName: "آنا ريفيرا" },
  ])("takes $line", ({ line, address, fullName }) => {
    expect(readInvitees(line)).toEqual({ invitees: [{ address, fullName }], wrong: [] });
  });

  it.each([
    { line: "Ana Rivera", problem: "no-address", why: "no address" },
    { line: "ana@ministry", problem: "no-address", why: "no domain" },
    { line: "ana@ministry.example.", problem: "no-address", why: "a trailing dot" },
    { line: '"ana@else"@ministry.example', problem: "no-address", why: "a quoted at-sign" },
    { line: "ana＠ministry.example", problem: "no-address", why: "a homoglyph at-sign" },
    { line: "a@one.example, b@two.example", problem: "several-addresses", why: "two addresses" },
    { line: "a@one.example b@two.example", problem: "several-addresses", why: "two addresses without a comma" },
    { line: "a@one.example <b@two.example>", problem: "several-addresses", why: "an address as a name" },
    { line: "a@one.example, b＠two.example", problem: "several-addresses", why: "another address in disguise" },
    { line: `${"x".repeat(121)} <a@one.example>`, problem: "name-long", why: "a name of 121 characters" },
    {
      line: `${" ".repeat(20_000)}a@one.example${" a".repeat(20_000)}`,
      problem: "no-address",
      why: "a line without end",
    },
  ])("refuses $why", ({ line, problem }) => {
    const { invitees, wrong } = readInvitees(line);
    expect(invitees).toEqual([]);
    expect(wrong).toMatchObject([{ line: 1, problem }]);
  });

  it("counts lines as they stand, skips empty ones, and finds an address that comes twice however it is written", () => {
    expect(readInvitees("a@one.example\n\n  \nA@ONE.example\nb@two.example")).toEqual({
      invitees: [
        { address: "a@one.example", fullName: null },
        { address: "b@two.example", fullName: null },
      ],
      wrong: [{ line: 4, problem: "twice", address: "a@one.example" }],
    });
  });
});

describe("standingOf", () => {
  const now = new Date("2026-11-22T12:00:00Z");
  const later = new Date("2026-11-23T12:00:00Z");
  const event = { state: "published", closesAt: later };
  it.each([
    { state: "sent", standing: "open" },
    { state: "asked", standing: "open" },
    { state: "sent", expiresAt: now, standing: "expired" },
    { state: "sent", event: { ...event, state: "cancelled" }, standing: "event-over" },
    { state: "sent", event: { ...event, closesAt: now }, standing: "event-over" },
    { state: "claimed", event: { ...event, state: "archived" }, standing: "claimed" },
    { state: "withdrawn", expiresAt: now, standing: "withdrawn" },
  ] as const)("$state is $standing", ({ state, standing, ...rest }) => {
    const expiresAt = "expiresAt" in rest ? rest.expiresAt : later;
    expect(standingOf({ state, expiresAt }, "event" in rest ? rest.event : event, now)).toBe(standing);
  });
});

describe("beholderOf", () => {
  const invitation = { canonical: "ana@one.example", askedById: null, claimedById: null };
  const ana = { id: "ana", addresses: ["ana@one.example"] };
  const ben = { id: "ben", addresses: ["ben@one.example"] };
  it.each([
    { who: null, beholder: "nobody" },
    { who: ana, beholder: "invited" },
    { who: ben, beholder: "another" },
    { who: ben, askedById: "ben", beholder: "asked" },
    { who: ben, askedById: "cleo", beholder: "asked-by-another" },
    { who: ana, askedById: "cleo", beholder: "invited" },
    { who: ben, claimedById: "ben", beholder: "claimer" },
  ])("$beholder", ({ who, beholder, ...fields }) => {
    expect(beholderOf({ ...invitation, ...fields }, who)).toBe(beholder);
  });
});
