import { describe, expect, it, vi } from "vitest";
import { sql } from "@/lib/db/client";
import {
  addingText,
  editedContent,
  fingerprint,
  forgetImport,
  inYaml,
  runImport,
  wholeContent,
} from "../../builders/content";
import { demoCourse, seedEvent } from "../../builders/events";
import { ownerPrisma, ownerSession, unsafeSql } from "../../builders/owner";

const lesson = "modules/confidence-building-measures/regional-measures.md";
const courseFile = `courses/${demoCourse}.yaml`;
const questionFile = `questions/${demoCourse}/confidence-building-measures.yaml`;
type QuestionData = { id: string; stem: string; options: { text: string; right?: boolean; why?: string }[] };

const count = async (what: string, ...values: unknown[]): Promise<number> =>
  (await sql<{ n: number }>(`SELECT count(*)::int AS n FROM ${what}`, values))[0]?.n ?? -1;

const editionsOf = (course: string): Promise<{ number: number; contentHash: string }[]> =>
  sql(
    `SELECT e.number, e.content_hash AS "contentHash" FROM edition e JOIN course c ON c.id = e.course_id WHERE c.slug = $1 ORDER BY e.number`,
    [course],
  );

/** The lessons of an edition, by what they say. */
const lessonsOf = (editionId: string): Promise<{ slug: string; hash: string }[]> =>
  sql(
    `SELECT v.slug, v.content_hash AS hash FROM edition_lesson l JOIN lesson_version v ON v.id = l.lesson_version_id
     WHERE l.edition_id = $1 ORDER BY l.module_position, l.position`,
    [editionId],
  );

describe("content/ is all there after the first import", () => {
  it("the CERT-MU course has at least 35 lesson pages in five modules, and all its 180 questions", async () => {
    const pages = await count(
      `edition e JOIN course c ON c.id = e.course_id JOIN edition_lesson l ON l.edition_id = e.id JOIN lesson_page p ON p.lesson_version_id = l.lesson_version_id
       WHERE c.slug = $1 AND e.number = 1 AND p.language = 'en'`,
      demoCourse,
    );
    expect(pages).toBeGreaterThanOrEqual(35);
    expect(
      await count(
        "edition_module m JOIN edition e ON e.id = m.edition_id JOIN course c ON c.id = e.course_id WHERE c.slug = $1",
        demoCourse,
      ),
    ).toBe(5);
    expect(
      await count("question q JOIN bank b ON b.id = q.bank_id WHERE b.slug = $1 AND q.retired_at IS NULL", demoCourse),
    ).toBe(180);
    expect(await count("question_version WHERE cardinality(key_ids) = 1 AND key_ids <@ option_ids")).toBe(180);
    expect(await count("question_version WHERE bloom IS NULL")).toBe(0);
  });

  it("42 past workshops and one milestone, 20 publications, and 22 rows of the policy profile", async () => {
    expect(await count("workshop WHERE kind = 'workshop'")).toBe(42);
    expect(await count("workshop")).toBe(43);
    expect(await count("publication")).toBe(20);
    const path = "strict $[*].groups[*].items[*]";
    expect(await count(`profile, jsonb_path_query(sections, '${path}') WHERE slug = 'itu'`)).toBe(22);
  });

  it("every course is there in its first edition, and every event bound to one", async () => {
    const { courses, events } = wholeContent();
    for (const { slug } of courses) expect(await editionsOf(slug), slug).toHaveLength(1);
    expect(
      await count(
        "event e JOIN edition d ON d.id = e.edition_id AND d.course_id = e.course_id WHERE e.origin = 'content'",
      ),
    ).toBe(events.length);
  });

  it("no citation claims to have been checked", async () => {
    expect(await count("citation")).toBeGreaterThan(100);
    expect(await count("citation WHERE checked_on IS NOT NULL OR checked_by_id IS NOT NULL")).toBe(0);
  });
});

