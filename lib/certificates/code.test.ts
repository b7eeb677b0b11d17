import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatCode, makeCode, parseCode } from "./code";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The rule again, in one exact number: what sixteen characters spell in base 32, modulo 1021, as two characters. */
function codeOf(body: string): string {
  let number = 0n;
  for (const character of body) number = number * 32n + BigInt(alphabet.indexOf(character));
  const rest = Number(number % 1021n);
  return `${body}${alphabet[Math.floor(rest / 32)]}${alphabet[rest % 32]}`;
}
const body = fc.string({ unit: fc.constantFrom(...alphabet), minLength: 16, maxLength: 16 });
const KNOWN = codeOf("7Z3K9QW2M5XR0ATB");

const replaced = (code: string, at: number, character: string): string =>
  code.slice(0, at) + character + code.slice(at + 1);

/** Every code that differs from this one in a single character. */
function* substitutions(code: string): Generator<string> {
  for (let at = 0; at < code.length; at++)
    for (const character of alphabet) if (character !== code[at]) yield replaced(code, at, character);
}

/** Every code that has two neighbours of this one exchanged. */
function* transpositions(code: string): Generator<string> {
  for (let at = 0; at + 1 < code.length; at++)
    if (code[at] !== code[at + 1]) yield `${code.slice(0, at)}${code[at + 1]}${code[at]}${code.slice(at + 2)}`;
}

describe("makeCode", () => {
  const made = Array.from({ length: 10_000 }, makeCode);

  it("makes 10,000 codes that all parse back, bare and as printed", () => {
    const lost = made.filter((code) => parseCode(code) !== code || parseCode(formatCode(code)) !== code);
    expect(lost).toEqual([]);
  });

  it("makes sixteen characters of Crockford's alphabet and the two check characters they spell", () => {
    expect(made.filter((code) => !/^[0-9A-HJKMNP-TV-Z]{18}$/.test(code) || codeOf(code.slice(0, 16)) !== code)).toEqual(
      [],
    );
  });

  it("does not make one twice in 10,000", () => expect(new Set(made).size).toBe(10_000));

  it("uses every character in each of the sixteen places, so that 80 bits are random", () => {
    const seen = Array.from({ length: 16 }, (_, at) => new Set(made.map((code) => code[at])).size);
    expect(seen).toEqual(Array.from({ length: 16 }, () => 32));
  });
});

describe("parseCode", () => {
  it("takes any sixteen characters with the check characters that they spell", () => {
    fc.assert(
      fc.property(body, (text) => {
        expect(parseCode(codeOf(text))).toBe(codeOf(text));
      }),
    );
  });

  it("refuses every substitution of one character, in 200 codes: 111,600 of 111,600", () => {
    let tried = 0;
    let refused = 0;
    for (let count = 0; count < 200; count++)
      for (const wrong of substitutions(makeCode())) {
        tried++;
        if (parseCode(wrong) === null) refused++;
      }
    expect({ tried, refused }).toEqual({ tried: 111_600, refused: 111_600 });
  });

  it("refuses every exchange of two neighbours, in 2,000 codes: all of them", () => {
    let tried = 0;
    let refused = 0;
    for (let count = 0; count < 2000; count++)
      for (const wrong of transpositions(makeCode())) {
        tried++;
        if (parseCode(wrong) === null) refused++;
      }
    expect(tried).toBeGreaterThan(30_000);
    expect(refused).toBe(tried);
  });

  it("refuses all but 305 of the 147,033 substitutions of two characters in one code: 99.79 %", () => {
    let tried = 0;
    let accepted = 0;
    for (let first = 0; first < KNOWN.length; first++)
      for (let second = first + 1; second < KNOWN.length; second++)
        for (const one of alphabet)
          for (const other of alphabet) {
            if (one === KNOWN[first] || other === KNOWN[second]) continue;
            tried++;
            if (parseCode(replaced(replaced(KNOWN, first, one), second, other)) !== null) accepted++;
          }
    expect({ tried, accepted }).toEqual({ tried: 147_033, accepted: 305 });
  });

  const digits = codeOf("0101010101010101");
  it.each([
    { typed: KNOWN, meant: KNOWN, why: "as stored" },
    { typed: formatCode(KNOWN), meant: KNOWN, why: "as printed" },
    { typed: KNOWN.toLowerCase(), meant: KNOWN, why: "in lower case" },
    { typed: `  ${KNOWN.slice(0, 9)} ${KNOWN.slice(9)}\n`, meant: KNOWN, why: "with spaces" },
    { typed: formatCode(KNOWN).replaceAll("-", "\u2011"), meant: KNOWN, why: "with a PDF's no-break hyphens" },
    { typed: formatCode(KNOWN).replaceAll("-", " – "), meant: KNOWN, why: "with a word processor's dashes" },
    { typed: formatCode(KNOWN).replaceAll("-", "\u00a0"), meant: KNOWN, why: "with no-break spaces" },
    { typed: digits.replaceAll("0", "O"), meant: digits, why: "the letter O is a nought" },
    { typed: digits.replaceAll("0", "o"), meant: digits, why: "so is a small o" },
    { typed: digits.replaceAll("1", "I"), meant: digits, why: "the letter I is a one" },
    { typed: digits.replaceAll("1", "i"), meant: digits, why: "so is a small i" },
    { typed: digits.replaceAll("1", "L"), meant: digits, why: "the letter L is a one" },
    { typed: digits.replaceAll("1", "l"), meant: digits, why: "so is a small l" },
    { typed: "000000000000000000", meant: "000000000000000000", why: "noughts spell nought" },
  ])("reads $typed: $why", ({ typed, meant }) => expect(parseCode(typed)).toBe(meant));

  it.each([
    { typed: "", why: "nothing" },
    { typed: "----", why: "only hyphens" },
    { typed: KNOWN.slice(1), why: "a character too few" },
    { typed: `${KNOWN}0`, why: "a character too many" },
    { typed: `0${KNOWN}`, why: "a nought before it" },
    { typed: KNOWN + KNOWN, why: "a code twice" },
    { typed: replaced(KNOWN, 3, "U"), why: "the letter U, which is in no code" },
    { typed: replaced(KNOWN, 3, "*"), why: "a wildcard" },
    { typed: replaced(KNOWN, 3, "%"), why: "the database's wildcard" },
    { typed: replaced(KNOWN, 3, "\u041a"), why: "a Cyrillic K" },
    { typed: replaced(KNOWN, 0, "\uff17"), why: "a full-width digit" },
    { typed: replaced(KNOWN, 0, "٧"), why: "an Arabic digit" },
    { typed: `${KNOWN}\u0000`, why: "a zero byte" },
    { typed: `${KNOWN}' OR 1=1`, why: "an injection" },
    { typed: `${KNOWN}${" ".repeat(60)}`, why: "sixty spaces" },
    { typed: "A".repeat(1_000_000), why: "a million letters" },
  ])("refuses $why", ({ typed }) => expect(parseCode(typed)).toBeNull());

  it("gives a code or null, whatever was typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (typed) => {
        const code = parseCode(typed);
        if (code !== null) expect(codeOf(code.slice(0, 16))).toBe(code);
      }),
    );
  });
});

describe("formatCode", () => {
  it("prints groups of four and the check characters last", () => {
    expect(formatCode("ABCDEFGHJKMNPQRSTV")).toBe("ABCD-EFGH-JKMN-PQRS-TV");
  });

  it("prints nothing that parseCode does not read", () => {
    fc.assert(
      fc.property(body, (text) => {
        expect(parseCode(formatCode(codeOf(text)))).toBe(codeOf(text));
      }),
    );
  });
});
