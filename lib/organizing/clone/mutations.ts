import { randomBytes } from "node:crypto";
import type { Permit } from "@/lib/access/authorize";
import { recordAudit } from "@/lib/audit/record";
import { db, type Transaction } from "@/lib/db/client";
import { isUniqueViolation } from "@/lib/db/failures";
import { Prisma } from "@/lib/db/generated/client";
import { fold } from "@/lib/format/fold";
import { pickLayer } from "@/lib/format/layers";
import { slugOf } from "@/lib/format/slug";
import { eventSlug } from "../rules";
import type { NextEdition } from "./types";

/**
 * Makes the next edition of an event: a draft with everything that the event has, its documents too, but its dates, its sessions and its people, bound
 * to the newest edition of the course. The form brings the new event's id, so that a second click finds what the first one made.
 */
export async function cloneEvent(
  permit: Permit<"event.manage">,
  next: NextEdition,
): Promise<{ readonly slug: string }> {
  for (let tries = 1; ; tries++) {
    const made = await db.event.findFirst({
      where: { id: next.id, clonedFromId: permit.subject.id },
      select: { slug: true },
    });
    if (made) return made;
    try {
      return await db.$transaction((tx) => copy(tx, permit, next));
    } catch (error) {
      // Another click made it, or another event took the address at this moment.
      if (tries >= 5 || !isUniqueViolation(error)) throw error;
    }
  }
}

const json = (value: Prisma.JsonValue): Prisma.InputJsonValue | typeof Prisma.DbNull =>
  value === null ? Prisma.DbNull : (value as Prisma.InputJsonValue);

async function copy(
  tx: Transaction,
  { actor, subject }: Permit<"event.manage">,
  { id, titles, reference }: NextEdition,
): Promise<{ readonly slug: string }> {
  const event = await tx.event.findUniqueOrThrow({
    where: { id: subject.id },
    select: {
      courseId: true,
      editionId: true,
      bankId: true,
      zone: true,
      delivery: true,
      region: true,
      place: true,
      languages: true,
      seats: true,
      seatsRule: true,
      waitingList: true,
      offerHours: true,
      admission: true,
      stateQuota: true,
      inPairs: true,
      applicationForm: true,
      rubric: true,
      reviewersNeeded: true,
      contacts: true,
      certificateKind: true,
      signatory: true,
      studyHours: true,
      instructorPresence: true,
      attendancePercent: true,
      blueprint: true,
      timeLimitSeconds: true,
      attemptsAllowed: true,
      thresholdPercent: true,
      strict: true,
      resitWaitHours: true,
      commonFormSeed: true,
      reviewRule: true,
      validMonths: true,
      supervision: true,
      roomRule: true,
      roomHeld: true,
      roomLabel: true,
      layers: { select: { language: true, title: true, notice: true } },
      partners: { select: { name: true, role: true } },
      components: { select: { kind: true, weight: true } },
      staff: { select: { kind: true, position: true, fullName: true, layers: true } },
      // Slides and handouts belong to the sessions they were given in.
      files: { where: { sessionId: null }, select: { kind: true, title: true, audience: true, uploadId: true } },
      course: {
        select: { searchText: true, editions: { orderBy: { number: "desc" }, take: 1, select: { id: true } } },
      },
    },
  });
  const { layers, partners, components, staff, files, course, editionId, ...settings } = event;
  const texts = layers.map(({ language, title, notice }) => ({ language, title: titles[language] ?? title, notice }));
  const title = pickLayer(texts, actor.language)?.title ?? reference;
  const near = await tx.event.findMany({
    where: { slug: { startsWith: slugOf(title, "event") } },
    select: { slug: true },
  });
  const slug = eventSlug(
    title,
    near.map((other) => other.slug),
  );
  await tx.event.create({
    data: {
      ...settings,
      id,
      slug,
      organizationId: subject.organizationId,
      editionId: course.editions[0]?.id ?? editionId,
      reference,
      clonedFromId: subject.id,
      applicationForm: json(settings.applicationForm),
      rubric: json(settings.rubric),
      contacts: settings.contacts as Prisma.InputJsonValue,
      blueprint: json(settings.blueprint),
      // A form that was sat is not the next edition's.
      commonFormSeed: settings.commonFormSeed === null ? null : randomBytes(16).toString("hex"),
      searchText: fold(
        [...texts.map((text) => text.title), reference, settings.place ?? "", course.searchText].join(" "),
      ),
      layers: { create: texts },
      partners: { create: partners },
      components: { create: components },
      staff: {
        create: staff.map((member) => ({ ...member, layers: member.layers as Prisma.InputJsonValue })),
      },
      files: { create: files },
    },
    select: { id: true },
  });
  await recordAudit(tx, {
    actorId: actor.id,
    action: "event.clone",
    subjectKind: "event",
    subjectId: id,
    detail: { slug, from: subject.id },
  });
  return { slug };
}