describe("importing again changes nothing", () => {
  it("unchanged content is recognized and not read again", async () => {
    const before = await fingerprint();
    expect(await runImport(wholeContent())).toEqual({ changed: false, editions: [] });
    expect(await fingerprint()).toEqual(before);
  });

  it("unchanged content that is read again writes the same rows: no new edition, version or copy", async () => {
    const before = await fingerprint();
    await forgetImport();
    expect(await runImport(wholeContent())).toEqual({ changed: true, editions: [] });
    expect(await fingerprint()).toEqual(before);
  });

  it("two imports at once, by two servers starting together, write it once", async () => {
    const before = await fingerprint();
    await forgetImport();
    const reports = await Promise.all([runImport(wholeContent()), runImport(wholeContent())]);
    expect(reports.filter(({ changed }) => changed)).toHaveLength(1);
    expect(await fingerprint()).toEqual(before);
  });
});

describe("translations of a course and its modules", () => {
  const moduleFile = "modules/csirts-norms-and-measures/module.fr.yaml";
  const courseFrench = `courses/${demoCourse}.fr.yaml`;
  const layersOf = (of: "course" | "module", slug: string) =>
    sql<{ language: string; title: string; reviewed: boolean }>(
      `SELECT l.language, l.title, l.reviewed_at IS NOT NULL AS reviewed FROM ${of}_layer l JOIN ${of} o ON o.id = l.${of}_id
       WHERE o.slug = $1 ORDER BY 1`,
      [slug],
    );
  const languagesOf = async (of: "course" | "module", slug: string) =>
    (await layersOf(of, slug)).map(({ language }) => language);

  it("are stored beside the English text, nobody's review recorded, and stand in the edition's outline", async () => {
    expect(await languagesOf("course", demoCourse)).toEqual(["ar", "en", "fr"]);
    expect(await languagesOf("module", "csirts-norms-and-measures")).toEqual(["ar", "en", "fr"]);
    expect(await languagesOf("module", "information-for-strategy-and-response")).toEqual(["en", "fr"]);
    for (const table of ["course_layer", "module_layer", "lesson_layer"])
      expect(await count(`${table} WHERE reviewed_at IS NOT NULL`), table).toBe(0);
    const [first] = await sql<{ languages: string[] }>(
      `SELECT ARRAY(SELECT a ->> 'language' FROM jsonb_array_elements(m.layers) a ORDER BY 1) AS languages
       FROM edition_module m JOIN edition e ON e.id = m.edition_id JOIN course c ON c.id = e.course_id
       WHERE c.slug = $1 AND m.position = 1 ORDER BY e.number DESC LIMIT 1`,
      [demoCourse],
    );
    expect(first?.languages).toEqual(["ar", "en", "fr"]);
    const [codes] = await sql<{ same: boolean }>(
      `SELECT count(DISTINCT ARRAY(SELECT o ->> 'code' FROM jsonb_array_elements(l.outcomes) o)) = 1
         AND count(DISTINCT ARRAY(SELECT o ->> 'need' FROM jsonb_array_elements(l.entry_requirements) o)) = 1 AS same
       FROM course_layer l JOIN course c ON c.id = l.course_id WHERE c.slug = $1`,
      [demoCourse],
    );
    expect(codes?.same).toBe(true);
  });

  it("a translation that changes is no longer the reviewed one, and one that does not keeps its review", async () => {
    await unsafeSql("UPDATE course_layer SET reviewed_at = now() WHERE language <> 'en'");
    await unsafeSql("UPDATE module_layer SET reviewed_at = now() WHERE language <> 'en'");
    const report = await runImport(
      editedContent({
        [moduleFile]: inYaml<{ title: string }>((layer) => Object.assign(layer, { title: "Autre titre" })),
        [courseFrench]: inYaml<{ title: string }>((layer) => Object.assign(layer, { title: "Autre cours" })),
      }),
    );
    expect(report.editions).toEqual([demoCourse]);
    const changed = (title: string) => ({ language: "fr", title, reviewed: false });
    expect(await layersOf("module", "csirts-norms-and-measures")).toContainEqual(changed("Autre titre"));
    expect(await layersOf("course", demoCourse)).toContainEqual(changed("Autre cours"));
    for (const layers of [await layersOf("module", "csirts-norms-and-measures"), await layersOf("course", demoCourse)])
      expect(layers.find(({ language }) => language === "ar")?.reviewed).toBe(true);
    await unsafeSql("UPDATE course_layer SET reviewed_at = NULL");
    await unsafeSql("UPDATE module_layer SET reviewed_at = NULL");
    await runImport(wholeContent());
  });

  it("one with more or fewer entries than the English text, or an English text of its own, is refused", () => {
    const withOneMore = inYaml<{ objectives: string[] }>(({ objectives }) => objectives.push("Encore un"));
    expect(() => editedContent({ [moduleFile]: withOneMore })).toThrow(/module\.fr\.yaml: not as many objectives/);
    expect(() => editedContent({ [courseFrench]: withOneMore })).toThrow(/\.fr\.yaml: not as many objectives/);
    expect(() =>
      editedContent({ [courseFrench]: inYaml<{ slug: string }>((layer) => Object.assign(layer, { slug: "other" })) }),
    ).toThrow(new RegExp(`content/${courseFrench}`));
  });

  it("one that is gone from content/ is gone from the course", async () => {
    const content = wholeContent();
    const without = {
      ...content,
      hash: "without translations",
      courses: content.courses.map((course) => ({ ...course, layers: [] })),
      modules: content.modules.map((module) => ({ ...module, layers: [] })),
    };
    await runImport(without);
    expect(await languagesOf("course", demoCourse)).toEqual(["en"]);
    expect(await languagesOf("module", "csirts-norms-and-measures")).toEqual(["en"]);
    await runImport(content);
    expect(await languagesOf("course", demoCourse)).toEqual(["ar", "en", "fr"]);
  });
});

