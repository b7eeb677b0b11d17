import ICAL from "ical.js";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { askOwner } from "../e2e/setup/answers";
import { addPerson, copyEvent, enrol, type Person } from "../setup/cast";
import { Visitor } from "../setup/visitor";

/*
 * S34: whoever has the address of a person's calendar reads that calendar and nothing else; an address that is guessed, was
 * taken back or never was one is answered the same, so that nobody learns how near they came.
 */

const platform = inject("platform");
const program = new Visitor(platform.baseUrl);

let person: Person;
beforeAll(async () => {
  person = await addPerson(platform, "Holder of a calendar");
  const event = await copyEvent(platform, "calendar-event");
  await enrol(platform, person, event);
  await askOwner(
    platform.adminUrl,
    `INSERT INTO event_session (event_id, starts_at, ends_at, layers, room, link)
     VALUES ($1, now() + interval '1 day', now() + interval '25 hours', '{"en": {"title": "Opening"}}', 'Room XIX', 'https://meet.example.org/r')`,
    [event.id],
  );
});

/** Makes an address on the account page, as its button does, and reads it from the page that shows it. */
async function makeAddress(): Promise<string> {
  const made = await person.visitor.form("make-calendar-feed", {}, "/account");
  const to = made.headers.get("location") ?? "";
  expect(to).toBe("/account?done=feed-made#calendar");
  const html = await person.visitor.read(to.split("#")[0] ?? "");
  const address = /href="[^"]*(\/calendar\/[\w-]{43}\.ics)"/.exec(html)?.[1] ?? "";
  expect(address).not.toBe("");
  return address;
}

/** What an address answers, but for what differs from answer to answer by itself. */
async function look(address: string): Promise<unknown> {
  const answer = await program.fetch(address);
  const headers = [...answer.headers].filter(([name]) => !["date", "keep-alive", "connection"].includes(name));
  return { status: answer.status, headers, body: await answer.text() };
}

describe("S34: the secret address of a calendar", () => {
  it("gives the person's own calendar without a session, to be kept by nobody, and is shown once", async () => {
    const address = await makeAddress();
    const answer = await program.fetch(address);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toContain("private");
    const text = await answer.text();
    const titles = new ICAL.Component(ICAL.parse(text) as unknown[])
      .getAllSubcomponents("vevent")
      .map((entry) => new ICAL.Event(entry).summary);
    expect(titles).toEqual([
      "A copy for a test",
      "Exam open: A copy for a test",
      "Last start with the whole time: A copy for a test",
      "Opening (A copy for a test)",
    ]);
    expect(text).toContain("Room XIX");
    expect(text).not.toContain("Holder of a calendar");
    const again = new Visitor(platform.baseUrl, /session-token=([^;]*)/.exec(person.visitor.cookie)?.[1] ?? "");
    expect(await again.read("/account")).not.toContain(address);
  });

  it("answers alike when it is unknown, malformed, replaced and taken back", async () => {
    const replaced = await makeAddress();
    const revoked = await makeAddress();
    await person.visitor.form("revoke-calendar-feed", {}, "/account");
    const unknown = await look(`/calendar/${"A".repeat(43)}.ics`);
    expect(unknown).toMatchObject({ status: 404 });
    for (const address of [
      replaced,
      revoked,
      "/calendar/x.ics",
      `/calendar/${"é".repeat(43)}.ics`,
      `/calendar/${"A".repeat(44)}.ics`,
    ])
      expect(await look(address), address).toEqual(unknown);
  });

  it("says nothing of rooms in the event's public file", async () => {
    const text = await program.read("/events/calendar-event/event.ics");
    expect(text).toContain("SUMMARY:Opening");
    expect(text).not.toMatch(/Room XIX|meet\.example/);
  });
});
