import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { signInAs, type Visitor } from "../setup/visitor";

/*
 * S11: a page elsewhere can make a browser send requests with our cookies. Every write there is, found in the source, so that
 * one added tomorrow is asked too, refuses what comes from elsewhere, and what does not say where it comes from and could
 * have come from such a page.
 */

const platform = inject("platform");
const database = new pg.Client({ connectionString: platform.adminUrl });
let admin: Visitor;
beforeAll(async () => {
  admin = await signInAs(platform, "admin");
  await database.connect();
});
afterAll(() => database.end());

const sample: Readonly<Record<string, string>> = {
  slug: "un-cyber-norms-csirts-online",
  attemptId: "00000000-0000-4000-8000-000000000000",
  position: "1",
};
const calls = readdirSync("app/api", { recursive: true, encoding: "utf8" })
  .filter((file) => path.basename(file) === "route.ts" && !file.includes("nextauth"))
  .flatMap((file) => {
    const address = `/api/${path.dirname(file)}`.replace(/\[(\w+)\]/g, (_, name: string) => sample[name] ?? "x");
    const source = readFileSync(path.join("app/api", file), "utf8");
    return [...source.matchAll(/export (?:const|(?:async )?function) (POST|PUT|PATCH|DELETE)\b/g)].map(
      ([, method = ""]) => ({ method, address }),
    );
  });
const forms = [...readFileSync("app/forms/[form]/table.ts", "utf8").matchAll(/^ {2}"?([a-z-]+)"?: \w+,$/gm)].map(
  ([, name = ""]) => ({
    method: "POST",
    address: `/forms/${name}`,
  }),
);
const writes = [...calls, ...forms];

/** How many rows stand in each table; what a refused write must leave alone. */
async function countRows(): Promise<string> {
  const { rows } = await database.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1",
  );
  const counts = await database.query(
    rows.map(({ name }) => `SELECT '${name}' AS name, count(*)::int AS n FROM "${name}"`).join(" UNION ALL "),
  );
  return JSON.stringify(counts.rows);
}

const json = { "content-type": "application/json" };
const urlencoded = { "content-type": "application/x-www-form-urlencoded" };
const plain = { "content-type": "text/plain" };
const foreign: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ["a foreign Origin", { origin: "https://evil.example", ...json }],
  ["a foreign Origin on a form", { origin: "https://evil.example", ...urlencoded }],
  ["an Origin of our host on another port", { origin: "http://localhost:1", ...json }],
  ["an Origin that only begins like ours", { origin: `${platform.baseUrl}.evil.example`, ...json }],
  ["the Origin null of a sandboxed frame", { origin: "null", ...urlencoded }],
  ["Sec-Fetch-Site: cross-site", { "sec-fetch-site": "cross-site", ...json }],
  ["Sec-Fetch-Site: same-site, from a neighbouring host", { "sec-fetch-site": "same-site", ...urlencoded }],
  ["our Origin said by a cross-site page", { origin: platform.baseUrl, "sec-fetch-site": "cross-site", ...json }],
  ["a text/plain body that does not say where it comes from", plain],
  ["a form that does not say where it comes from", urlencoded],
  ["a body without a type that does not say where it comes from", { "content-type": "" }],
  ["a type that only begins like JSON", { "content-type": "application/json-not" }],
];

describe("S11: a write from elsewhere is refused and changes nothing", () => {
  it("finds the writes in the source", () => {
    expect(calls.length).toBeGreaterThanOrEqual(5);
    expect(forms.length).toBeGreaterThanOrEqual(15);
  });

  it.each(foreign)("%s", async (_, headers) => {
    const before = await countRows();
    for (const { method, address } of writes) {
      const answer = await admin.fetch(address, {
        method,
        headers,
        body: headers["content-type"] === json["content-type"] ? "{}" : "event=un-cyber-norms-csirts-online",
      });
      expect(answer.status, `${method} ${address}`).toBe(403);
      expect(answer.headers.getSetCookie(), `${method} ${address}`).toEqual([]);
    }
    expect(await countRows()).toBe(before);
  });

  it("and so are next-auth's own writes: nobody is signed in or out by a foreign page", async () => {
    const visitor = await signInAs(platform, "organizer");
    const { csrfToken } = (await (await visitor.fetch("/api/auth/csrf")).json()) as { csrfToken: string };
    const body = new URLSearchParams({ csrfToken, json: "true", ...platform.accounts.learner }).toString();
    for (const call of ["signout", "callback/credentials"]) {
      for (const headers of [{ origin: "https://evil.example" }, { "sec-fetch-site": "cross-site" }]) {
        const answer = await visitor.fetch(`/api/auth/${call}`, {
          method: "POST",
          headers: { ...headers, ...urlencoded },
          body,
        });
        expect(answer.status, call).toBe(403);
      }
    }
    expect((await visitor.fetch("/learn")).status).toBe(200);
  });

  it("the session cookie stays at home: HttpOnly, SameSite=Lax, no Domain", async () => {
    const answer = await admin.form("sign-in", { ...platform.accounts.admin, next: "" }, "/sign-in");
    const cookie = answer.headers.getSetCookie().find((line) => line.startsWith("next-auth.session-token="));
    expect(cookie).toMatch(/;\s*httponly/i);
    expect(cookie).toMatch(/;\s*samesite=lax/i);
    expect(cookie).not.toMatch(/;\s*domain=/i);
  });
});
