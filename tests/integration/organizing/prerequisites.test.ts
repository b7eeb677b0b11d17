import { beforeEach, describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import { getCourse, getEvent } from "@/lib/catalogue/data";
import { db } from "@/lib/db/client";
import { getPrerequisites } from "@/lib/organizing/prerequisites/data";
import { savePrerequisites } from "@/lib/organizing/prerequisites/mutations";
import type { Prerequisite } from "@/lib/organizing/prerequisites/types";
import { demoCourse, seedEvent } from "../../builders/events";
import { seedPerson } from "../../builders/people";

const [training, diplomacy] = ["cyberdiplomacy-training", "cyber-policy-and-diplomacy"] as const;

async function organizing(slug: string) {
  const { id, organizationId } = await db.course.findUniqueOrThrow({
    where: { slug },
    select: { id: true, organizationId: true },
  });
  const actor = await seedPerson({ grants: [{ role: "organizer", organizationId, eventId: null }] });
  return { id, permit: authorize(actor, "event.create", { organizationId }) };
}

async function save(slug: string, wanted: readonly Prerequisite[]) {
  const { id, permit } = await organizing(slug);
  return savePrerequisites(permit, id, wanted);
}

beforeEach(async () => {
  await db.coursePrerequisite.deleteMany({});
});

describe("the earlier courses of a course", () => {
  it("stand on its page and on the pages of its events, the required ones first", async () => {
    const event = await seedEvent();
    const saved = await save(demoCourse, [
      { slug: training, kind: "recommended" },
      { slug: diplomacy, kind: "required" },
    ]);
    expect(saved).toEqual({ ok: true, value: null });
    const expected = [
      { slug: diplomacy, kind: "required", title: expect.any(String), language: "en" },
      { slug: training, kind: "recommended", title: expect.any(String), language: "en" },
    ];
    expect((await getCourse(demoCourse, "en"))?.prerequisites).toEqual(expected);
    expect((await getEvent(event.slug, "en", null))?.event.course.prerequisites).toEqual(expected);
    const { id, permit } = await organizing(demoCourse);
    expect((await getPrerequisites(permit, id, "en")).chosen).toHaveLength(2);
  });

  it("are replaced as a whole, and none are none", async () => {
    await save(demoCourse, [{ slug: training, kind: "required" }]);
    await save(demoCourse, [{ slug: diplomacy, kind: "required" }]);
    expect((await getCourse(demoCourse, "en"))?.prerequisites.map(({ slug }) => slug)).toEqual([diplomacy]);
    await save(demoCourse, []);
    expect((await getCourse(demoCourse, "en"))?.prerequisites).toEqual([]);
  });

  it.each([
    { wanted: demoCourse, reason: "itself" },
    { wanted: "no-such-course", reason: "unknown-course" },
  ] as const)("are refused: $reason", async ({ wanted, reason }) => {
    expect(await save(demoCourse, [{ slug: wanted, kind: "required" }])).toEqual({ ok: false, reason });
  });

  it("never run in a circle, also when both ends are saved at once", async () => {
    await save(training, [{ slug: diplomacy, kind: "required" }]);
    await save(diplomacy, [{ slug: demoCourse, kind: "recommended" }]);
    expect(await save(demoCourse, [{ slug: training, kind: "required" }])).toEqual({
      ok: false,
      reason: "in-a-circle",
    });
    await db.coursePrerequisite.deleteMany({});
    const answers = await Promise.all([
      save(training, [{ slug: demoCourse, kind: "required" }]),
      save(demoCourse, [{ slug: training, kind: "required" }]),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });
});
