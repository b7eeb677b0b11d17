import { describe, expect, it } from "vitest";
import { catalogues } from "@/lib/content/messages";
import { letterCookieValue, parseLetterCookie, registerSchema, settingsSchema } from "./schema";

/** A registration that is taken; a test states only what its claim depends on. */
const build = (fields: Record<string, unknown> = {}): Record<string, unknown> => ({
  fullName: "Ana Maria",
  nativeName: "",
  email: "ana.maria@example.org",
  password: "tea at the old harbour",
  language: "en",
  zone: "UTC",
  ...fields,
});

describe("registerSchema", () => {
  it("keeps the name clean, the native name or null, and the address in its one form", () => {
    expect(registerSchema.parse(build({ fullName: "  Ana\u202e  Maria ", email: " Ana.Maria@Example.ORG " }))).toEqual({
      fullName: "Ana Maria",
      nativeName: null,
      email: "ana.maria@example.org",
      password: "tea at the old harbour",
      language: "en",
      zone: "UTC",
    });
  });

  it.each([
    { fullName: "O", why: "one letter" },
    { fullName: "Sukarno", why: "a mononym" },
    { fullName: "آنا ماريا", why: "Arabic" },
    { fullName: "Nguyễn Thị Minh Khai", why: "Vietnamese" },
    { fullName: "<script>alert(1)</script>", why: "markup, which is only text here" },
    { fullName: "a".repeat(120), why: "120 letters" },
    { fullName: "𝒜".repeat(120), why: "120 letters of two code units each" },
  ])("takes a name of $why", ({ fullName }) =>
    expect(registerSchema.parse(build({ fullName })).fullName).toBe(fullName),
  );

  it.each([
    { fields: { fullName: undefined }, field: "fullName", key: "problem.name-required" },
    { fields: { fullName: "" }, field: "fullName", key: "problem.name-required" },
    { fields: { fullName: " \u200b\u202e\t" }, field: "fullName", key: "problem.name-required" },
    { fields: { fullName: "..." }, field: "fullName", key: "problem.name-letters" },
    { fields: { fullName: "Ana 🌊" }, field: "fullName", key: "problem.name-emoji" },
    { fields: { fullName: "a".repeat(121) }, field: "fullName", key: "problem.name-long" },
    { fields: { fullName: ["Ana"] }, field: "fullName", key: "problem.name-required" },
    { fields: { nativeName: "a".repeat(121) }, field: "nativeName", key: "problem.name-long" },
    { fields: { email: "" }, field: "email", key: "problem.email-required" },
    { fields: { email: "ana" }, field: "email", key: "problem.email" },
    { fields: { email: "ana@example.org, bob@example.org" }, field: "email", key: "problem.email" },
    { fields: { password: "" }, field: "password", key: "problem.password-required" },
    { fields: { password: "short" }, field: "password", key: "problem.password-short" },
    { fields: { password: "password1234" }, field: "password", key: "problem.password-common" },
    { fields: { password: "a harbour ".repeat(21) }, field: "password", key: "problem.password-long" },
    { fields: { password: "ana.maria@example.org" }, field: "password", key: "problem.password-address" },
    { fields: { language: "de" }, field: "language", key: "problem.language" },
    { fields: { zone: "Atlantis/Capital" }, field: "zone", key: "problem.zone" },
    { fields: { zone: "" }, field: "zone", key: "problem.zone" },
  ])("answers $fields with one sentence, $key", ({ fields, field, key }) => {
    const parsed = registerSchema.safeParse(build(fields));
    expect(parsed.error?.issues.map((issue) => [issue.path[0], issue.message])).toEqual([[field, key]]);
    expect(catalogues.en[key]).toBeDefined();
  });

  it("says everything that is wrong at once", () => {
    const parsed = registerSchema.safeParse(build({ fullName: "", email: "", password: "", zone: "" }));
    expect(parsed.error?.issues.map((issue) => issue.path[0])).toEqual(["fullName", "email", "password", "zone"]);
  });

  it("takes no field that it does not know into an account", () => {
    expect(Object.keys(registerSchema.parse(build({ suspendedAt: null, role: "admin" })))).not.toContain("role");
  });
});

describe("settingsSchema", () => {
  it.each(["UTC", "Indian/Mauritius", "America/Argentina/Buenos_Aires", "Asia/Kathmandu"])("takes %s", (zone) => {
    expect(settingsSchema.parse({ language: "ar", zone })).toEqual({ language: "ar", zone });
  });
});

describe("the cookie that remembers an address", () => {
  it("gives back the address", () =>
    expect(parseLetterCookie(letterCookieValue("ana@example.org"))).toBe("ana@example.org"));
  it.each([undefined, "", "%%%", letterCookieValue("call this number"), letterCookieValue("<b>@x")])(
    "gives null for %s",
    (value) => {
      expect(parseLetterCookie(value)).toBeNull();
    },
  );
});
