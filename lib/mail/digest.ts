import { translator } from "@/lib/content/messages";
import { db, sql } from "@/lib/db/client";
import { formatDay } from "@/lib/format/dates";
import { isLanguage } from "@/lib/format/languages";
import { dayIn, localOf } from "@/lib/scheduling/zones";
import { createSecret } from "./outbox";

/** When the day's digest is written, by the clock on its addressee's wall. Units: hours. */
const DIGEST_HOUR = 7;

/** Writes the day's digest to everybody who has something gathered and whose morning it is. A job; once a day and person. */
export async function writeDigests(now = new Date()): Promise<void> {
  const people = await sql<{ id: string; zone: string }>(
    `SELECT p.id, p.zone FROM person p
     WHERE p.suspended_at IS NULL AND EXISTS (SELECT 1 FROM letter l WHERE l.person_id = p.id AND l.state = 'gathering')`,
  );
  for (const { id, zone } of people)
    if (Number(localOf(now, zone).slice(11, 13)) >= DIGEST_HOUR) await writeDigest(id, now, zone);
}

function writeDigest(personId: string, now: Date, zone: string): Promise<void> {
  return db.$transaction(async (tx) => {
    const letters = await tx.letter.findMany({
      where: { personId, state: "gathering" },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      select: { id: true, address: true, subject: true, body: true },
    });
    const last = letters.at(-1);
    if (!last) return;
    const person = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { language: true } });
    const language = isLanguage(person.language) ? person.language : "en";
    const t = translator(language);
    const texts = letters.map(({ subject, body }, at) => `${at + 1}. ${subject}\n\n${body}`);
    const intro = t("letter.digest.body", { count: letters.length });
    // Its letters lie in the account already, so nobody need open this one there too.
    const written = await tx.$executeRaw`
      INSERT INTO letter (person_id, address, kind, language, subject, body, bulk, cause, unsubscribe_secret, read_at)
      VALUES (${personId}::uuid, ${last.address}, 'digest', ${language},
        ${t("letter.digest.subject", { count: letters.length, day: formatDay(now, language, zone) })},
        ${[intro, ...texts].join("\n\n")}, true, ${`digest ${personId} ${dayIn(now, zone)}`}, ${createSecret()}, clock_timestamp())
      ON CONFLICT (cause) DO NOTHING`;
    if (written === 1)
      await tx.letter.updateMany({
        where: { id: { in: letters.map(({ id }) => id) }, state: "gathering" },
        data: { state: "gathered", workedAt: now },
      });
  });
}
