import { describe, expect, it } from "vitest";
import { nomineeFields, pairFields } from "./schema";

const problemsIn = (schema: typeof nomineeFields | typeof pairFields, fields: object) =>
  Object.fromEntries((schema.safeParse(fields).error?.issues ?? []).map(({ path, message }) => [path[0], message]));

describe("what is missing of a nomination", () => {
  it("is asked for as another person's", () => {
    expect(problemsIn(nomineeFields, { fullName: " ", address: "" })).toEqual({
      fullName: "problem.nominee.person.name",
      address: "problem.nominee.person.address",
    });
  });

  it("says which of a pair it is of", () => {
    expect(problemsIn(pairFields, { "diplomat-fullName": "...", "diplomat-address": "dina" })).toEqual({
      "diplomat-fullName": "problem.nominee.letters",
      "diplomat-address": "problem.email",
      "technical-fullName": "problem.nominee.technical.name",
      "technical-address": "problem.nominee.technical.address",
    });
  });
});