describe("translations of a question", () => {
  const french = `questions/${demoCourse}/csirts-norms-and-measures.fr.yaml`;
  type Layer = { id: string; stem: string; options: { text: string; why?: string }[] };
  const first = (change: (layer: Layer) => unknown) => inYaml<Layer[]>(([layer]) => layer && change(layer));

  it("are stored beside the English text: the same options and reasons under the same ids, nobody's review recorded", async () => {
    const { banks } = wholeContent();
    const translated = banks.flatMap(({ questions }) => questions.filter(({ layers }) => layers.length > 0));
    expect(await count("question_layer WHERE language <> 'en'")).toBe(translated.length);
    expect(await count("question_layer WHERE reviewed_at IS NOT NULL")).toBe(0);
    const keysOf = (column: string, of: string) => `ARRAY(SELECT jsonb_object_keys(${of}.${column}) ORDER BY 1)`;
    expect(
      await count(
        `question_layer f JOIN question_layer e ON e.version_id = f.version_id AND e.language = 'en'
         WHERE f.language = 'fr' AND ${keysOf("options", "f")} = ${keysOf("options", "e")} AND ${keysOf("reasons", "f")} = ${keysOf("reasons", "e")}`,
      ),
    ).toBe(translated.length);
    const one = translated[0];
    const [row] = await sql<{ key: string }>(
      `SELECT l.options ->> v.key_ids[1] AS key FROM question q JOIN question_version v ON v.question_id = q.id
       JOIN question_layer l ON l.version_id = v.id AND l.language = 'fr' WHERE q.external_id = $1`,
      [one?.id],
    );
    const place = one?.options.findIndex(({ right }) => right) ?? -1;
    expect(row?.key).toBe(one?.layers[0]?.options[place]?.text);
  });

  it("one that changes is a new version of its question alone", async () => {
    const before = await count("question_version");
    await runImport(editedContent({ [french]: first((layer) => Object.assign(layer, { stem: "Autre question ?" })) }));
    expect(await count("question_version")).toBe(before + 1);
    expect(await count("question_layer WHERE language = 'fr' AND stem = 'Autre question ?'")).toBe(1);
    await runImport(wholeContent());
  });

  it("one of no question, of other options, or with a reason in the wrong place is refused", () => {
    const refused = (edit: ReturnType<typeof first>) => expect(() => editedContent({ [french]: edit }));
    refused(first((layer) => Object.assign(layer, { id: "o9-99" }))).toThrow(/o9-99 is no question of/);
    refused(inYaml<Layer[]>((layers) => layers.push(layers[0] as Layer))).toThrow(/stands there twice/);
    refused(first(({ options }) => options.pop())).toThrow(/not as many options/);
    refused(first(({ options }) => options.reverse())).toThrow(/only a distractor, says why/);
  });
});

