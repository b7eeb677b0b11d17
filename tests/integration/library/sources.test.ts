import { describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { db, sql } from "@/lib/db/client";
import { listTerms } from "@/lib/library/data";
import { readNorms } from "@/lib/library/norms/data";
import { getDocumentPage, listReviewed } from "@/lib/library/sources/data";
import { recordReading } from "@/lib/library/sources/mutations";
import { editedContent, inYaml, runImport, wholeContent } from "../../builders/content";
import { daysFromNow, demoCourse, seedEvent, seedOrganization } from "../../builders/events";
import { seedPerson } from "../../builders/people";

const today = new Date().toISOString().slice(0, 10);
const dayBefore = (days: number): string => daysFromNow(-days).toISOString().slice(0, 10);

const organizationOf = async (course: string): Promise<string> =>
  (await db.course.findUniqueOrThrow({ where: { slug: course }, select: { organizationId: true } })).organizationId;

async function seedReviewer(role: "organizer" | "editor" | "reviewer" = "reviewer"): Promise<Actor> {
  return seedPerson({ grants: [{ role, organizationId: await organizationOf(demoCourse), eventId: null }] });
}
const checking = (actor: Actor, symbol: string) => authorize(actor, "source.check", { id: symbol });
const rowsAt = async (actor: Actor, symbol: string, locator: string) =>
  (await listReviewed(checking(actor, symbol), "en", symbol)).filter((row) => row.locator === locator);

async function read(actor: Actor, symbol: string, locator: string, day = today) {
  const [first] = await rowsAt(actor, symbol, locator);
  return recordReading(checking(actor, symbol), { citationIds: [first?.citationId ?? ""], day, today });
}

describe("what leans on a source", () => {
  it("is listed for a reviewer: lessons, questions, terms and the library's entries, each at its address", async () => {
    const rows = await rowsAt(await seedReviewer(), "A/70/174", "para. 13 (h)");
    for (const kind of ["lesson", "question", "entry"]) expect(rows.map((row) => row.kind)).toContain(kind);
    expect(rows.find(({ kind }) => kind === "entry")).toMatchObject({
      path: "/norms#norm-h",
      title: "(h) Answer requests for help",
    });
    for (const { kind, path } of rows) {
      if (kind === "lesson") expect(path).toMatch(/^\/modules\/[a-z-]+#[a-z-]+$/);
      if (kind === "question")
        expect(path).toMatch(new RegExp(`^/organize/banks/${demoCourse}/questions/[0-9a-f-]{36}$`));
    }
  });

  it("shows an organization its own lessons and questions and nobody else's", async () => {
    const { id: organizationId } = await seedOrganization();
    const elsewhere = await seedPerson({ grants: [{ role: "reviewer", organizationId, eventId: null }] });
    const kinds = new Set((await listReviewed(checking(elsewhere, "all"), "en")).map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(["entry", "term"]);
  });

  it("lists a lesson of an edition that an event still uses, and no longer when the event is over", async () => {
    const event = await seedEvent();
    const lesson = "modules/confidence-building-measures/regional-measures.md";
    await runImport(
      editedContent({
        [lesson]: (text) => text.replace('{ document: PC.DEC/1202, locator: "CBM 3" }', "{ document: A/65/201 }"),
      }),
    );
    const reviewer = await seedReviewer();
    const cited = async () =>
      (await rowsAt(reviewer, "PC.DEC/1202", "CBM 3")).some(({ path }) => path.endsWith("#regional-measures"));
    expect(await cited()).toBe(true);
    await sql(
      "UPDATE event SET state = 'cancelled', cancelled_at = now(), cancel_reason = 'over' WHERE edition_id = (SELECT edition_id FROM event WHERE id = $1)",
      [event.id],
    );
    expect(await cited()).toBe(false);
    await runImport(wholeContent());
  });
});

describe("recording that a place was read", () => {
  it("dates every citation of that place for which the person answers, and writes the record once", async () => {
    const reviewer = await seedReviewer();
    const before = await rowsAt(reviewer, "A/70/174", "para. 13 (j)");
    expect(before.some(({ checkedOn }) => checkedOn === null)).toBe(true);
    const recorded = await read(reviewer, "A/70/174", "para. 13 (j)");
    expect(recorded).toEqual({ ok: true, value: before.filter(({ checkedOn }) => checkedOn !== today).length });
    for (const { checkedOn } of await rowsAt(reviewer, "A/70/174", "para. 13 (j)")) expect(checkedOn).toBe(today);
    const rows = await sql<{ by: string }>(
      "SELECT DISTINCT checked_by_id AS by FROM citation WHERE symbol = 'A/70/174' AND locator = 'para. 13 (j)' AND checked_on IS NOT NULL",
    );
    expect(rows).toEqual([{ by: reviewer.id }]);
    expect(
      await db.auditEvent.findMany({
        where: { actorId: reviewer.id },
        select: { action: true, subjectId: true, detail: true },
      }),
    ).toEqual([
      {
        action: "source.check",
        subjectId: "A/70/174",
        detail: { day: today, places: [{ part: null, locator: "para. 13 (j)" }], citations: before.length },
      },
    ]);
    expect(await read(reviewer, "A/70/174", "para. 13 (j)")).toEqual({ ok: true, value: 0 });
    expect(await db.auditEvent.count({ where: { actorId: reviewer.id } })).toBe(1);
  });

  it("takes one place under both of its names", async () => {
    const reviewer = await seedReviewer();
    await read(reviewer, "PC.DEC/1202", "CBM 8");
    expect((await rowsAt(reviewer, "PC.DEC/1202", "measure 8")).map(({ checkedOn }) => checkedOn)).not.toContain(null);
  });

  it("never takes back a later reading", async () => {
    const reviewer = await seedReviewer();
    await read(reviewer, "A/68/98", "para. 19");
    expect(await read(reviewer, "A/68/98", "para. 19", dayBefore(30))).toEqual({ ok: true, value: 0 });
    for (const { checkedOn } of await rowsAt(reviewer, "A/68/98", "para. 19")) expect(checkedOn).toBe(today);
  });

  it("refuses a day to come and one of more than a year ago, and writes nothing", async () => {
    const reviewer = await seedReviewer();
    expect(await read(reviewer, "A/76/135", "paras. 22-28", dayBefore(-2))).toEqual({ ok: false, reason: "day-ahead" });
    expect(await read(reviewer, "A/76/135", "paras. 22-28", dayBefore(400))).toEqual({ ok: false, reason: "day-old" });
    for (const { checkedOn } of await rowsAt(reviewer, "A/76/135", "paras. 22-28")) expect(checkedOn).toBeNull();
    expect(await db.auditEvent.count({ where: { actorId: reviewer.id } })).toBe(0);
  });

  it("answers for another organization's citation, another document's, or one made up, as for none", async () => {
    const { id: organizationId } = await seedOrganization();
    const elsewhere = await seedPerson({ grants: [{ role: "editor", organizationId, eventId: null }] });
    const question = (await rowsAt(await seedReviewer(), "A/70/174", "para. 13 (k)")).find(
      ({ kind }) => kind === "question",
    );
    const record = (symbol: string, citationId: string) =>
      recordReading(checking(elsewhere, symbol), { citationIds: [citationId], day: today, today });
    await expect(record("A/70/174", question?.citationId ?? "")).rejects.toMatchObject({ status: 404 });
    await expect(record("A/76/135", question?.citationId ?? "")).rejects.toMatchObject({ status: 404 });
    await expect(record("A/70/174", "00000000-0000-4000-8000-000000000001")).rejects.toMatchObject({ status: 404 });
  });

  it("is kept by an import, as long as the place stays cited", async () => {
    const reviewer = await seedReviewer();
    await read(reviewer, "A/70/174", "para. 13 (a)");
    const checked = () =>
      sql<{ entry: string; day: string | null }>(
        `SELECT coalesce(shelf_entry, term_slug) AS entry, checked_on::text AS day FROM citation
         WHERE shelf_entry = 'norm/a' AND symbol = 'A/70/174'`,
      );
    expect(await checked()).toEqual([{ entry: "norm/a", day: today }]);
    await runImport(
      editedContent({
        "library/norms.yaml": inYaml<{ norms: { letter: string; citations: unknown[] }[] }>(({ norms }) => {
          norms[0]?.citations.unshift({ document: "A/65/201" });
        }),
      }),
    );
    expect(await checked()).toEqual([{ entry: "norm/a", day: today }]);
    await runImport(wholeContent());
    expect(await checked()).toEqual([{ entry: "norm/a", day: today }]);
    const gone = await sql("SELECT 1 FROM citation WHERE shelf_entry = 'norm/a' AND symbol = 'A/65/201'");
    expect(gone).toEqual([]);
  });
});

describe("a document's page", () => {
  it("lists what cites each place, and tells nobody but staff that questions do", async () => {
    const learner = await seedPerson();
    for (const reader of [null, learner]) {
      const page = await getDocumentPage("a-70-174", "en", reader);
      expect(page?.questions).toBeNull();
      expect(JSON.stringify(page)).not.toMatch(/"kind":"question"|\/organize\//);
    }
    const page = await getDocumentPage("a-70-174", "fr", await seedReviewer());
    expect(page?.questions).toBeGreaterThan(20);
    const place = page?.places.find(({ anchor }) => anchor === "para-13-h");
    expect(place?.leaning).toContainEqual({
      kind: "lesson",
      title: "Les deux volets des normes (h) et (k)",
      language: "fr",
      path: "/modules/csirts-norms-and-measures#both-sides-of-two-norms",
    });
    expect(place?.leaning).toContainEqual(
      expect.objectContaining({ kind: "entry", language: "fr", title: "(h) Répondre aux demandes d’aide" }),
    );
  });

  it("counts a question for staff of its own bank only", async () => {
    const { id: organizationId } = await seedOrganization();
    const elsewhere = await seedPerson({ grants: [{ role: "organizer", organizationId, eventId: null }] });
    expect((await getDocumentPage("a-70-174", "en", elsewhere))?.questions).toBe(0);
  });

  it("of a superseded guide names its successor, and the successor what it replaces", async () => {
    const earlier = await getDocumentPage("ncs-guide-2018", "en", null);
    expect(earlier?.places[0]).toMatchObject({ stale: "superseded", supersededBy: "NCS-GUIDE-2025" });
    expect(earlier?.places[0]?.leaning.map(({ path }) => path)).toContain("/library/itu#national-strategy-guide-2018");
    expect((await getDocumentPage("ncs-guide-2025", "en", null))?.replaces).toEqual([
      "NCS-GUIDE-2018",
      "NCS-GUIDE-2021",
    ]);
  });

  it("is not there for an address that no document has", async () => {
    expect(await getDocumentPage("a-1-2", "en", null)).toBeNull();
  });
});

describe("the norms explorer", () => {
  it("lists the lessons that teach a norm in the reader's language, without progress for a visitor", async () => {
    const { norms, measures } = await readNorms(null, "fr", today);
    expect(norms).toHaveLength(11);
    expect(measures).toHaveLength(24);
    const h = norms.find(({ letter }) => letter === "h");
    expect(h?.lessons.map(({ slug }) => slug)).toEqual(
      expect.arrayContaining(["both-sides-of-two-norms", "the-first-six-hours"]),
    );
    expect(h?.lessons.every(({ own }) => own === null)).toBe(true);
    expect(h?.citations.map(({ symbol }) => symbol)).toEqual(["A/70/174", "A/76/135"]);
  });

  it("counts a person's own pages of a lesson, each once, and leads into their own event", async () => {
    const event = await seedEvent();
    const learner = await seedPerson();
    const [enrolment] = await sql<{ id: string }>(
      "INSERT INTO enrolment (event_id, person_id, state) VALUES ($1, $2, 'enrolled') RETURNING id",
      [event.id, learner.id],
    );
    await sql(
      `INSERT INTO page_read (enrolment_id, lesson_version_id, page)
       SELECT $1, v.id, n FROM edition_lesson el JOIN lesson_version v ON v.id = el.lesson_version_id, generate_series(1, v.page_count) n
       WHERE el.edition_id = (SELECT edition_id FROM event WHERE id = $2) AND v.slug = 'both-sides-of-two-norms'`,
      [enrolment?.id, event.id],
    );
    const { norms } = await readNorms(learner, "en", today);
    const lesson = norms
      .find(({ letter }) => letter === "h")
      ?.lessons.find(({ slug }) => slug === "both-sides-of-two-norms");
    expect(lesson?.own).toEqual({
      path: `/learn/${event.slug}/csirts-norms-and-measures/both-sides-of-two-norms`,
      read: lesson?.pages,
    });
    const other = norms.find(({ letter }) => letter === "a")?.lessons.find(({ slug }) => slug === "the-eleven-norms");
    expect(other?.own?.read).toBe(0);
  });
});

describe("the glossary", () => {
  it("names the lessons that use a term, at addresses that exist", async () => {
    const terms = await listTerms("en", today);
    const attribution = terms.find(({ slug }) => slug === "attribution");
    expect(attribution?.lessons.map(({ module, slug }) => `${module}/${slug}`)).toContain(
      "international-law-in-cyberspace/attribution-and-responsibility",
    );
    for (const { slug, citations } of terms)
      for (const { stale, checkedOn } of citations) if (checkedOn === null) expect(stale, slug).not.toBeNull();
  });
});
