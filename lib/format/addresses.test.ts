import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalAddress } from "./addresses";

describe("canonicalAddress", () => {
  it.each([
    { typed: "ana@example.org", canonical: "ana@example.org", why: "a plain address" },
    { typed: "Ana.Maria@Example.ORG", canonical: "ana.maria@example.org", why: "upper case is the same mailbox" },
    { typed: "  ana@example.org\n", canonical: "ana@example.org", why: "space around it is trimmed" },
    { typed: "\ufeffana@example.org", canonical: "ana@example.org", why: "a byte order mark is trimmed" },
    { typed: "ana+course@example.org", canonical: "ana+course@example.org", why: "a tag is another mailbox" },
    { typed: "o'neil@example.org", canonical: "o'neil@example.org", why: "an apostrophe is allowed" },
    { typed: "ana_m-2@mail.gov.example.org", canonical: "ana_m-2@mail.gov.example.org", why: "a deep domain" },
    { typed: "a@b.co", canonical: "a@b.co", why: "a short one" },
    { typed: "ana@xn--bcher-kva.example", canonical: "ana@xn--bcher-kva.example", why: "a domain in its ASCII form" },
    {
      typed: `${"a".repeat(64)}@example.org`,
      canonical: `${"a".repeat(64)}@example.org`,
      why: "64 before the at-sign",
    },
  ])("takes $typed: $why", ({ typed, canonical }) => expect(canonicalAddress(typed)).toBe(canonical));

  it.each([
    { typed: "", why: "nothing" },
    { typed: "ana", why: "no at-sign" },
    { typed: "@example.org", why: "nobody" },
    { typed: "ana@", why: "nowhere" },
    { typed: "ana@localhost", why: "a domain without a dot" },
    { typed: "ana@example.org bob@example.org", why: "two addresses and a space" },
    { typed: "ana@example.org,bob@example.org", why: "two addresses and a comma" },
    { typed: "ana@example.org;bob@example.org", why: "two addresses and a semicolon" },
    { typed: "ana@example.org@evil.example", why: "two at-signs" },
    { typed: "ana,bob@example.org", why: "a comma before the at-sign" },
    { typed: '"ana@evil.example"@example.org', why: "a quoted at-sign" },
    { typed: '"ana"@example.org', why: "quotes" },
    { typed: "ana\\@evil.example@example.org", why: "an escaped at-sign" },
    { typed: "Ana <ana@example.org>", why: "a display name" },
    { typed: "ana(comment)@example.org", why: "a comment" },
    { typed: "ana\uff20example.org", why: "a full-width at-sign" },
    { typed: "ana@evil.example\uff20example.org", why: "a full-width at-sign after a real one" },
    { typed: "\u0430na@example.org", why: "a Cyrillic a" },
    { typed: "ana@ex\u0430mple.org", why: "a Cyrillic a in the domain" },
    { typed: "\uff41na@example.org", why: "a full-width a" },
    { typed: "\u212aana@example.org", why: "a Kelvin sign, which lower case makes a k" },
    { typed: "ana@ban\u212a.example", why: "a Kelvin sign in the domain" },
    { typed: "ana@bank\u3002example", why: "an ideographic full stop" },
    { typed: "ana@bücher.example", why: "a domain that is not in its ASCII form" },
    { typed: "an\u200ba@example.org", why: "an invisible character" },
    { typed: "\u202eana@example.org", why: "a bidi override" },
    { typed: "ana@example.org.", why: "a trailing dot" },
    { typed: "ana@.example.org", why: "a dot after the at-sign" },
    { typed: "ana@example..org", why: "two dots in the domain" },
    { typed: "ana..m@example.org", why: "two dots before the at-sign" },
    { typed: ".ana@example.org", why: "a dot at the beginning" },
    { typed: "ana.@example.org", why: "a dot before the at-sign" },
    { typed: "ana@-example.org", why: "a hyphen before the domain" },
    { typed: "ana@example-.org", why: "a hyphen before a dot" },
    { typed: "ana@exa_mple.org", why: "an underscore in the domain" },
    { typed: "ana@[127.0.0.1]", why: "an address of a machine" },
    { typed: "ana@example.org\r\nBcc: all@example.org", why: "a header after CRLF" },
    { typed: "ana\r\n@example.org", why: "CRLF before the at-sign" },
    { typed: "ana@example.org\nbob@example.org", why: "a line break" },
    { typed: "ana@example.org\u0000", why: "a zero byte" },
    { typed: "ana@example.org%0d%0aBcc:all", why: "an escaped header" },
    { typed: `${"a".repeat(65)}@example.org`, why: "65 before the at-sign" },
    { typed: `${"a".repeat(288)}@example.org`, why: "300 characters, most of them before the at-sign" },
    { typed: `ana@${"a.".repeat(146)}orgs`, why: "300 characters, most of them after the at-sign" },
  ])("refuses $why", ({ typed }) => expect(canonicalAddress(typed)).toBeNull());

  const sizes = [4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 40, 64, 94, 128, 188, 1000, 10_000, 100_000];
  it.each([
    { attack: (size: number) => "a".repeat(size), why: "letters without an at-sign" },
    { attack: (size: number) => `${"a".repeat(size)}@`, why: "letters before an at-sign" },
    { attack: (size: number) => "@".repeat(size), why: "at-signs" },
    { attack: (size: number) => `${".".repeat(size)}@a`, why: "dots before an at-sign" },
    { attack: (size: number) => `a@${"a".repeat(size)}!`, why: "one label that ends wrong" },
    { attack: (size: number) => `a@${"a-".repeat(size)}!`, why: "hyphens in a label that ends wrong" },
    { attack: (size: number) => `a@${"-".repeat(size)}`, why: "hyphens" },
    { attack: (size: number) => `a@${"a.".repeat(size)}!`, why: "many labels that end wrong" },
    { attack: (size: number) => `a@${"a-a.".repeat(size)}-`, why: "many labels with hyphens that end wrong" },
    { attack: (size: number) => `a${" ".repeat(size)}a`, why: "spaces in the middle" },
    { attack: (size: number) => `a@b.co${"\n".repeat(size)}x`, why: "line breaks before a last letter" },
  ])("refuses $why within 200 ms, however many", ({ attack }) => {
    for (const size of sizes) {
      const text = attack(size);
      const began = performance.now();
      expect(canonicalAddress(text)).toBeNull();
      // The first slow size ends the test: a greater one might never end.
      expect(performance.now() - began, `${size} of them`).toBeLessThan(200);
    }
  });

  it("has one form: whatever it takes, it takes again unchanged, and in capitals as the same", () => {
    const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
    const local = fc.stringMatching(/^[a-zA-Z0-9_+-]{1,20}$/);
    const address = fc.tuple(local, label, label).map(([who, where, top]) => `${who}@${where}.${top}`);
    fc.assert(
      fc.property(address, (typed) => {
        const canonical = canonicalAddress(typed);
        expect(canonical).toBe(typed.toLowerCase());
        expect(canonicalAddress(typed.toUpperCase())).toBe(canonical);
      }),
    );
  });

  it("gives printable ASCII with one at-sign and no space, comma or quote, or null, whatever was typed", () => {
    const piece = fc.oneof(
      fc.constantFrom("@", ".", "a", "example.org", ",", '"', "\r\n", " ", "\uff20", "<", ">"),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const canonical = canonicalAddress(pieces.join(""));
        if (canonical !== null) expect(canonical).toMatch(/^[^\s,"<>()@\\]+@[^\s,"<>()@\\]+$/);
        if (canonical !== null) expect(canonical).toMatch(/^[!-~]{3,255}$/);
      }),
      { numRuns: 1000 },
    );
  });
});