describe("changed content", () => {
  it("a changed lesson makes a new edition of its courses only, and leaves the edition to which an event is bound", async () => {
    const event = await seedEvent();
    const [bound] = await sql<{ id: string; number: number }>(
      "SELECT d.id, d.number FROM event e JOIN edition d ON d.id = e.edition_id WHERE e.id = $1",
      [event.id],
    );
    const before = { editions: await editionsOf(demoCourse), lessons: await lessonsOf(bound?.id ?? "") };
    const others = wholeContent().courses.filter(({ modules }) => !modules.includes("confidence-building-measures"));
    const othersBefore = await Promise.all(others.map(({ slug }) => editionsOf(slug)));

    const report = await runImport(editedContent({ [lesson]: addingText("One more sentence stands here.") }));

    expect(report.editions).toContain(demoCourse);
    expect(report.editions).not.toContain(others[0]?.slug);
    const editions = await editionsOf(demoCourse);
    expect(editions.slice(0, -1)).toEqual(before.editions);
    expect(editions.at(-1)?.number).toBe(before.editions.length + 1);
    expect(await Promise.all(others.map(({ slug }) => editionsOf(slug)))).toEqual(othersBefore);
    expect(await lessonsOf(bound?.id ?? "")).toEqual(before.lessons);
    const [still] = await sql<{ id: string }>("SELECT edition_id AS id FROM event WHERE id = $1", [event.id]);
    expect(still?.id).toBe(bound?.id);

    const [newest] = await sql<{ id: string }>("SELECT id FROM edition WHERE content_hash = $1", [
      editions.at(-1)?.contentHash,
    ]);
    const renewed = await lessonsOf(newest?.id ?? "");
    expect(renewed.map(({ slug }) => slug)).toEqual(before.lessons.map(({ slug }) => slug));
    const changed = renewed.filter(({ hash }, i) => hash !== before.lessons[i]?.hash);
    expect(
      changed.map(({ slug }) => slug),
      "every other lesson is shared by both editions",
    ).toEqual(["regional-measures"]);
    const text = await sql<{ html: string }>(
      "SELECT p.html FROM lesson_page p JOIN lesson_version v ON v.id = p.lesson_version_id WHERE v.content_hash = $1",
      [changed[0]?.hash],
    );
    expect(text.some(({ html }) => html.includes("One more sentence stands here."))).toBe(true);
  });

  it("content that goes back to what it was is the newest edition again", async () => {
    await runImport(editedContent({ [lesson]: addingText("This sentence will be taken back.") }));
    await runImport(wholeContent());
    const [newest] = await sql<{ id: string }>(
      "SELECT e.id FROM edition e JOIN course c ON c.id = e.course_id WHERE c.slug = $1 ORDER BY e.number DESC LIMIT 1",
      [demoCourse],
    );
    const wanted = wholeContent()
      .modules.find(({ slug }) => slug === "confidence-building-measures")
      ?.loadedLessons.find(({ slug }) => slug === "regional-measures")?.hash;
    const hashes = (await lessonsOf(newest?.id ?? "")).map(({ hash }) => hash);
    expect(hashes).toContain(wanted);
  });

  it("a changed question is a new version beside the old one; a question that is gone is retired; one that is back is not", async () => {
    const before = await count("question_version");
    const changed = editedContent({
      [questionFile]: inYaml<QuestionData[]>((questions) => {
        const [first] = questions;
        if (first) first.stem = `Reworded: ${first.stem}`;
        questions.splice(1, 1);
      }),
    });
    await runImport(changed);
    expect(await count("question_version")).toBe(before + 1);
    const versions = () =>
      sql(
        `SELECT q.external_id AS id, q.retired_at IS NOT NULL AS retired, v.number, left(l.stem, 10) = 'Reworded: ' AS reworded FROM question q
         JOIN question_version v ON v.question_id = q.id JOIN question_layer l ON l.version_id = v.id
         WHERE q.external_id IN ('o4-01', 'o4-02') ORDER BY 1, 3`,
      );
    expect(await versions()).toEqual([
      { id: "o4-01", retired: false, number: 1, reworded: false },
      { id: "o4-01", retired: false, number: 2, reworded: true },
      { id: "o4-02", retired: true, number: 1, reworded: false },
    ]);
    await runImport(wholeContent());
    expect((await versions()).at(-1)).toEqual({ id: "o4-02", retired: false, number: 1, reworded: false });
  });

  it("a question that a person retired stays retired, until a person restores it", async () => {
    const [question] = await sql<{ id: string }>("SELECT id FROM question WHERE external_id = 'o4-04'");
    const decide = (action: string) =>
      sql("INSERT INTO audit_event (action, subject_kind, subject_id) VALUES ($1, 'question', $2)", [
        action,
        question?.id,
      ]);
    const importAgain = async (): Promise<boolean> => {
      await forgetImport();
      await runImport(wholeContent());
      const [row] = await sql<{ retired: boolean }>(
        "SELECT retired_at IS NOT NULL AS retired FROM question WHERE id = $1",
        [question?.id],
      );
      return row?.retired ?? false;
    };
    await sql("UPDATE question SET retired_at = now() WHERE id = $1", [question?.id]);
    await decide("question.retire");
    expect(await importAgain()).toBe(true);
    await decide("question.restore");
    expect(await importAgain()).toBe(false);
  });

  it("a document that is superseded takes back what was checked against it", async () => {
    const checked = () =>
      count("citation WHERE symbol = 'A/RES/70/237' AND question_version_id IS NOT NULL AND checked_on IS NOT NULL");
    await sql(
      "UPDATE citation SET checked_on = CURRENT_DATE WHERE symbol = 'A/RES/70/237' AND question_version_id IS NOT NULL",
    );
    await forgetImport();
    await runImport(wholeContent());
    expect(await checked()).toBeGreaterThan(0);
    await runImport(
      editedContent({
        "library/documents.yaml": inYaml<{ symbol: string; status?: string }[]>((documents) => {
          const document = documents.find(({ symbol }) => symbol === "A/RES/70/237");
          if (document) document.status = "superseded";
        }),
      }),
    );
    expect(await checked()).toBe(0);
    await runImport(wholeContent());
  });
});

