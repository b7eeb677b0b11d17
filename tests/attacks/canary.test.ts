import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { askOwner } from "../e2e/setup/answers";
import { addPerson, copyEvent, demoEvent, enrol, type Person, startExam } from "../setup/cast";

/*
 * S4: the key stays on the server. A bank of its own carries a canary in everything that tells right from wrong or names a
 * question as its authors do; a learner walks every address of the product before, during and after the exam, and the canary
 * is in nothing that they get. The addresses are read from the route tree, so that a page added tomorrow is walked too.
 */

const platform = inject("platform");
const CANARY = "canary-4b1d7c";
/** What a question is about: hidden while the exam runs, and shown afterwards in the points by outcome. */
const OUTCOME = "outcome-4b1d7c";
const slug = "canary-event";
/** Names of fields in which a key or a rationale would travel; none is a word of the interface or of the courses. */
const keyMarks = /key_?ids?\b|"keys?"\s*:|data-(?:key|right|correct|rationale)|\b(?:isCorrect|isRight|correctOption)/i;

let learner: Person;
let attemptId: string;
let rightIds: Map<number, string>;
let hidden: readonly string[] = [CANARY, OUTCOME];

/** A copy of the demonstration's bank in which whatever a learner must not see is the canary. */
async function addBank(): Promise<string> {
  const [bank] = await askOwner<{ id: string }>(
    platform.adminUrl,
    `INSERT INTO bank (slug, organization_id, title)
     SELECT $1, organization_id, $1 FROM bank WHERE id = (SELECT bank_id FROM event WHERE slug = $2) RETURNING id`,
    [`${CANARY}-bank`, demoEvent],
  );
  await askOwner(
    platform.adminUrl,
    `WITH source AS (
       SELECT DISTINCT ON (v.question_id) v.*, gen_random_uuid() AS new_question, gen_random_uuid() AS new_version
       FROM question_version v JOIN question q ON q.id = v.question_id
       WHERE q.bank_id = (SELECT bank_id FROM event WHERE slug = $2) ORDER BY v.question_id, v.number DESC),
     q AS (INSERT INTO question (id, bank_id, external_id) SELECT new_question, $1, $3 || '-external-' || new_question FROM source),
     v AS (INSERT INTO question_version (id, question_id, number, content_hash, kind, module_slug, outcome, norms, option_ids, key_ids)
       SELECT new_version, new_question, 1, $3 || '-hash-' || new_version, kind, module_slug,  $4, norms, option_ids, key_ids
       FROM source)
     INSERT INTO question_layer (version_id, language, stem, options, rationale, reasons)
     SELECT s.new_version, l.language, l.stem, l.options, $3 || '-rationale',
       (SELECT jsonb_object_agg(id, $3 || '-reason') FROM unnest(s.option_ids) AS id)
     FROM source s JOIN question_layer l ON l.version_id = s.id`,
    [bank?.id, demoEvent, CANARY, OUTCOME],
  );
  return bank?.id ?? "";
}

beforeAll(async () => {
  learner = await addPerson(platform, "Learner with open eyes");
  const event = await copyEvent(platform, slug, { bankId: await addBank() });
  await enrol(platform, learner, event);
});

/** What stands for a part of an address, by the folder that names it; of what is not the learner's, what they might try. */
const samples: Readonly<Record<string, () => string>> = {
  "courses/[slug]": () => "un-cyber-norms-csirts",
  "events/[slug]": () => slug,
  "modules/[slug]": () => anyModule,
  "modules/[module]": () => anyModule,
  "library/[slug]": () => "itu",
  "verify/[code]": () => "0000-0000-0000-0000-00",
  "certificates/[code]": () => "0000-0000-0000-0000-00",
  "certificates/[file]": () => "0000-0000-0000-0000-00.json",
  "status/[number]": () => "1",
  "[number]/[purpose]": () => "revocation",
  "learn/[event]": () => slug,
  "[event]/[module]": () => anyModule,
  "[module]/[lesson]": () => anyLesson,
  "exams/[attemptId]": () => attemptId,
  "attempts/[attemptId]": () => attemptId,
  "organizations/[slug]": () => "cert-mu",
  "banks/[slug]": () => "un-cyber-norms-csirts",
  "questions/[id]": () => madeUpId,
  "pictures/[id]": () => madeUpId,
  "versions/[versionId]": () => madeUpId,
  "attempts/[attempt]": () => attemptId,
  "people/[enrolment]": () => madeUpId,
  "sheets/[attempt]": () => attemptId,
  "letters/[id]": () => anyLetter,
  "unsubscribe/[secret]": () => "a".repeat(43),
  "files/[id]": () => madeUpId,
  "applications/[application]": () => madeUpId,
  "sessions/[id]": () => madeUpId,
  "calendar/[file]": () => "none.ics",
  "invitations/[token]": () => "a".repeat(43),
  "nominate/[event]": () => slug,
  "auth/[...nextauth]": () => "session",
};
const madeUpId = "00000000-0000-4000-8000-000000000001";
let anyModule: string;
let anyLesson: string;
let anyLetter = "00000000-0000-4000-8000-000000000000";

