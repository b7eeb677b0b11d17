import { describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/policy";
import { db, sql } from "@/lib/db/client";
import { readUpload } from "@/lib/uploads/data";
import { dropUnusedUpload, storeUpload } from "@/lib/uploads/mutations";
import { seedEnrolment } from "../../builders/attempts";
import { seedOrganizer } from "../../builders/certificates";
import { type SeededEvent, seedEvent, seedOrganization } from "../../builders/events";
import { seedPerson } from "../../builders/people";

const pdf = { name: "برنامج.pdf", content: new TextEncoder().encode("%PDF-1.7\nA programme.") };

async function store(by: Actor, file: typeof pdf = pdf): Promise<string> {
  const stored = await db.$transaction((tx) => storeUpload(tx, by.id, file));
  if (!stored.ok) throw new Error(stored.reason);
  return stored.value.id;
}

const attach = (event: SeededEvent, uploadId: string, audience: "public" | "admitted") =>
  db.eventFile.create({ data: { eventId: event.id, kind: "document", title: "Programme", audience, uploadId } });

async function seedReaders(event: SeededEvent) {
  const { id: organizationId } = await seedOrganization();
  const [learner, waiting, withdrawn] = [await seedPerson(), await seedPerson(), await seedPerson()];
  await seedEnrolment(learner, event);
  await seedEnrolment(waiting, event, { state: "waiting" });
  await seedEnrolment(withdrawn, event, { state: "withdrawn" });
  const onEvent = (role: "instructor" | "reviewer" | "moderator") =>
    seedPerson({ grants: [{ role, organizationId: null, eventId: event.id }] });
  return {
    visitor: null,
    stranger: await seedPerson(),
    learner,
    waiting,
    withdrawn,
    organizer: await seedOrganizer(event),
    "organizer elsewhere": await seedPerson({ grants: [{ role: "organizer", organizationId, eventId: null }] }),
    instructor: await onEvent("instructor"),
    reviewer: await onEvent("reviewer"),
    moderator: await onEvent("moderator"),
    admin: await seedPerson({ grants: [{ role: "admin", organizationId: null, eventId: null }] }),
  };
}

async function readersOf(id: string, readers: Readonly<Record<string, Actor | null>>): Promise<string[]> {
  const names: string[] = [];
  for (const [name, actor] of Object.entries(readers)) if (await readUpload(actor, id)) names.push(name);
  return names;
}

describe("who reads a file is decided by what refers to it (S1)", () => {
  it("an event's: everybody where it is public, the enrolled and staff where it is for the admitted", async () => {
    const event = await seedEvent();
    const readers = await seedReaders(event);
    const everybody = Object.keys(readers);
    const admitted = await store(readers.organizer);
    expect(await readersOf(admitted, readers), "before anything refers to it").toEqual([]);
    await attach(event, admitted, "admitted");
    expect(await readersOf(admitted, readers)).toEqual(["learner", "organizer", "instructor", "reviewer"]);
    const open = await store(readers.organizer);
    await attach(event, open, "public");
    expect(await readersOf(open, readers)).toEqual(everybody);
    expect(await readUpload(null, open)).toMatchObject({ name: pdf.name, type: "application/pdf" });
    expect(Buffer.from((await readUpload(null, open))?.content ?? []).equals(Buffer.from(pdf.content))).toBe(true);
  });

  it("a draft's public file is not public yet", async () => {
    const event = await seedEvent({ state: "draft" });
    const readers = await seedReaders(event);
    const id = await store(readers.organizer);
    await attach(event, id, "public");
    expect(await readersOf(id, readers)).toEqual(["learner", "organizer", "instructor", "reviewer"]);
  });

  it("an application's: the applicant, and who selects once it is sent", async () => {
    const event = await seedEvent({ admission: "application" });
    const readers = await seedReaders(event);
    const id = await store(readers.stranger);
    const { id: applicationId } = await db.application.create({
      data: {
        eventId: event.id,
        personId: readers.stranger.id,
        answers: {},
        declaredCourses: [],
        files: { create: { questionId: "letter", uploadId: id } },
      },
      select: { id: true },
    });
    expect(await readersOf(id, readers)).toEqual(["stranger"]);
    await sql("UPDATE application SET state = 'submitted', submitted_at = now() WHERE id = $1", [applicationId]);
    expect(await readersOf(id, readers)).toEqual(["stranger", "organizer", "reviewer"]);
  });

  it("nobody reads what there is not", async () => {
    expect(await readUpload(await seedPerson(), crypto.randomUUID())).toBeNull();
  });
});

describe("keeping a file", () => {
  it("a refused one leaves no row", async () => {
    const actor = await seedPerson();
    const result = await db.$transaction((tx) =>
      storeUpload(tx, actor.id, { name: "a.html", content: new TextEncoder().encode("<html>") }),
    );
    expect(result).toEqual({ ok: false, reason: "kind" });
    expect(await db.upload.count({ where: { createdById: actor.id } })).toBe(0);
  });

  it("so much a day and no more", async () => {
    const actor = await seedPerson();
    const id = await store(actor);
    await sql(
      `INSERT INTO upload (name, type, bytes, sha256, content, created_by_id)
       SELECT 'a.pdf', 'application/pdf', 10485760, 'x', convert_to(repeat('x', 10485760), 'UTF8'), $1 FROM generate_series(1, 30)`,
      [actor.id],
    );
    expect(await db.$transaction((tx) => storeUpload(tx, actor.id, pdf))).toEqual({ ok: false, reason: "too-much" });
    await sql("UPDATE upload SET created_at = now() - interval '25 hours' WHERE created_by_id = $1", [actor.id]);
    expect(await store(actor)).not.toBe(id);
  });

  it("one in use is not forgotten, an unused one is", async () => {
    const event = await seedEvent();
    const organizer = await seedOrganizer(event);
    const [used, unused] = [await store(organizer), await store(organizer)];
    await attach(event, used, "public");
    await db.$transaction(async (tx) => {
      await dropUnusedUpload(tx, used);
      await dropUnusedUpload(tx, unused);
    });
    expect(await db.upload.findMany({ where: { createdById: organizer.id }, select: { id: true } })).toEqual([
      { id: used },
    ]);
  });
});
