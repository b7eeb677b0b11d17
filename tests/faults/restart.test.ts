import { setTimeout as pause } from "node:timers/promises";
import { afterAll, describe, expect, inject, it } from "vitest";
import { control, signInAs, Visitor } from "../setup/visitor";

const platform = inject("platform");
const nobody = new Visitor(platform.baseUrl);

/** Asks until the server answers well again, for 30 seconds at most. */
async function waitUntilWell(): Promise<void> {
  const end = performance.now() + 30_000;
  for (;;) {
    const status = await nobody.fetch("/api/health").then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200) return;
    if (performance.now() > end)
      throw new Error(`The server is not well after 30 seconds; the last status was ${status}.`);
    await pause(100);
  }
}

afterAll(waitUntilWell);

describe("F3: PostgreSQL goes away and comes back", () => {
  it.each(["fast", "immediate"])(
    "a %s stop is a 503 that says when to come again, and nobody is signed out by it",
    async (mode) => {
      const learner = await signInAs(platform, "learner");
      await learner.read("/learn");
      await nobody.read("/courses");
      await control(platform, "stop-database", { mode });
      try {
        for (const [visitor, path] of [
          [nobody, "/courses"],
          [nobody, "/courses?q=norms"],
          [learner, "/learn"],
          [nobody, "/api/health"],
        ] as const) {
          const answer = await visitor.fetch(path);
          expect(answer.status, path).toBe(503);
          expect(Number(answer.headers.get("retry-after")), path).toBeGreaterThan(0);
          const body = await answer.text();
          expect(body, path).not.toMatch(/ECONNREFUSED|prisma|postgres|at .*\.js/i);
          expect(body, path).toMatch(path.startsWith("/api/") ? /"reason":"unavailable"/ : /<h1>/);
        }
        const form = await learner.form("mark-read", { lesson: "1.1.1" }, "/learn");
        expect(form.status).toBe(503);
        const call = await learner.call("POST", "/api/events/un-cyber-norms-csirts-online/enrolments");
        expect(call.status).toBe(503);
      } finally {
        await control(platform, "start-database");
      }
      await waitUntilWell();
      expect((await learner.fetch("/learn")).status).toBe(200);
      expect((await nobody.fetch("/courses")).status).toBe(200);
    },
  );

  it("a restart under a waiting reader is over before they could reload", async () => {
    await control(platform, "restart-database", { mode: "immediate" });
    await waitUntilWell();
    expect(await nobody.read("/courses")).toContain("<h1");
  });
});

describe("the web server dies and is started again", () => {
  it("whoever was signed in still is, and a form that stood open still works", async () => {
    const learner = await signInAs(platform, "learner");
    await control(platform, "kill-server");
    await expect(nobody.fetch("/")).rejects.toThrow();
    await control(platform, "start-server");
    await waitUntilWell();
    expect((await learner.fetch("/learn")).status).toBe(200);
    const answer = await learner.form("preferences", { theme: "dark" }, "/courses");
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("/courses");
  });
});
