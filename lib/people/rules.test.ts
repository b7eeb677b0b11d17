import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupZones, letterPieces, linkState, passwordProblem, withoutSecrets } from "./rules";

const ORIGIN = "https://academy.example.org";
const TOKEN = "Zm9vYmFyLWZvb2Jhci1mb29iYXItZm9vYmFyLWZvb2I";

describe("passwordProblem", () => {
  it.each([
    { password: "correct horse battery", why: "words with spaces" },
    { password: "tea at the old harbour", why: "a sentence" },
    { password: "xkq7vw2mzp4t", why: "twelve characters at random" },
    { password: "839201748263", why: "digits at random" },
    { password: "!@#$%^&*()_+", why: "signs only" },
    { password: "سفينة في الميناء القديم", why: "Arabic" },
    { password: "夏天的海风吹过旧港口的灯塔", why: "Chinese" },
    { password: "🐟🐠🐡🦈🐙🦑🦐🦞🦀🐚🐳🐋", why: "twelve emoji, which are more code units" },
    { password: "xkq7vw2mzp4t".repeat(16), why: "192 characters" },
  ])("takes $why", ({ password }) => expect(passwordProblem(password, "ana.maria@example.org")).toBeNull());

  it.each([
    { password: "xkq7vw2mzp4", problem: "short", why: "eleven characters" },
    { password: "🐟🐠🐡🦈🐙🦑", problem: "short", why: "six emoji, though they are twelve code units" },
    { password: "xkq7vw2mzp4t-".repeat(16), problem: "long", why: "208 characters" },
    { password: "password1234", problem: "common", why: "the commonest word with digits" },
    { password: "P4ssw0rd!2026", problem: "common", why: "the same in other letters" },
    { password: "1234Password!", problem: "common", why: "digits before it" },
    { password: "passwordpassword", problem: "common", why: "the same twice" },
    { password: "123456789012", problem: "common", why: "a run of digits" },
    { password: "abcdefghijklm", problem: "common", why: "the alphabet" },
    { password: "mlkjihgfedcba", problem: "common", why: "the alphabet backwards" },
    { password: "qwertyuiopas", problem: "common", why: "a row of keys" },
    { password: "qwerty-123456", problem: "common", why: "half a row with digits" },
    { password: "aaaaaaaaaaaa", problem: "common", why: "one letter" },
    { password: "abc!abc!abc!", problem: "common", why: "one unit again and again" },
    { password: "............", problem: "common", why: "one sign" },
    { password: "CorrectHorseBatteryStaple", problem: "common", why: "the famous example" },
    { password: "Let me in 2026", problem: "common", why: "a common phrase" },
    { password: "ana.maria@example.org", problem: "address", why: "the address" },
    { password: "me: Ana.Maria@Example.Org!", problem: "address", why: "the address inside" },
    { password: "ana.maria-2026-x", problem: "address", why: "the address before the at-sign" },
  ])("refuses $why as $problem", ({ password, problem }) =>
    expect(passwordProblem(password, "ana.maria@example.org")).toBe(problem),
  );

  it("lets a short name before the at-sign stand in other words", () => {
    expect(passwordProblem("bananas on the quay", "ana@example.org")).toBeNull();
  });

  it("answers within 200 ms, whatever was typed", () => {
    for (const attack of ["a", "ab", "abcdef", "password", " ", "1a", "\u0301"].map(
      (unit) => `${unit.repeat(50_000)}!`,
    )) {
      const began = performance.now();
      passwordProblem(attack, "ana.maria@example.org");
      passwordProblem(attack.slice(0, 199), "ana.maria@example.org");
      expect(performance.now() - began).toBeLessThan(200);
    }
  });
});

