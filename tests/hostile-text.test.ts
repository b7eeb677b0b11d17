import { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { readCatalogueQuery, searchWords } from "@/lib/catalogue/rules";
import { parseCode } from "@/lib/certificates/code";
import { canonicalAddress } from "@/lib/format/addresses";
import { emailSchema, nameSchema, registerSchema } from "@/lib/people/schema";
import { questionFields } from "@/lib/questions/schema";
import { instantOf, isZone } from "@/lib/scheduling/zones";
import { HOSTILE_LENGTH, parsers } from "./setup/hostile-parsers";

/*
 * S30: no parser of what strangers write can be kept busy. Each gets text of a hundred thousand characters that nearly matches,
 * again and again; what grows with the square of the length would need minutes and hits the stop. Nothing here is timed: the
 * stop is so far from what the work needs that only a parser that hangs reaches it.
 */

const HARD_STOP_MS = 20_000;

/** Runs every parser over its text. Returns the name of the one that did not end, or null. */
const findHanging = (): Promise<string | null> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./setup/hostile-worker.ts", import.meta.url), { execArgv: ["--import", "tsx"] });
    let stop: NodeJS.Timeout | undefined;
    const end = (hanging: string | null): void => {
      clearTimeout(stop);
      void worker.terminate().then(() => resolve(hanging));
    };
    worker.on("message", (name: string | null) => {
      clearTimeout(stop);
      if (name === null) end(null);
      else stop = setTimeout(() => end(name), HARD_STOP_MS);
    });
    worker.on("error", reject);
  });

describe("S30: hostile text", () => {
  it(`of ${HOSTILE_LENGTH} characters keeps none of the parsers busy`, { timeout: 300_000 }, async () => {
    expect(parsers.length).toBeGreaterThan(20);
    expect(await findHanging()).toBeNull();
  });

  const long = "a".repeat(HOSTILE_LENGTH);
  it.each([
    { name: "a mail address", taken: () => canonicalAddress(`${long}@a.org`) !== null },
    { name: "a mail address's domain", taken: () => canonicalAddress(`a@${long}.org`) !== null },
    { name: "a form's mail address", taken: () => emailSchema.safeParse({ email: `${long}@a.org` }).success },
    { name: "a name", taken: () => nameSchema.safeParse({ fullName: long, nativeName: "" }).success },
    { name: "a password", taken: () => registerSchema.shape.password.safeParse(long).success },
    { name: "a certificate code", taken: () => parseCode("0".repeat(HOSTILE_LENGTH)) !== null },
    { name: "a local time", taken: () => instantOf("2027-03-12T14:00".repeat(9), "UTC").ok },
    { name: "a zone", taken: () => isZone(long) },
    { name: "a question's stem", taken: () => questionFields.safeParse({ stem: long }).success },
    { name: "a question's option", taken: () => questionFields.safeParse({ text1: long }).success },
  ])("$name beyond its limit is refused", ({ taken }) => expect(taken()).toBe(false));

  it("what is looked for is cut to what a title can be, and to a dozen words", () => {
    expect(readCatalogueQuery({ q: long }).text.length).toBeLessThanOrEqual(200);
    expect(searchWords("a1 b2 c3 d4 ".repeat(10_000).replace(/\d/g, () => "x")).length).toBeLessThanOrEqual(12);
  });
});
