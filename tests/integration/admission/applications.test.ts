import { describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import { getApplyView, getComposer, getMyApplication, listMyApplications } from "@/lib/admission/applications/data";
import {
  arrangeQuestion,
  saveDraft,
  saveQuestion,
  saveRubric,
  withdrawApplication,
} from "@/lib/admission/applications/mutations";
import { questionFields } from "@/lib/admission/applications/schema";
import { sql } from "@/lib/db/client";
import {
  applying,
  buildQuestion,
  draft,
  formWith,
  readApplication,
  rubric,
  seedApplicant,
  seedReviewer,
  seedSelectingEvent,
  submit,
  wholeAnswers,
} from "../../builders/applications";
import { readAudit, seedOrganizer, unsafeRelease } from "../../builders/certificates";
import { daysFromNow, seedEvent } from "../../builders/events";
import { unsafeSql } from "../../builders/owner";
import { readLetters, seedPerson } from "../../builders/people";

const pdf = (name = "letter.pdf") => ({ name, content: new TextEncoder().encode("%PDF-1.7\n") });
const kinds = async (personId: string) => (await readLetters(personId)).map(({ kind }) => kind);

describe("a draft", () => {
  it("keeps what was typed, whole or not, too long or odd, and comes back as it was", async () => {
    const event = await seedSelectingEvent({ form: formWith(buildQuestion({ required: true, maximum: 5 })) });
    const actor = await seedPerson();
    const text = "<b>نور</b> 🙂 much too long";
    expect(
      await saveDraft(applying(actor, event), 0, { "answer-q1": text, institution: "Half" }, new Map(), null),
    ).toMatchObject({ ok: true });
    const view = await getApplyView(actor, event, "en");
    expect(view?.application).toMatchObject({
      state: "drafted",
      revision: 1,
      draft: { institution: "Half", stateCode: null, answers: { q1: text } },
    });
    expect(await kinds(actor.id)).toEqual([]);
    expect((await listMyApplications(actor, "en")).map(({ slug, state }) => [slug, state])).toEqual([
      [event.slug, "drafted"],
    ]);
  });

  it("of two windows the second is told, and nothing of the first is lost", async () => {
    const event = await seedSelectingEvent();
    const actor = await seedPerson();
    await draft(actor, event, { institution: "First" });
    const results = await Promise.all(
      ["A", "B"].map((institution) =>
        saveDraft(applying(actor, event), 1, { ...wholeAnswers, institution }, new Map(), null),
      ),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.find((result) => !result.ok)).toEqual({ ok: false, reason: "changed-meanwhile" });
    expect((await readApplication(actor, event))?.revision).toBe(2);
  });

  it("takes files one by one, replaces them, and says which it does not take while it keeps the rest", async () => {
    const file = buildQuestion({ kind: "file", maximum: null, required: true });
    const event = await seedSelectingEvent({ form: formWith(file) });
    const actor = await seedPerson();
    const save = (name: string, revision: number, fields = wholeAnswers) =>
      saveDraft(
        applying(actor, event),
        revision,
        fields,
        new Map([
          ["q1", pdf(name)],
          ["q9", pdf()],
        ]),
        null,
      );
    expect(await save("one.pdf", 0)).toMatchObject({ ok: true, value: { refusedFiles: [] } });
    const files = async () => (await getApplyView(actor, event, "en"))?.application?.files.map(({ name }) => name);
    expect(await files()).toEqual(["one.pdf"]);
    expect(await save("page.html", 1, { ...wholeAnswers, institution: "Kept" })).toMatchObject({
      ok: true,
      value: { refusedFiles: [{ field: "file-q1", reason: "kind" }] },
    });
    expect(await files()).toEqual(["one.pdf"]);
    expect((await readApplication(actor, event))?.institution).toBe("Kept");
    await save("two.pdf", 2);
    expect(await files()).toEqual(["two.pdf"]);
    expect(await sql("SELECT 1 FROM upload WHERE created_by_id = $1", [actor.id])).toHaveLength(1);
    await saveDraft(applying(actor, event), 3, wholeAnswers, new Map(), "q1");
    expect(await files()).toEqual([]);
    expect(await submit(actor, event)).toEqual({ ok: false, reason: "incomplete" });
  });

  it("an event that does not select takes none", async () => {
    const event = await seedEvent();
    const actor = await seedPerson();
    expect(await draft(actor, event)).toEqual({ ok: false, reason: "not-taking" });
    expect(await getApplyView(actor, event, "en")).toBeNull();
    expect(await readApplication(actor, event)).toBeNull();
  });
});

describe("sending", () => {
  it("happens once, however often it is clicked, with one letter that does not say registered", async () => {
    const event = await seedSelectingEvent();
    const actor = await seedPerson();
    await draft(actor, event, { state: "NP" });
    const results = await Promise.all([submit(actor, event), submit(actor, event), submit(actor, event)]);
    expect(results).toEqual([1, 2, 3].map(() => ({ ok: true, value: null })));
    const letters = await readLetters(actor.id);
    expect(letters.map(({ kind }) => kind)).toEqual(["application-received"]);
    expect(letters[0]?.body).not.toMatch(/registered|enrolled|shortlist/i);
    expect(await readApplication(actor, event)).toMatchObject({
      state: "submitted",
      state_code: "NP",
      groups: { lldc: true, sids: false, region: "asia-pacific" },
    });
    expect(await draft(actor, event, { institution: "Later" })).toEqual({ ok: false, reason: "already-sent" });
  });

  it("is refused incomplete, before and after the window, and keeps the draft", async () => {
    const event = await seedSelectingEvent({ form: formWith(buildQuestion({ required: true })) });
    const actor = await seedPerson();
    expect(await submit(actor, event)).toEqual({ ok: false, reason: "no-draft" });
    await draft(actor, event);
    expect(await submit(actor, event)).toEqual({ ok: false, reason: "incomplete" });
    await draft(actor, event, { "answer-q1": "Because." });
    const move = (column: string, days: number) =>
      unsafeSql(`UPDATE event SET ${column} = $2 WHERE id = $1`, [event.id, daysFromNow(days)]);
    await move("registration_opens_at", 1);
    expect(await submit(actor, event)).toEqual({ ok: false, reason: "not-open-yet" });
    await move("registration_opens_at", -7);
    await move("registration_closes_at", -1);
    expect(await submit(actor, event)).toEqual({ ok: false, reason: "window-closed" });
    expect(await readApplication(actor, event)).toMatchObject({ state: "drafted", answers: { q1: "Because." } });
    expect(await kinds(actor.id)).toEqual([]);
    await move("registration_closes_at", 1);
    expect(await submit(actor, event)).toEqual({ ok: true, value: null });
  });

  it("an earlier course that is required is declared, or passed here", async () => {
    const earlier = await sql<{ id: string; slug: string }>(
      "SELECT id, slug FROM course WHERE slug = 'cyberdiplomacy-training'",
    );
    const event = await seedSelectingEvent();
    const [course] = await sql<{ course_id: string }>("SELECT course_id FROM event WHERE id = $1", [event.id]);
    await sql("INSERT INTO course_prerequisite (course_id, earlier_course_id, kind) VALUES ($1, $2, 'required')", [
      course?.course_id,
      earlier[0]?.id,
    ]);
    try {
      const [declaring, silent, passed] = await Promise.all([seedPerson(), seedPerson(), seedPerson()]);
      await draft(silent, event, { courses: [] });
      expect(await submit(silent, event)).toEqual({ ok: false, reason: "incomplete" });
      await draft(declaring, event, { courses: [earlier[0]?.slug] });
      expect(await submit(declaring, event)).toEqual({ ok: true, value: null });
      const past = await seedEvent({ courseId: earlier[0]?.id ?? "" });
      const admin = await seedPerson({ grants: [{ role: "admin", organizationId: null, eventId: null }] });
      await unsafeRelease({ event: past, holder: passed, releaser: admin });
      expect((await getApplyView(passed, event, "en"))?.courses).toMatchObject([
        { kind: "required", passedHere: true },
      ]);
      await draft(passed, event, { courses: [] });
      expect(await submit(passed, event)).toEqual({ ok: true, value: null });
    } finally {
      await sql("DELETE FROM course_prerequisite WHERE course_id = $1", [course?.course_id]);
    }
  });

  it("what is told of a shortlisted application is that it is under review", async () => {
    const event = await seedSelectingEvent();
    const actor = await seedApplicant(event);
    await unsafeSql("UPDATE application SET state = 'shortlisted' WHERE event_id = $1", [event.id]);
    expect(await getMyApplication(actor, event.slug)).toMatchObject({ state: "submitted" });
    expect(JSON.stringify(await getApplyView(actor, event, "en"))).not.toContain("shortlist");
    expect(JSON.stringify(await listMyApplications(actor, "en"))).not.toContain("shortlist");
  });
});

describe("withdrawing", () => {
  it("an application that nobody read can be sent again, as it was or changed", async () => {
    const event = await seedSelectingEvent();
    const actor = await seedApplicant(event);
    expect(await withdrawApplication(applying(actor, event))).toEqual({ ok: true, value: null });
    expect(await withdrawApplication(applying(actor, event))).toEqual({ ok: false, reason: "no-application" });
    expect(await draft(actor, event, { institution: "Another" })).toMatchObject({ ok: true });
    expect(await submit(actor, event)).toEqual({ ok: true, value: null });
    expect(await kinds(actor.id)).toEqual(["application-received", "application-withdrawn", "application-received"]);
  });

  it("one that somebody scored stays withdrawn", async () => {
    const event = await seedSelectingEvent();
    const [actor, reviewer] = [await seedApplicant(event), await seedReviewer(event)];
    const own = await readApplication(actor, event);
    await sql("INSERT INTO application_score (application_id, reviewer_id, scores, percent) VALUES ($1, $2, '{}', 0)", [
      own?.id,
      reviewer.id,
    ]);
    await withdrawApplication(applying(actor, event));
    expect(await draft(actor, event)).toEqual({ ok: false, reason: "already-sent" });
    expect(await readApplication(actor, event)).toMatchObject({ state: "withdrawn", institution: "Ministry of Tests" });
  });
});

describe("composing", () => {
  const fields = (event: { slug: string }, more: Record<string, string> = {}) =>
    questionFields.parse({ event: event.slug, revision: "0", question: "", kind: "short", label_en: "Why?", ...more });

  it("two organizers at once: the second is told, nothing is overwritten, and both are in the record", async () => {
    const event = await seedSelectingEvent();
    const organizers = await Promise.all([seedOrganizer(event), seedOrganizer(event)]);
    const results = await Promise.all(
      organizers.map((organizer) => saveQuestion(authorize(organizer, "event.manage", event), 0, null, fields(event))),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.find(({ ok }) => !ok)).toEqual({ ok: false, reason: "changed-meanwhile" });
    const permit = authorize(organizers[0] as (typeof organizers)[0], "event.manage", event);
    expect((await getComposer(permit, "en")).form.questions).toHaveLength(1);
    const audits = (await Promise.all(organizers.map(({ id }) => readAudit(id)))).flat();
    expect(audits.map(({ action }) => action)).toEqual(["event.application-question"]);
  });

  it("once somebody sent the form in, a question keeps its meaning", async () => {
    const event = await seedSelectingEvent({ form: formWith(buildQuestion()) });
    const permit = authorize(await seedOrganizer(event), "event.manage", event);
    await seedApplicant(event);
    const change = fields(event, { question: "q1", label_en: "How?" });
    expect(await saveQuestion(permit, 0, "q1", change)).toEqual({ ok: false, reason: "answered" });
    expect(await arrangeQuestion(permit, 0, "q1", "remove")).toEqual({ ok: false, reason: "answered" });
    expect(await saveQuestion(permit, 0, null, fields(event, { required: "yes" }))).toEqual({
      ok: false,
      reason: "required-later",
    });
    expect(await saveQuestion(permit, 0, null, fields(event))).toEqual({ ok: true, value: null });
    expect(await arrangeQuestion(permit, 1, "q1", "hide")).toEqual({ ok: true, value: null });
    expect((await getComposer(permit, "en")).form.questions.map(({ id, hidden }) => [id, hidden])).toEqual([
      ["q1", true],
      ["q20", false],
    ]);
  });

  it("a rubric is fixed by the first score", async () => {
    const event = await seedSelectingEvent();
    const permit = authorize(await seedOrganizer(event), "event.manage", event);
    const criteria = [...rubric.criteria, { id: "", label: "Language", maximum: 3, weight: 1 }];
    expect(await saveRubric(permit, 1, criteria, 3)).toEqual({ ok: true, value: null });
    const composer = await getComposer(permit, "en");
    expect(composer.rubric.criteria.map(({ id }) => id)).toEqual(["k1", "k2", "k3"]);
    expect(composer.reviewersNeeded).toBe(3);
    expect(await saveRubric(permit, 1, criteria, 3)).toEqual({ ok: false, reason: "changed-meanwhile" });
    const own = await readApplication(await seedApplicant(event), event);
    const reviewer = await seedReviewer(event);
    await sql("INSERT INTO application_score (application_id, reviewer_id, scores, percent) VALUES ($1, $2, '{}', 0)", [
      own?.id,
      reviewer.id,
    ]);
    expect(await saveRubric(permit, 2, criteria, 3)).toEqual({ ok: false, reason: "scored" });
  });
});
