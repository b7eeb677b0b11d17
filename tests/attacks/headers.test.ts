import { readdirSync } from "node:fs";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { signInAs, Visitor } from "../setup/visitor";

const platform = inject("platform");
const nobody = new Visitor(platform.baseUrl);
let admin: Visitor;
let learner: Visitor;
beforeAll(async () => {
  admin = await signInAs(platform, "admin");
  learner = await signInAs(platform, "learner");
});

const stylesheet = `/_next/static/${readdirSync(".next/static", { recursive: true, encoding: "utf8" }).find((name) => name.endsWith(".css"))}`;

function expectSafe({ headers }: Response): void {
  const policy = new Map(
    (headers.get("content-security-policy") ?? "").split(";").map((part) => {
      const [name = "", ...sources] = part.trim().split(/\s+/);
      return [name, sources] as const;
    }),
  );
  expect(policy.get("default-src")).toEqual(["'none'"]);
  expect(policy.get("script-src")).toEqual(["'self'"]);
  expect(policy.get("style-src")).toEqual(["'self'"]);
  expect(policy.get("frame-ancestors")).toEqual(["'none'"]);
  expect(policy.get("base-uri")).toEqual(["'none'"]);
  expect(policy.get("form-action")).toEqual(["'self'"]);
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("referrer-policy")).toBe("same-origin");
  expect(headers.get("x-powered-by")).toBeNull();
}

type Case = { readonly what: string; readonly status: number; readonly ask: () => Promise<Response> };
const cases: readonly Case[] = [
  { what: "a public page, made now", status: 200, ask: () => nobody.fetch("/courses?q=norm") },
  {
    what: "a public page, from the cache",
    status: 200,
    ask: () => nobody.read("/courses").then(() => nobody.fetch("/courses")),
  },
  {
    what: "a public page that has not changed",
    status: 304,
    ask: async () =>
      nobody.fetch("/courses", {
        headers: { "if-none-match": (await nobody.fetch("/courses")).headers.get("etag") ?? "" },
      }),
  },
  { what: "a page of a signed-in learner", status: 200, ask: () => learner.fetch("/learn") },
  { what: "a page of an admin", status: 200, ask: () => admin.fetch("/admin") },
  { what: "a page that does not exist", status: 404, ask: () => nobody.fetch("/courses/no-such-course") },
  { what: "an address that does not exist", status: 404, ask: () => nobody.fetch("/no/such/address") },
  { what: "an undecodable address", status: 400, ask: () => nobody.fetch("/courses/%ff") },
  { what: "a method that pages do not know", status: 405, ask: () => nobody.call("POST", "/courses", {}) },
  { what: "a redirect of a page", status: 307, ask: () => nobody.fetch("/learn") },
  { what: "a redirect of the server", status: 308, ask: () => nobody.fetch("/en/courses") },
  { what: "a redirect of a form", status: 303, ask: () => nobody.form("preferences", { theme: "dark" }) },
  { what: "a form that does not exist", status: 404, ask: () => nobody.form("no-such-form", {}) },
  { what: "a JSON answer", status: 200, ask: () => nobody.fetch("/api/health") },
  {
    what: "a JSON refusal",
    status: 401,
    ask: () => nobody.call("POST", "/api/events/un-cyber-norms-csirts-online/enrolments"),
  },
  { what: "a JSON call that does not exist", status: 404, ask: () => nobody.fetch("/api/no-such-call") },
  { what: "next-auth's own answer", status: 200, ask: () => nobody.fetch("/api/auth/csrf") },
  { what: "a stylesheet", status: 200, ask: () => nobody.fetch(stylesheet) },
  { what: "a program for the browser", status: 200, ask: () => nobody.fetch("/scripts/exam.js") },
  { what: "a file of public/", status: 200, ask: () => nobody.fetch("/error.css") },
  {
    what: "a file of the build that does not exist",
    status: 404,
    ask: () => nobody.fetch("/_next/static/no-such-file.js"),
  },
  { what: "a file that does not exist", status: 404, ask: () => nobody.fetch("/no-such-file.txt") },
  { what: "a document that does not exist", status: 404, ask: () => nobody.fetch("/courses/no-such-file.pdf") },
  {
    what: "a body that is too large",
    status: 413,
    ask: () => nobody.form("sign-in", { email: "x".repeat(1_100_000) }),
  },
];

describe("S12: every answer forbids frames, foreign scripts and guessing of types", () => {
  it.each(cases)("$what ($status)", async ({ ask, status }) => {
    const answer = await ask();
    expect(answer.status).toBe(status);
    expectSafe(answer);
  });

  it.each([
    "/",
    "/courses",
    "/events",
    "/fr",
    "/ar/courses",
    "/sign-in",
    "/verify",
    "/courses/no-such-course",
    "/no/such/address",
    "/fr/nowhere",
    "/nothing.txt",
  ])("%s carries no script and no style of its own", async (path) => {
    const html = await nobody.read(path);
    expect(html).toContain("<h1");
    for (const [script] of html.matchAll(/<script\b[^>]*>/g))
      expect(script).toMatch(/ src="\/scripts\/| type="application\/ld\+json"/);
    expect(/<style\b|\sstyle="[^"]*|\son[a-z]+="|javascript:/i.exec(html)?.[0]).toBeUndefined();
  });
});

describe("S23: what is asked by a certificate's code", () => {
  const codes = ["0000000000000000ZZ", "0000-0000", "' OR 1=1 --"];
  it("is listed by no search engine, and answered alike where there is nothing", async () => {
    const answers = await Promise.all(
      codes.map(async (code) => {
        const answer = await nobody.fetch(`/verify/${encodeURIComponent(code)}`);
        expect(answer.status).toBe(404);
        expect(answer.headers.get("x-robots-tag")).toBe("noindex, nofollow");
        expect(answer.headers.get("cache-control")).toBe("private, no-store");
        // The address itself stands in the links to other languages, and in the forms that come back to it.
        return (await answer.text()).replace(/(?:href|value)="[^"]*"/g, "");
      }),
    );
    expect(new Set(answers).size).toBe(1);
    expect(await nobody.read("/robots.txt")).toContain("Disallow: /verify/");
  });

  it("is answered alike to programs too", async () => {
    const answers = await Promise.all(
      codes.map((code) => nobody.read(`/api/certificates/${encodeURIComponent(code)}`)),
    );
    expect(new Set(answers).size).toBe(1);
  });
});
