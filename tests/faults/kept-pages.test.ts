import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { control, signInAs, Visitor } from "../setup/visitor";

/*
 * Public pages are kept in each server process. A change is seen by the next reader: at once where the write was answered,
 * within a second in every other process and after a change that passed no server at all.
 */

const platform = inject("platform");
const database = new pg.Client({ connectionString: platform.adminUrl });
const first = new Visitor(platform.baseUrl);
let second: Visitor;
beforeAll(async () => {
  await database.connect();
  second = new Visitor((await control(platform, "start-second-server")) as string);
});
afterAll(async () => {
  await database.end();
  await control(platform, "stop-second-server");
});

const coursePage = "/courses/un-cyber-norms-csirts";
const eventPage = "/events/un-cyber-norms-csirts-online";

/** Reads until the text is there or a second is over; the last reading is returned. */
async function readUntil(visitor: Visitor, path: string, expected: string | RegExp): Promise<string> {
  const end = performance.now() + 1_000;
  for (;;) {
    const html = await visitor.read(path);
    if ((typeof expected === "string" ? html.includes(expected) : expected.test(html)) || performance.now() > end)
      return html;
    await pause(20);
  }
}

/** Reads a page into the cache of each process, until it lies there. */
async function keep(path: string): Promise<void> {
  for (const visitor of [first, second]) {
    const end = performance.now() + 5_000;
    for (;;) {
      const { headers } = await visitor.fetch(path);
      const again = await visitor.fetch(path, { headers: { "if-none-match": headers.get("etag") ?? "" } });
      if (again.status === 304) break;
      if (performance.now() > end) throw new Error(`${path} is not kept; the last status was ${again.status}.`);
    }
  }
}

const seatsLeft = (html: string): number => Number(/(\d+) of \d+ seats left/.exec(html)?.[1] ?? Number.NaN);

describe("a kept page shows what is true now", () => {
  it("a text changed by the database's owner stands on the page in both processes", async () => {
    await keep(coursePage);
    const { rows } = await database.query<{ title: string }>(
      "SELECT l.title FROM course_layer l JOIN course c ON c.id = l.course_id WHERE c.slug = 'un-cyber-norms-csirts' AND l.language = 'en'",
    );
    const before = rows[0]?.title ?? "";
    const change = (title: string) =>
      database.query(
        "UPDATE course_layer SET title = $1 FROM course c WHERE c.id = course_id AND c.slug = 'un-cyber-norms-csirts' AND language = 'en'",
        [title],
      );
    expect(await first.read(coursePage)).toContain(before);
    await change("Changed under the eyes of the reader");
    try {
      expect(await readUntil(first, coursePage, "Changed under the eyes of the reader")).toContain(
        "Changed under the eyes of the reader",
      );
      expect(await readUntil(second, coursePage, "Changed under the eyes of the reader")).toContain(
        "Changed under the eyes of the reader",
      );
      expect(await first.read("/courses")).toContain("Changed under the eyes of the reader");
    } finally {
      await change(before);
    }
    expect(await readUntil(second, coursePage, before)).toContain(before);
  });

  it("a seat taken is gone from the page when the join is answered, and within a second in the other process", async () => {
    await keep(eventPage);
    const before = seatsLeft(await first.read(eventPage));
    expect(before).toBeGreaterThan(0);
    const learner = await signInAs(platform, "admin2");
    const answer = await learner.call("POST", "/api/events/un-cyber-norms-csirts-online/enrolments");
    expect(answer.status).toBe(201);
    expect(seatsLeft(await first.read(eventPage))).toBe(before - 1);
    expect(seatsLeft(await readUntil(second, eventPage, new RegExp(`\\b${before - 1} of \\d+ seats left`)))).toBe(
      before - 1,
    );
    expect((await learner.call("POST", "/api/events/un-cyber-norms-csirts-online/enrolments")).status).toBe(200);
    expect(seatsLeft(await first.read(eventPage))).toBe(before - 1);
  });

  it("an event that is cancelled says so to the next reader", async () => {
    await keep(eventPage);
    const before = await first.read(eventPage);
    await database.query(
      "UPDATE event SET state = 'cancelled', cancelled_at = now() WHERE slug = 'un-cyber-norms-csirts-online'",
    );
    try {
      for (const visitor of [first, second]) expect(await readUntil(visitor, eventPage, /Cancelled/i)).not.toBe(before);
    } finally {
      await database.query(
        "UPDATE event SET state = 'published', cancelled_at = NULL WHERE slug = 'un-cyber-norms-csirts-online'",
      );
    }
    for (const visitor of [first, second])
      expect(seatsLeft(await readUntil(visitor, eventPage, /seats left/))).toBeGreaterThan(0);
  });

  it("a person who is signed in is never given a kept page, and never leaves one", async () => {
    const learner = await signInAs(platform, "learner");
    await keep(coursePage);
    expect(await learner.read(coursePage)).toContain("Demo Learner");
    expect(await first.read(coursePage)).not.toContain("Demo Learner");
    const answer = await learner.fetch(coursePage);
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
  });

  it("a session cookie that is nobody's gives the visitor's page", async () => {
    const answer = await first.fetch(coursePage, { headers: { cookie: "next-auth.session-token=forged" } });
    expect(answer.status).toBe(200);
    expect(await answer.text()).not.toContain("Demo ");
  });
});
