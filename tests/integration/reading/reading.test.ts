import { describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import { sql } from "@/lib/db/client";
import { getLessonPage, getOutline, getReadingEvent } from "@/lib/reading/data";
import { markPageRead, markPageUnread, rememberPlace } from "@/lib/reading/mutations";
import { getPack, getWholeLesson, listPackSizes } from "@/lib/reading/pack/data";
import { openReader } from "@/lib/reading/reader";
import { countProgress, listPlaces, markOf, resumeAt } from "@/lib/reading/rules";
import { linkPage } from "@/lib/reading/terms/data";
import type { TitledLesson, TitledModule } from "@/lib/reading/types";
import { seedEnrolment } from "../../builders/attempts";
import { addingText, editedContent, runImport } from "../../builders/content";
import { type SeededEvent, seedEvent } from "../../builders/events";
import { seedPerson } from "../../builders/people";

async function seedReading(event: SeededEvent) {
  const actor = await seedPerson();
  const permit = authorize(actor, "enrolment.use", await seedEnrolment(actor, event));
  const read = async () => {
    const reading = await getReadingEvent(actor, event.slug, "en");
    if (!reading) throw new Error("no such event");
    const outline = await getOutline(permit, reading, "en");
    const { reads, resume } = reading.enrolment ?? { reads: [], resume: null };
    return {
      reading,
      outline,
      reads,
      resume: resumeAt(outline, resume, reads),
      progress: countProgress(outline, reads),
    };
  };
  return { actor, permit, read };
}

describe("reading an event's lessons", () => {
  it("goes on where it was left, on whichever device", async () => {
    const { permit, read } = await seedReading(await seedEvent());
    const place = listPlaces((await read()).outline).at(7);
    if (!place) throw new Error("no such page");
    await rememberPlace(permit, markOf(place));
    expect((await read()).resume).toEqual(place);
  });

  it("marks a page once however often it is asked, and takes the mark off again", async () => {
    const { permit, read } = await seedReading(await seedEvent());
    const [first] = listPlaces((await read()).outline);
    const page = { versionId: first?.lesson.versionId ?? "", page: 1 };
    await Promise.all(Array.from({ length: 5 }, () => markPageRead(permit, page)));
    expect((await read()).progress.read).toBe(1);
    await markPageUnread(permit, page);
    expect((await read()).progress.read).toBe(0);
  });

  it("counts against the event's own edition: a newer one takes nothing away and adds nothing", async () => {
    const event = await seedEvent();
    const { permit, read } = await seedReading(event);
    const before = await read();
    for (const { lesson, page } of listPlaces(before.outline))
      await markPageRead(permit, { versionId: lesson.versionId, page });
    const whole = (await read()).progress;
    expect(whole).toEqual({ read: whole.total, total: whole.total });
    await runImport(
      editedContent({
        "modules/confidence-building-measures/regional-measures.md": addingText(
          "One more sentence for the next edition.",
        ),
      }),
    );
    expect((await read()).progress).toEqual(whole);
    // A page of the newer version is no page of this event.
    const [newer] = await sql<{ id: string }>("SELECT id FROM lesson_version ORDER BY created_at DESC LIMIT 1");
    await markPageRead(permit, { versionId: newer?.id ?? "", page: 1 });
    expect((await read()).progress).toEqual(whole);
  });

  it("links terms in each language of a page, and keeps its text", async () => {
    const { permit, read } = await seedReading(await seedEvent());
    const { outline } = await read();
    const place = listPlaces<TitledLesson, TitledModule>(outline)[0];
    if (!place) throw new Error("no page");
    const text = await getLessonPage(permit, place, "en");
    if (!text) throw new Error("no text");
    const linked = await linkPage(place.lesson.versionId, 1, text);
    expect(linked.terms.length).toBeGreaterThan(2);
    for (const { slug } of linked.terms) expect(linked.html.split(`popovertarget="term-${slug}"`)).toHaveLength(2);
    expect(linked.html.replace(/<button type="button" class="term" popovertarget="[^"]+">|<\/button>/g, "")).toBe(
      text.html,
    );
  });
});

describe("who moderates an event's comments", () => {
  it("reads the lessons under which they stand, without a trace, and nothing that is for the admitted alone", async () => {
    const [here, elsewhere] = [await seedEvent(), await seedEvent()];
    const moderator = await seedPerson({
      grants: [{ role: "moderator", organizationId: null, eventId: here.id }],
    });
    const { permit, insider, learner } = await openReader(moderator, here.slug, "en");
    expect([insider, learner]).toEqual([null, null]);
    const reading = await getReadingEvent(moderator, here.slug, "en");
    if (!reading) throw new Error("no such event");
    expect(listPlaces(await getOutline(permit, reading, "en")).length).toBeGreaterThan(1);
    await expect(openReader(moderator, elsewhere.slug, "en")).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("the text of a module as a file", () => {
  it("has every page of its lessons, in the reader's language where it is written in it", async () => {
    const event = await seedEvent();
    const { permit, read } = await seedReading(event);
    const { reading, outline } = await read();
    const [module] = outline.modules;
    if (!module) throw new Error("no module");
    const pack = await getPack(permit, reading, module, "en");
    for (const lesson of module.lessons)
      for (const { title } of (await getWholeLesson(permit, module, lesson, "en")).pages)
        expect(pack).toContain(title.text.replaceAll("&", "&amp;").replaceAll('"', "&quot;"));
    expect(pack).not.toMatch(/<svg|<script|\ssrc=/);
    expect(await getPack(permit, reading, module, "ar")).toContain('<html lang="ar" dir="rtl">');
    const sizes = await listPackSizes(permit, reading, outline, "en");
    expect(sizes).toHaveLength(5);
    expect(sizes[0]).toMatchObject({ slug: module.slug, bytes: Buffer.byteLength(pack) });
  });

  it("is for the admitted", async () => {
    const event = await seedEvent();
    await expect(openReader(await seedPerson(), event.slug, "en")).rejects.toMatchObject({ code: "not-found" });
  });
});
