import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { addPerson, copyEvent, type Person } from "../setup/cast";
import { Visitor } from "../setup/visitor";

/*
 * S34: the link at the foot of an announcement. A mail program posts to it without cookies and from anywhere; that one write is
 * let through, and does nothing but stop this mail.
 */

const platform = inject("platform");
const database = new pg.Client({ connectionString: platform.adminUrl });
const nobody = new Visitor(platform.baseUrl);
const secret = "U".repeat(43);
const guessed = "G".repeat(43);
let person: Person;
beforeAll(async () => {
  await database.connect();
  person = await addPerson(platform, "Reader of announcements");
  const event = await copyEvent(platform, "unsubscribe-event");
  await database.query(
    `INSERT INTO letter (person_id, address, kind, language, subject, body, state, bulk, event_id, unsubscribe_secret)
     VALUES ($1, 'reader@test.example.org', 'announcement', 'en', 'The room', 'Room 4.', 'sent', true, $2, $3)`,
    [person.id, event.id, secret],
  );
});
afterAll(() => database.end());

const isMuted = async (): Promise<boolean> =>
  ((await database.query("SELECT 1 FROM announcement_mute WHERE person_id = $1", [person.id])).rowCount ?? 0) > 0;
const post = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  fetch(platform.baseUrl + path, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body: "List-Unsubscribe=One-Click",
    redirect: "manual",
  });

describe("S34: the link to unsubscribe", () => {
  it("opened by a scanner of links, changes nothing and names nobody", async () => {
    const page = await nobody.read(`/unsubscribe/${secret}`);
    expect(page).toContain("A copy for a test");
    expect(page).not.toMatch(/Reader of announcements|reader@test/);
    expect(await isMuted()).toBe(false);
  });

  it("guessed, is answered like a right one and does nothing", async () => {
    const wrong = await post(`/unsubscribe/${guessed}`);
    expect([wrong.status, await wrong.text()]).toEqual([200, "You get no more of this mail.\n"]);
    expect(await isMuted()).toBe(false);
    for (const odd of ["none", "%27", "a".repeat(2000)]) expect((await post(`/unsubscribe/${odd}`)).status).toBe(200);
    expect(await nobody.read("/unsubscribe/none")).toBe(await nobody.read("/unsubscribe/none"));
  });

  it("posted by a mail program, without cookies and from another site, stops the mail; again is the same", async () => {
    for (const headers of [{}, { origin: "https://mail.example", "sec-fetch-site": "cross-site" }]) {
      const answer = await post(`/unsubscribe/${secret}`, headers);
      expect([answer.status, await answer.text()]).toEqual([200, "You get no more of this mail.\n"]);
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect(await isMuted()).toBe(true);
    }
  });

  it("can be undone on its page, from our own pages only, and by its person", async () => {
    const foreign = await nobody.fetch("/forms/unsubscribe", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", origin: "https://evil.example" },
      body: `_secret=${secret}&choice=resume`,
    });
    expect(foreign.status).toBe(403);
    expect(await isMuted()).toBe(true);
    const undone = await nobody.form("unsubscribe", { _secret: secret, choice: "resume" }, `/unsubscribe/${secret}`);
    expect(undone.headers.get("location")).toBe(`/unsubscribe/${secret}`);
    expect(await isMuted()).toBe(false);

    await post(`/unsubscribe/${secret}`);
    expect(await person.visitor.read("/account")).toContain("A copy for a test");
    await person.visitor.form("account-unmute", { event: "unsubscribe-event" }, "/account");
    await post(`/unsubscribe/${secret}`);
    expect(await isMuted()).toBe(false); // The link was taken back.
  });

  it("is no way in for other writes: no other page takes a POST", async () => {
    for (const path of ["/account", `/fr/unsubscribe/${secret}`, `/unsubscribe/${secret}/more`, "/unsubscribe"])
      expect((await post(path)).status).toBe(405);
  });
});
