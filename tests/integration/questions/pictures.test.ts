import { beforeAll, describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { db, sql } from "@/lib/db/client";
import { readPicture } from "@/lib/questions/pictures/data";
import { keepPicture } from "@/lib/questions/pictures/mutations";
import { seedEnrolment, seedRunningAttempt } from "../../builders/attempts";
import { seedEvent, seedOrganization } from "../../builders/events";
import { unsafeSql } from "../../builders/owner";
import { seedPerson } from "../../builders/people";

/** A PNG that no other has, as far as its beginning says. */
let count = 0;
const buildPicture = () => ({
  name: "map.png",
  content: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ++count]),
});

let organizationId: string;
beforeAll(async () => {
  ({ organizationId } = await seedEvent());
  // What is drawn never changes; here a picture is put into a form that stands already.
  await unsafeSql("ALTER TABLE question_layer DISABLE TRIGGER USER");
});

const seedMember = (role: "organizer" | "editor" | "reviewer", at = organizationId): Promise<Actor> =>
  seedPerson({ grants: [{ role, organizationId: at, eventId: null }] });

const editing = (actor: Actor, at = organizationId) =>
  authorize(actor, "bank.edit", { id: crypto.randomUUID(), organizationId: at });

async function seedPicture(actor: Actor, file = buildPicture()): Promise<string> {
  const kept = await keepPicture(editing(actor), file);
  if (!kept.ok) throw new Error(kept.reason);
  return kept.value.id;
}

/** Puts a picture into a version that an attempt's form contains. */
const show = (attemptId: string, part: "stem" | "options", text: string) =>
  unsafeSql(
    `WITH s AS (SELECT version_id FROM form_slot WHERE attempt_id = $1 ORDER BY position LIMIT 1)
     INSERT INTO question_layer (version_id, language, stem, options, rationale, reasons)
     SELECT s.version_id, 'es', CASE WHEN $2 = 'stem' THEN l.stem || $3 ELSE l.stem END,
       CASE WHEN $2 = 'options' THEN jsonb_build_object('a', $3::text) ELSE l.options END, l.rationale, l.reasons
     FROM s JOIN question_layer l ON l.version_id = s.version_id AND l.language = 'en'`,
    [attemptId, part, text],
  );

describe("keeping a picture", () => {
  it("keeps the bytes as they came, with a row in the record, and the same ones once an organization", async () => {
    const actor = await seedMember("editor");
    const file = buildPicture();
    const id = await seedPicture(actor, file);
    expect(await seedPicture(await seedMember("organizer"), file)).toBe(id);
    const read = await readPicture(actor, id);
    expect(read?.type).toBe("image/png");
    expect([...(read?.content ?? [])]).toEqual([...file.content]);
    const rows = await sql("SELECT actor_id FROM audit_event WHERE action = 'picture.keep' AND subject_id = $1", [id]);
    expect(rows).toEqual([{ actor_id: actor.id }]);

    const elsewhere = await seedOrganization();
    const other = await seedMember("editor", elsewhere.id);
    const kept = await keepPicture(editing(other, elsewhere.id), file);
    expect(kept.ok && kept.value.id).not.toBe(id);
  });

  it("keeps one when the same is sent twice at once", async () => {
    const actor = await seedMember("editor");
    const file = buildPicture();
    const ids = await Promise.all(Array.from({ length: 6 }, () => seedPicture(actor, file)));
    expect(new Set(ids).size).toBe(1);
  });

  it("refuses what is no picture, and writes nothing", async () => {
    const actor = await seedMember("editor");
    const before = await db.picture.count();
    const refused = await keepPicture(editing(actor), {
      name: "map.png",
      content: new TextEncoder().encode("<svg onload=alert(1)>"),
    });
    expect(refused).toEqual({ ok: false, reason: "kind" });
    expect(await db.picture.count()).toBe(before);
  });

  it("refuses the hundred and first of a day", async () => {
    const actor = await seedMember("editor");
    await unsafeSql(
      `INSERT INTO picture (organization_id, sha256, type, content, created_by_id)
       SELECT $1, md5($2::text || n), 'image/png', '\\x89', $2::uuid FROM generate_series(1, 100) n`,
      [organizationId, actor.id],
    );
    expect(await keepPicture(editing(actor), buildPicture())).toEqual({ ok: false, reason: "too-many" });
  });

  it("is nobody's who may not edit the bank", async () => {
    for (const actor of [await seedMember("reviewer"), await seedPerson()])
      expect(() => editing(actor)).toThrow("may not bank.edit");
  });
});

describe("who sees a picture", () => {
  it.each(["editor", "organizer", "reviewer"] as const)("the %s of its organization, and of no other", async (role) => {
    const id = await seedPicture(await seedMember("editor"));
    expect(await readPicture(await seedMember(role), id)).not.toBeNull();
    const elsewhere = await seedOrganization();
    expect(await readPicture(await seedMember(role, elsewhere.id), id)).toBeNull();
  });

  it("no admin by that alone, and nobody one that does not exist", async () => {
    const id = await seedPicture(await seedMember("editor"));
    const admin = await seedPerson({ grants: [{ role: "admin", organizationId: null, eventId: null }] });
    expect(await readPicture(admin, id)).toBeNull();
    expect(await readPicture(await seedMember("editor"), crypto.randomUUID())).toBeNull();
  });

  it.each(["stem", "options"] as const)(
    "the learner in whose exam a version shows it in its %s, and nobody who sits another form or none",
    async (part) => {
      const id = await seedPicture(await seedMember("editor"));
      const { actor, attemptId, event } = await seedRunningAttempt();
      expect(await readPicture(actor, id)).toBeNull();
      const neighbour = await seedPerson();
      await seedEnrolment(neighbour, event);
      await show(attemptId, part, `![A map](/api/pictures/${id})`);
      expect(await readPicture(actor, id)).not.toBeNull();
      expect(await readPicture(neighbour, id)).toBeNull();
      const other = await seedPicture(await seedMember("editor"));
      expect(await readPicture(actor, other)).toBeNull();
    },
  );
});