describe("linkState", () => {
  const now = new Date("2027-03-12T12:00:00Z");
  const later = new Date("2027-03-12T12:00:01Z");
  it.each([
    { token: null, state: "unknown", why: "a link that nobody sent" },
    { token: { usedAt: null, expiresAt: later }, state: "ready", why: "one second is left" },
    { token: { usedAt: null, expiresAt: now }, state: "expired", why: "the time is over to the millisecond" },
    { token: { usedAt: now, expiresAt: later }, state: "used", why: "used while it lasted" },
    { token: { usedAt: now, expiresAt: now }, state: "used", why: "used says more than expired" },
  ])("is $state: $why", ({ token, state }) => expect(linkState(token, now)).toBe(state));
});

describe("letterPieces", () => {
  it("makes a link on its own line a path, and keeps the text around it", () => {
    expect(letterPieces(`Open this:\n\n${ORIGIN}/confirm?token=${TOKEN}\n\nOr not.`, ORIGIN)).toEqual([
      { text: "Open this:\n\n" },
      { text: `${ORIGIN}/confirm?token=${TOKEN}`, href: `/confirm?token=${TOKEN}` },
      { text: "\n\nOr not." },
    ]);
  });

  it("leaves the stop of a sentence outside a link", () => {
    expect(letterPieces(`See (${ORIGIN}/learn).`, ORIGIN)).toEqual([
      { text: "See (" },
      { text: `${ORIGIN}/learn`, href: "/learn" },
      { text: ")." },
    ]);
  });

  it.each([
    { text: "https://evil.example/learn", why: "another site" },
    { text: `${ORIGIN}.evil.example/learn`, why: "a site whose name begins like ours" },
    { text: `${ORIGIN}@evil.example/learn`, why: "our name as somebody else's user" },
    { text: `${ORIGIN}//evil.example/learn`, why: "an address that a browser reads as another site" },
    { text: "javascript:alert(1)", why: "a script" },
    { text: "<a href='/learn'>x</a>", why: "markup" },
  ])("makes no link of $why", ({ text }) => {
    expect(letterPieces(`Ana ${text} wrote`, ORIGIN).some(({ href }) => href)).toBe(false);
  });

  it("loses and adds nothing, and every link is a path of ours", () => {
    const part = fc.oneof(
      fc.constantFrom(ORIGIN, `${ORIGIN}/`, "/", "//", "\\", ".", "\n", " ", ")", "evil.example"),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 10 }), (parts) => {
        const text = parts.join("");
        const pieces = letterPieces(text, ORIGIN);
        expect(pieces.map((piece) => piece.text).join("")).toBe(text);
        for (const { href } of pieces) if (href) expect(new URL(href, ORIGIN).origin).toBe(ORIGIN);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("withoutSecrets", () => {
  it("cuts the secret out of every link, which leads nowhere then, and leaves the rest", () => {
    const pieces = letterPieces(`See ${ORIGIN}/learn or ${ORIGIN}/confirm?token=${TOKEN}`, ORIGIN);
    expect(withoutSecrets(pieces)).toEqual([
      { text: "See " },
      { text: `${ORIGIN}/learn`, href: "/learn" },
      { text: " or " },
      { text: `${ORIGIN}/confirm?token=…` },
    ]);
  });

  it("cuts it also where the site had another name when the letter was written", () => {
    expect(withoutSecrets(letterPieces(`https://old.example.org/confirm?token=${TOKEN}`, ORIGIN))).toEqual([
      { text: "https://old.example.org/confirm?token=…" },
    ]);
  });
});

describe("groupZones", () => {
  it("puts each zone under its region and names it by its place", () => {
    expect(
      groupZones(["Indian/Mauritius", "America/New_York", "America/Argentina/Buenos_Aires", "UTC", "Etc/GMT+1"]),
    ).toEqual([
      {
        region: "America",
        zones: [
          { zone: "America/Argentina/Buenos_Aires", place: "Buenos Aires (Argentina)" },
          { zone: "America/New_York", place: "New York" },
        ],
      },
      { region: "Indian", zones: [{ zone: "Indian/Mauritius", place: "Mauritius" }] },
    ]);
  });
});
