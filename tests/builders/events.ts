import type { EventSubject } from "@/lib/access/policy";
import { db, sql } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import type { Blueprint } from "@/lib/questions/draw-form";
import { unique } from "./people";

/** The course of the demonstration: five modules, a bank of 180 questions, an exam of thirty. */
export const demoCourse = "un-cyber-norms-csirts";

/** The demo course's blueprint. */
export const wholeBlueprint: Blueprint = {
  questions: 30,
  pointsPerQuestion: 1,
  perModule: 2,
  norms: ["c", "d", "f", "g", "h", "i", "j", "k"],
};

/** A form of few questions, for tests that need many attempts and not their content. */
export const smallBlueprint: Blueprint = { questions: 5, pointsPerQuestion: 1, perModule: 1, norms: [] };

const day = 24 * 3600 * 1000;
export const daysFromNow = (days: number): Date => new Date(Date.now() + days * day);

/** A stored organization of its own, for what must not touch the content's. */
export function seedOrganization(): Promise<{ readonly id: string; readonly slug: string }> {
  const slug = unique("organization");
  return db.organization.create({
    data: {
      slug,
      name: "Office of Tests",
      shortName: "OT",
      description: "Makes records for tests.",
      contact: "tests@test.example.org",
    },
    select: { id: true, slug: true },
  });
}

export type SeededEvent = EventSubject & { readonly slug: string };

type EventFields = Partial<Omit<Prisma.EventUncheckedCreateInput, "blueprint">> & { readonly blueprint?: Blueprint };

/**
 * A stored event of the demo course, bound to its newest edition and its bank: published, open to all, its registration and
 * its window open around now, one attempt of an hour under the rule "more than 70". A test states what it depends on.
 */
export async function seedEvent({ blueprint = wholeBlueprint, ...fields }: EventFields = {}): Promise<SeededEvent> {
  const course = await db.course.findUniqueOrThrow({
    where: { slug: demoCourse },
    select: {
      id: true,
      organizationId: true,
      bankId: true,
      editions: { orderBy: { number: "desc" }, take: 1, select: { id: true } },
    },
  });
  const slug = unique("event");
  return db.event.create({
    data: {
      slug,
      courseId: course.id,
      organizationId: course.organizationId,
      editionId: course.editions[0]?.id ?? "",
      bankId: course.bankId,
      state: "published",
      reference: slug,
      registrationOpensAt: daysFromNow(-7),
      registrationClosesAt: daysFromNow(7),
      opensAt: daysFromNow(-1),
      closesAt: daysFromNow(30),
      zone: "Indian/Mauritius",
      languages: ["en"],
      admission: "open",
      contacts: [],
      blueprint: { ...blueprint, norms: [...blueprint.norms] },
      timeLimitSeconds: 3600,
      attemptsAllowed: 1,
      thresholdPercent: 70,
      strict: true,
      components: { create: { kind: "exam", weight: 100 } },
      layers: { create: { language: "en", title: "Norms in practice" } },
      ...(fields.state === "cancelled" ? { cancelledAt: daysFromNow(-1) } : {}),
      ...(fields.state === "archived" ? { archivedAt: daysFromNow(-1) } : {}),
      ...fields,
    },
    select: { id: true, organizationId: true, slug: true },
  });
}

/** How an event's seats stand: the counter, and the rows it should equal. */
export async function readSeats(eventId: string): Promise<{ readonly taken: number; readonly enrolled: number }> {
  const [row] = await sql<{ taken: number; enrolled: number }>(
    `SELECT seats_taken AS taken, (SELECT count(*)::int FROM enrolment WHERE event_id = $1 AND state = 'enrolled') AS enrolled
     FROM event WHERE id = $1`,
    [eventId],
  );
  if (!row) throw new Error("no such event");
  return row;
}
