import type { MessageValues } from "@/lib/content/messages";
import type { Transaction } from "@/lib/db/client";
import { env } from "@/lib/env";
import { isLanguage, type Language, localPath } from "@/lib/format/languages";
import { pickLayer } from "@/lib/format/layers";
import { type LetterKind, writeLetters } from "@/lib/mail/outbox";

type Concerned = {
  readonly personId: string | null;
  readonly address: string;
  readonly language: string;
  /** null for who has no account. */
  readonly zone: string | null;
};

/**
 * Everybody to whom an event matters: who has a seat or waits for one, whose application, nomination or invitation is open, and
 * who nominated them; not who gave their seat back. Each once, however many of these they are, and at an account of theirs where
 * the address has one.
 */
const listConcerned = (tx: Transaction, eventId: string): Promise<Concerned[]> => tx.$queryRaw<Concerned[]>`
  WITH addressed AS (
    SELECT canonical, address, language FROM invitation
    WHERE event_id = ${eventId}::uuid AND state IN ('sent', 'asked')
    UNION ALL
    SELECT canonical, address, language FROM nomination
    WHERE event_id = ${eventId}::uuid AND state IN ('nominated', 'waiting', 'offered', 'accepted')
      AND NOT EXISTS (
        SELECT 1 FROM enrolment w WHERE w.id = enrolment_id AND w.state = 'withdrawn' AND nomination.state = 'accepted')
  ), people AS (
    SELECT person_id AS id FROM enrolment WHERE event_id = ${eventId}::uuid AND state IN ('enrolled', 'waiting')
    UNION SELECT person_id FROM application
      WHERE event_id = ${eventId}::uuid AND state IN ('drafted', 'submitted', 'shortlisted', 'accepted', 'waiting')
    UNION SELECT asked_by_id FROM invitation
      WHERE event_id = ${eventId}::uuid AND state = 'asked' AND asked_by_id IS NOT NULL
    UNION SELECT focal_point_id FROM nomination
      WHERE event_id = ${eventId}::uuid AND state IN ('nominated', 'waiting', 'offered', 'accepted')
    UNION SELECT m.person_id FROM mail_address m JOIN addressed a ON a.canonical = m.canonical
      WHERE m.verified_at IS NOT NULL
  )
  (SELECT DISTINCT ON (m.person_id) m.person_id AS "personId", m.address, p.language, p.zone
   FROM people JOIN person p ON p.id = people.id JOIN mail_address m ON m.person_id = p.id AND m.verified_at IS NOT NULL
   ORDER BY m.person_id, m.created_at)
  UNION ALL
  (SELECT DISTINCT ON (a.canonical) NULL, a.address, a.language, NULL
   FROM addressed a
   WHERE NOT EXISTS (SELECT 1 FROM mail_address m WHERE m.canonical = a.canonical AND m.verified_at IS NOT NULL)
   ORDER BY a.canonical)`;

/** Writes one letter to everybody concerned by an event; the words may depend on the reader's language and zone. */
export async function tellConcerned(
  tx: Transaction,
  eventId: string,
  kind: LetterKind,
  valuesFor: (reader: { readonly language: Language; readonly zone: string | null }) => MessageValues,
): Promise<void> {
  const event = await tx.event.findUniqueOrThrow({
    where: { id: eventId },
    select: { slug: true, layers: { select: { language: true, title: true } } },
  });
  const concerned = await listConcerned(tx, eventId);
  if (concerned.length === 0) return;
  await writeLetters(
    tx,
    concerned.map(({ zone, ...to }) => {
      const language = isLanguage(to.language) ? to.language : "en";
      return {
        ...to,
        kind,
        values: {
          event: pickLayer(event.layers, language)?.title ?? event.slug,
          link: env().origin + localPath(language, `/events/${event.slug}`),
          ...valuesFor({ language, zone }),
        },
      };
    }),
  );
}