/** Every address of the route tree that answers GET, in English, as folders. */
const addresses = readdirSync("app", { recursive: true, encoding: "utf8" })
  .filter(
    (file) =>
      path.basename(file) === "page.tsx" ||
      (path.basename(file) === "route.ts" &&
        /^export (?:const|(?:async )?function) GET\b|handler as GET/m.test(
          readFileSync(path.join("app", file), "utf8"),
        )),
  )
  .map((file) => path.dirname(file))
  .map((folder) => ({ isPage: folder.startsWith("[language]"), folder: folder.replace(/^\[language\]\/?/, "") }))
  .map(({ isPage, folder }) => ({ isPage, parts: folder.split("/").filter((part) => part && !/^\(.*\)$/.test(part)) }));

/** The address with its parameters filled in. Errors: throws for a folder of which no sample stands above. */
function fill(parts: readonly string[]): string {
  const filled = parts.map((part, at) => {
    if (!part.startsWith("[")) return part;
    const name = `${parts[at - 1]}/${part}`;
    const sample = Object.entries(samples).find(([folder]) => name === folder)?.[1];
    if (!sample) throw new Error(`Say in the samples what stands for ${name}.`);
    return sample();
  });
  return `/${filled.join("/")}`;
}

const files = [
  ...readdirSync("public", { recursive: true, encoding: "utf8" }).map((name) => `/${name}`),
  ...readdirSync(".next/static", { recursive: true, encoding: "utf8" }).map((name) => `/_next/static/${name}`),
].filter((name) => /\.(?:js|css|json|txt|map)$/.test(name));

const ofPublicKeys: ReadonlySet<string> = new Set([
  "/api/openapi.json",
  "/certificates/keys.json",
  "/verify/offline.html",
]);

/** Asks for an address and fails if what comes has the canary or a mark of a key in it, in its head or its body. */
async function look(address: string, headers: Readonly<Record<string, string>> = {}): Promise<number> {
  const answer = await learner.visitor.fetch(address, { headers });
  const whole = `${JSON.stringify([...answer.headers])}\n${await answer.text()}`;
  for (const secret of hidden) {
    const at = whole.indexOf(secret);
    expect(at < 0 ? "" : whole.slice(Math.max(0, at - 200), at + 100), address).toBe("");
  }
  // The framework's own files speak of keys of theirs; some documents speak of the issuer's public ones.
  if (!address.startsWith("/_next/static/") && !ofPublicKeys.has(address.split("?", 1)[0] ?? ""))
    expect(keyMarks.exec(whole)?.[0], address).toBeUndefined();
  return answer.status;
}

const walk = async (languages: readonly string[]): Promise<Map<string, number>> => {
  const statuses = new Map<string, number>();
  for (const { isPage, parts } of addresses)
    for (const language of isPage ? languages : [""]) {
      const address = language + fill(parts);
      statuses.set(address, await look(address));
      expect(statuses.get(address), address).toBeLessThan(500);
    }
  for (const address of [
    `/exams/${attemptId}`,
    `/exams/${attemptId}/submit`,
    `/exams/${attemptId}/result`,
    `/learn/${slug}`,
    `/events/${slug}`,
  ]) {
    await look(address, { rsc: "1", "next-router-prefetch": "1" });
    await look(`${address}?_rsc=1`, { rsc: "1" });
    await look(`${address}?done=saved&review=1&key=1&show=answers`);
  }
  return statuses;
};

type Shown = { questions: { position: number; stem: string; options: { id: string; text: string }[] }[] };

