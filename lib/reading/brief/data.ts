import type { Permit } from "@/lib/access/authorize";
import { countryBrief } from "@/lib/content/briefs";
import { db, sql } from "@/lib/db/client";
import type { InsiderPermit } from "../data";
import type { BriefEntry, BriefSubject, SavedEntry } from "./types";

const { module, lesson } = countryBrief;

/** The event, where the lesson on the country brief is in its edition; null elsewhere. */
export async function getBriefSubject(slug: string): Promise<BriefSubject | null> {
  const [row] = await sql<BriefSubject>(
    `SELECT e.id, e.organization_id AS "organizationId", e.slug, e.state, e.zone FROM event e
     WHERE e.slug = $1 AND EXISTS (
       SELECT 1 FROM edition_lesson el JOIN lesson_version v ON v.id = el.lesson_version_id JOIN module m ON m.id = v.module_id
       WHERE el.edition_id = e.edition_id AND m.slug = $2 AND v.slug = $3)`,
    [slug, module, lesson],
  );
  return row ?? null;
}

/** What is filled in of an event's brief, for the admitted and its organizers. */
export const listBriefEntries = (_: InsiderPermit, eventId: string): Promise<BriefEntry[]> =>
  db.briefEntry.findMany({ where: { eventId }, select: { field: true, text: true, source: true, savedAt: true } });

/** What is filled in, with who saved each entry last. */
export async function listSavedEntries({ subject }: Permit<"event.manage">): Promise<SavedEntry[]> {
  const rows = await db.briefEntry.findMany({
    where: { eventId: subject.id },
    select: { field: true, text: true, source: true, savedAt: true, savedBy: { select: { fullName: true } } },
  });
  return rows.map(({ savedBy, ...entry }) => ({ ...entry, savedBy: savedBy.fullName }));
}

/** The titles of an event. */
export const listTitles = (eventId: string): Promise<{ language: string; title: string }[]> =>
  db.eventLayer.findMany({ where: { eventId }, select: { language: true, title: true } });
