import { describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import { db } from "@/lib/db/client";
import { getBriefSubject, listBriefEntries } from "@/lib/reading/brief/data";
import { saveBrief } from "@/lib/reading/brief/mutations";
import { digestOf } from "@/lib/reading/brief/rules";
import { openReader } from "@/lib/reading/reader";
import { seedEnrolment } from "../../builders/attempts";
import { readAudit, seedOrganizer } from "../../builders/certificates";
import { type SeededEvent, seedEvent } from "../../builders/events";
import { seedPerson } from "../../builders/people";

/** An event of the course in which the lesson on the country brief stands. */
async function seedBriefEvent(fields: Parameters<typeof seedEvent>[0] = {}): Promise<SeededEvent> {
  const course = await db.course.findUniqueOrThrow({
    where: { slug: "cyberdiplomacy-training" },
    select: { id: true, organizationId: true, editions: { take: 1, select: { id: true } } },
  });
  return seedEvent({
    courseId: course.id,
    organizationId: course.organizationId,
    editionId: course.editions[0]?.id ?? "",
    bankId: null,
    ...fields,
  });
}
const managing = async (event: SeededEvent) => authorize(await seedOrganizer(event), "event.manage", event);
const edit = (field: string, text: string, source = "Decree 12 of 2024, checked on 1 March 2027") => ({
  field,
  text,
  source: text ? source : "",
});
const stored = async (event: SeededEvent) =>
  (
    await db.briefEntry.findMany({
      where: { eventId: event.id },
      select: { field: true, text: true, source: true },
      orderBy: { field: "asc" },
    })
  ).map(({ field, text }) => `${field}: ${text}`);
const empty = digestOf([]);

describe("the country brief of an event", () => {
  it("is there only where its lesson is in the edition", async () => {
    const [with_, without] = [await seedBriefEvent(), await seedEvent()];
    expect(await getBriefSubject(with_.slug)).toMatchObject({ id: with_.id, organizationId: with_.organizationId });
    expect(await getBriefSubject(without.slug)).toBeNull();
  });

  it("keeps what changed, with who saved it, in the record too, and takes an emptied entry away", async () => {
    const event = await seedBriefEvent();
    const permit = await managing(event);
    const edits = [edit("lead", "The Office"), edit("laws", "Two acts"), edit("norms", "")];
    expect(await saveBrief(permit, { edits, shown: empty })).toEqual({ ok: true, value: { changed: 2 } });
    expect(await stored(event)).toEqual(["laws: Two acts", "lead: The Office"]);
    const shown = digestOf(edits.filter(({ text }) => text));
    const again = [edit("lead", "The Office"), edit("laws", ""), edit("norms", "")];
    expect(await saveBrief(permit, { edits: again, shown })).toEqual({ ok: true, value: { changed: 1 } });
    expect(await stored(event)).toEqual(["lead: The Office"]);
    const audit = (await readAudit(permit.actor.id)).filter(({ action }) => action === "brief.save");
    expect(audit.map(({ actorId }) => actorId)).toEqual([permit.actor.id, permit.actor.id]);
  });

  it("saving what is there already writes nothing", async () => {
    const event = await seedBriefEvent();
    const permit = await managing(event);
    const edits = [edit("lead", "The Office")];
    await saveBrief(permit, { edits, shown: empty });
    expect(await saveBrief(permit, { edits, shown: digestOf(edits) })).toEqual({ ok: true, value: { changed: 0 } });
    expect((await readAudit(permit.actor.id)).filter(({ action }) => action === "brief.save")).toHaveLength(1);
  });

  it("of two organizers who save at once, the second is shown the first's text", async () => {
    const event = await seedBriefEvent();
    const [one, two] = [await managing(event), await managing(event)];
    const answers = await Promise.all([
      saveBrief(one, { edits: [edit("lead", "One")], shown: empty }),
      saveBrief(two, { edits: [edit("lead", "Two")], shown: empty }),
    ]);
    expect(answers.map((answer) => (answer.ok ? "saved" : answer.reason)).sort()).toEqual([
      "changed-meanwhile",
      "saved",
    ]);
    expect(await stored(event)).toHaveLength(1);
  });

  it("stays as it is when the event was cancelled", async () => {
    const event = await seedBriefEvent({ state: "cancelled" });
    expect(await saveBrief(await managing(event), { edits: [edit("lead", "Late")], shown: empty })).toEqual({
      ok: false,
      reason: "fixed",
    });
  });

  it("is read by the admitted and the event's organizers, and by nobody else", async () => {
    const event = await seedBriefEvent();
    const permit = await managing(event);
    await saveBrief(permit, { edits: [edit("lead", "The Office")], shown: empty });
    const [enrolled, waiting, stranger] = [await seedPerson(), await seedPerson(), await seedPerson()];
    await seedEnrolment(enrolled, event);
    await seedEnrolment(waiting, event, { state: "waiting" });
    for (const reader of [enrolled, permit.actor]) {
      const { insider } = await openReader(reader, event.slug, "en");
      if (!insider) throw new Error("an outsider");
      expect((await listBriefEntries(insider, event.id)).map(({ field }) => field)).toEqual(["lead"]);
    }
    for (const reader of [waiting, stranger, await seedOrganizer(await seedEvent())])
      await expect(openReader(reader, event.slug, "en")).rejects.toMatchObject({ code: "not-found" });
  });
});