describe("what was edited in the application is left alone", () => {
  it("an event that exists belongs to its organizers", async () => {
    await unsafeSql("UPDATE event SET place = 'Port Louis', seats = 12 WHERE slug = 'un-cyber-norms-csirts-online'");
    await forgetImport();
    await runImport(wholeContent());
    expect(await sql("SELECT place, seats FROM event WHERE slug = 'un-cyber-norms-csirts-online'")).toEqual([
      { place: "Port Louis", seats: 12 },
    ]);
  });

  it("a course keeps its text, level, topics and bank", async () => {
    await unsafeSql("UPDATE course SET origin = 'app', level = 'advanced' WHERE slug = $1", [demoCourse]);
    await unsafeSql(
      "UPDATE course_layer SET title = 'Edited here' WHERE course_id = (SELECT id FROM course WHERE slug = $1)",
      [demoCourse],
    );
    const read = () =>
      sql(
        `SELECT c.*, l.title, l.summary, ARRAY(SELECT topic_slug FROM course_topic t WHERE t.course_id = c.id ORDER BY 1) AS topics
         FROM course c JOIN course_layer l ON l.course_id = c.id WHERE c.slug = $1`,
        [demoCourse],
      );
    const before = await read();
    try {
      await runImport(
        editedContent({
          [courseFile]: inYaml<{ title: string; level: string; topics: string[] }>((course) =>
            Object.assign(course, { title: "Edited there", level: "introductory", topics: ["cybersecurity"] }),
          ),
        }),
      );
      expect(await read()).toEqual(before);
    } finally {
      await unsafeSql("UPDATE course SET origin = 'content' WHERE slug = $1", [demoCourse]);
    }
  });

  it("an organization keeps its name", async () => {
    await unsafeSql("UPDATE organization SET origin = 'app', name = 'Edited here' WHERE slug = 'cert-mu'");
    try {
      await forgetImport();
      await runImport(wholeContent());
      expect(await sql("SELECT name FROM organization WHERE slug = 'cert-mu'")).toEqual([{ name: "Edited here" }]);
    } finally {
      await unsafeSql("UPDATE organization SET origin = 'content' WHERE slug = 'cert-mu'");
    }
  });

  it("a module keeps its title", async () => {
    await unsafeSql("UPDATE module SET origin = 'app' WHERE slug = 'building-certs'");
    await unsafeSql(
      "UPDATE module_layer SET title = 'Edited here' WHERE module_id = (SELECT id FROM module WHERE slug = 'building-certs')",
    );
    try {
      await forgetImport();
      await runImport(wholeContent());
      expect(
        await sql(
          "SELECT l.title FROM module_layer l JOIN module m ON m.id = l.module_id WHERE m.slug = 'building-certs'",
        ),
      ).toEqual([{ title: "Edited here" }]);
    } finally {
      await unsafeSql("UPDATE module SET origin = 'content' WHERE slug = 'building-certs'");
    }
  });

  it("a bank keeps its title, and the questions that were written here", async () => {
    await unsafeSql("UPDATE bank SET origin = 'app', title = 'Edited here' WHERE slug = $1", [demoCourse]);
    await unsafeSql("INSERT INTO question (bank_id, external_id) SELECT id, 'written-here' FROM bank WHERE slug = $1", [
      demoCourse,
    ]);
    try {
      await forgetImport();
      await runImport(wholeContent());
      expect(await sql("SELECT title FROM bank WHERE slug = $1", [demoCourse])).toEqual([{ title: "Edited here" }]);
      expect(await sql("SELECT retired_at FROM question WHERE external_id = 'written-here'")).toEqual([
        { retired_at: null },
      ]);
    } finally {
      await unsafeSql("UPDATE bank SET origin = 'content' WHERE slug = $1", [demoCourse]);
      await unsafeSql("DELETE FROM question WHERE external_id = 'written-here'");
    }
  });

  it("a key that was repaired here stays repaired while content/ still says what it said (F16)", async () => {
    const [question] = await sql<{ id: string; versionId: string; optionIds: string[]; keyIds: string[] }>(
      `SELECT q.id, v.id AS "versionId", v.option_ids AS "optionIds", v.key_ids AS "keyIds" FROM question q JOIN question_version v ON v.question_id = q.id
       WHERE q.external_id = 'o4-03' ORDER BY v.number DESC LIMIT 1`,
    );
    if (!question) throw new Error("no such question");
    const repairedKey = question.optionIds.find((id) => !question.keyIds.includes(id)) ?? "";
    await unsafeSql(
      `INSERT INTO question_version (question_id, number, content_hash, kind, module_slug, outcome, norms, option_ids, key_ids)
       SELECT question_id, number + 1, 'repaired here', kind, module_slug, outcome, norms, option_ids, ARRAY[$2] FROM question_version WHERE id = $1`,
      [question.versionId, repairedKey],
    );
    await runImport(editedContent({ [lesson]: addingText("Another lesson has changed.") }));
    const [newest] = await sql<{ keyIds: string[] }>(
      `SELECT key_ids AS "keyIds" FROM question_version WHERE question_id = $1 ORDER BY number DESC LIMIT 1`,
      [question.id],
    );
    expect(newest?.keyIds).toEqual([repairedKey]);
  });
});