describe("S4: nothing that a learner gets tells right from wrong", () => {
  it("the canary is in the bank that the exam draws from, and the walk finds the product's addresses", async () => {
    const [row] = await askOwner<{ n: number; module: string; lesson: string }>(
      platform.adminUrl,
      `SELECT count(DISTINCT q.id)::int AS n,
         (SELECT m.slug FROM edition_module em JOIN module m ON m.id = em.module_id WHERE em.edition_id = e.edition_id ORDER BY em.position LIMIT 1) AS module,
         (SELECT v.slug FROM edition_lesson el JOIN lesson_version v ON v.id = el.lesson_version_id
          WHERE el.edition_id = e.edition_id ORDER BY el.module_position, el.position LIMIT 1) AS lesson
       FROM event e JOIN question q ON q.bank_id = e.bank_id JOIN question_version v ON v.question_id = q.id
       JOIN question_layer l ON l.version_id = v.id AND l.rationale = $2
       WHERE e.slug = $1 GROUP BY e.edition_id`,
      [slug, `${CANARY}-rationale`],
    );
    expect(row?.n).toBeGreaterThanOrEqual(60);
    anyModule = row?.module ?? "";
    anyLesson = row?.lesson ?? "";
    attemptId = "00000000-0000-4000-8000-000000000000";
    for (const { parts } of addresses) fill(parts);
    expect(addresses.length).toBeGreaterThan(50);
  });

  it("before the exam", async () => {
    const statuses = await walk([""]);
    expect(statuses.get(`/learn/${slug}`)).toBe(200);
    expect(statuses.get(`/learn/${slug}/${anyModule}/${anyLesson}`)).toBe(200);
    expect(statuses.get(`/events/${slug}`)).toBe(200);
  });

  it("while they sit it, in every language, after right and wrong answers", async () => {
    attemptId = await startExam(learner, { slug, id: "", organizationId: "" });
    const slots = await askOwner<{ position: number; keys: string[]; options: string[] }>(
      platform.adminUrl,
      `SELECT s.position, v.key_ids AS keys, s.option_order AS options FROM form_slot s
       JOIN question_version v ON v.id = s.version_id WHERE s.attempt_id = $1 ORDER BY s.position`,
      [attemptId],
    );
    expect(slots).toHaveLength(30);
    rightIds = new Map(slots.map(({ position, keys }) => [position, keys[0] ?? ""]));
    for (const { position, keys, options } of slots.slice(0, 10)) {
      const wrong = options.find((id) => !keys.includes(id));
      const optionIds = position % 2 ? keys.slice(0, 1) : [wrong];
      const saved = await learner.visitor.call("PUT", `/api/attempts/${attemptId}/answers/${position}`, {
        optionIds,
        sequence: 1,
      });
      const text = `${JSON.stringify([...saved.headers])}${await saved.text()}`;
      expect(saved.status, text).toBe(200);
      expect(text).not.toContain(CANARY);
    }
    const statuses = await walk(["", "/fr", "/ar"]);
    for (const address of [`/exams/${attemptId}`, `/fr/exams/${attemptId}`, `/exams/${attemptId}/submit`])
      expect(statuses.get(address), address).toBe(200);
    expect(statuses.get(`/api/attempts/${attemptId}`)).toBe(200);
    expect(statuses.get(`/api/attempts/${attemptId}/result`)).toBe(409);
  });

  it("a right and a wrong option look the same, as data and on the page", async () => {
    const { questions } = (await (await learner.visitor.fetch(`/api/attempts/${attemptId}`)).json()) as Shown;
    expect(questions).toHaveLength(30);
    const fields = { right: new Set<string>(), wrong: new Set<string>() };
    for (const { position, options } of questions)
      for (const option of options)
        fields[rightIds.get(position) === option.id ? "right" : "wrong"].add(JSON.stringify(Object.keys(option)));
    expect(fields.right).toEqual(fields.wrong);
    expect(fields.right.size).toBe(1);

    const html = await learner.visitor.read(`/exams/${attemptId}`);
    const looks = { right: new Set<string>(), wrong: new Set<string>() };
    const labels = [...html.matchAll(/<label\b[^>]*>\s*<input\b[^>]*\bname="q(\d+)(?:\[\])?"[\s\S]*?<\/label>/g)];
    expect(labels.length).toBeGreaterThanOrEqual(90);
    for (const [label, position = ""] of labels) {
      const value = /\bvalue="([^"]*)"/.exec(label)?.[1] ?? "";
      const bare = label
        .replaceAll(value, "")
        .replace(/>[^<]*</g, "><")
        .replace(/ checked=""/g, "")
        .replace(/\d+/g, "0");
      looks[rightIds.get(Number(position)) === value ? "right" : "wrong"].add(bare);
    }
    expect(looks.right).toEqual(looks.wrong);
  });

  it("after the exam, before anybody may see the answers", async () => {
    const submitted = await learner.visitor.call("POST", `/api/attempts/${attemptId}/submission`);
    const text = `${JSON.stringify([...submitted.headers])}${await submitted.text()}`;
    expect(submitted.status, text).toBe(200);
    expect(text).not.toContain(CANARY);
    const [letter] = await askOwner<{ id: string; body: string }>(
      platform.adminUrl,
      "SELECT id, body FROM letter WHERE person_id = $1 ORDER BY created_at DESC LIMIT 1",
      [learner.id],
    );
    expect(letter?.body).not.toContain(CANARY);
    anyLetter = letter?.id ?? anyLetter;
    hidden = [CANARY];
    const statuses = await walk([""]);
    expect(statuses.get(`/exams/${attemptId}/result`)).toBe(200);
    expect(statuses.get(`/api/attempts/${attemptId}/result`)).toBe(200);
    expect(statuses.get(`/account/letters/${anyLetter}`)).toBe(200);
    const closed = (await (await learner.visitor.fetch(`/api/attempts/${attemptId}`)).json()) as Shown;
    expect(closed.questions).toEqual([]);
  });

  it("nor does a file of the build or of public/, and no source map is there", async () => {
    expect(files.some((name) => name.startsWith("/scripts/"))).toBe(true);
    expect(files.filter((name) => name.endsWith(".map"))).toEqual([]);
    for (const file of files) expect(await look(file), file).toBe(200);
  });
});