describe("an import that fails writes nothing (F27, F28)", () => {
  const changedEverywhere = (words: string) =>
    editedContent({
      [lesson]: addingText(words),
      [courseFile]: inYaml<{ title: string }>((course) => Object.assign(course, { title: "Half imported" })),
      "organizations.yaml": inYaml<{ description: string }[]>((organizations) => {
        for (const one of organizations) one.description = "Half imported.";
      }),
    });

  it("refused by its last record, everything before it is taken back, and the good content can be imported afterwards", async () => {
    const before = await fingerprint();
    const content = changedEverywhere("Refused at the end.");
    const [event] = content.events;
    if (!event) throw new Error("content/ has no event");
    const broken = {
      ...content,
      hash: "broken",
      events: [...content.events, { ...event, slug: "one-too-many", course: "no-such-course" }],
    };
    await expect(runImport(broken)).rejects.toThrow();
    expect(await fingerprint()).toEqual(before);
    expect((await runImport(content)).editions).toContain(demoCourse);
    await runImport(wholeContent());
  });

  it("cut off half way, nothing of it is there, and the second run makes no duplicates", async () => {
    await forgetImport();
    const before = await fingerprint();
    // Held where it comes to its courses, with library, modules and questions written; then its connection is cut.
    const holder = await ownerSession();
    await holder.query("BEGIN; LOCK TABLE course_layer IN SHARE MODE");
    const running = runImport(changedEverywhere("Cut off half way.")).catch((error: unknown) => error);
    const blocked = await vi.waitFor(
      async () => {
        const rows = await unsafeSql<{ pid: number }>(
          "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query ~ 'course_layer'",
        );
        expect(rows).toHaveLength(1);
        return rows[0]?.pid;
      },
      { timeout: 30_000 },
    );
    await unsafeSql("SELECT pg_terminate_backend($1)", [blocked]);
    expect(await running).toBeInstanceOf(Error);
    await holder.query("ROLLBACK");
    holder.release();
    expect(await fingerprint()).toEqual(before);

    const content = changedEverywhere("Cut off half way.");
    expect(await runImport(content)).toMatchObject({ changed: true });
    const complete = await fingerprint();
    await forgetImport();
    await runImport(content);
    expect(await fingerprint()).toEqual(complete);
    expect(await ownerPrisma().organization.count({ where: { description: "Half imported." } })).toBeGreaterThan(0);
  });

  it("a malformed file is named, and nothing is loaded", () => {
    expect(() =>
      editedContent({
        [courseFile]: inYaml<{ level: string }>((course) => Object.assign(course, { level: "expert" })),
      }),
    ).toThrow(new RegExp(`content/${courseFile}`));
    expect(() =>
      editedContent({
        [questionFile]: inYaml<QuestionData[]>((questions) => {
          for (const { options } of questions)
            for (const option of options) Object.assign(option, { right: false, why: "No." });
        }),
      }),
    ).toThrow(/exactly one key/);
    expect(() =>
      editedContent({ [courseFile]: inYaml<{ modules: string[] }>(({ modules }) => modules.push("no-such-module")) }),
    ).toThrow(/no-such-module, which does not exist/);
    expect(() =>
      editedContent({
        [questionFile]: inYaml<{ teaches: { page: number } }[]>((questions) => {
          for (const { teaches } of questions) teaches.page = 9;
        }),
      }),
    ).toThrow(/o4-01 names page 9 of .*, which does not exist/);
    expect(() => editedContent({ [lesson]: (text) => text.replace("---", "") })).toThrow(/front matter/);
  });
});
