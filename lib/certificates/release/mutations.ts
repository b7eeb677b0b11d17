import type { Permit } from "@/lib/access/authorize";
import type { Actor, ReleaseSubject } from "@/lib/access/policy";
import { recordAudit } from "@/lib/audit/record";
import { db, type Transaction } from "@/lib/db/client";
import { isCheckViolation } from "@/lib/db/failures";
import { env } from "@/lib/env";
import { localPath } from "@/lib/format/languages";
import { log } from "@/lib/log";
import { writeLettersTo } from "@/lib/mail/outbox";
import { ok, type Result, refuse } from "@/lib/result";
import { formatCode, makeCode } from "../code";
import { signForRelease } from "../credential/mutations";
import { isOwnMachine } from "../documents/rules";
import { readDossiers } from "../dossier/data";
import { documentLanguage, isOwnKind, isWaiting } from "../dossier/rules";
import { readIdentities, readSource } from "./data";
import { takeSnapshot } from "./snapshot";
import type { Begun, Chosen, OpenBatch, ReleaseAsk, ReleaseReason } from "./types";

/** A release of so many is done in its request and in one transaction; a larger one by the worker, chunk by chunk. */
const AT_ONCE = 50;
/** How many documents one transaction makes: a process that dies loses this many, which are made again. */
const CHUNK = 100;

/**
 * Releases certificates of a closed event to those named who may have one, or to all who may. The lock on the event makes two
 * admins at once one release; who has a certificate already, or is named by a release under way, gets no second.
 */
export const releaseCertificates = (
  { actor, subject }: Permit<"certificate.release">,
  people: Chosen,
  ask: ReleaseAsk = {},
): Promise<Result<Begun, ReleaseReason>> => begin(actor, subject, people, ask);

/** The same by an organizer, for what the organization gives in its own name. */
export const releaseOwnDocuments = (
  { actor, subject }: Permit<"certificate.release-own">,
  people: Chosen,
  ask: ReleaseAsk = {},
): Promise<Result<Begun, ReleaseReason>> => begin(actor, subject, people, { ...ask, ownOnly: true });

async function begin(
  actor: Actor,
  subject: ReleaseSubject,
  people: Chosen,
  { letters = false, ownOnly = false }: ReleaseAsk & { readonly ownOnly?: boolean },
): Promise<Result<Begun, ReleaseReason>> {
  try {
    return await db.$transaction(
      async (tx) => {
        await tx.$queryRaw`SELECT id FROM event WHERE id = ${subject.id}::uuid FOR UPDATE`;
        const named = people === "all" ? {} : { personIds: people };
        const [dossier] = await readDossiers([subject.id], "en", { from: tx, ...named });
        if (dossier?.state !== "closed") return refuse("not-closed");
        const kind = letters ? "attendance-letter" : dossier.certificateKind;
        if (!kind) return refuse("no-certificate");
        if (ownOnly && !isOwnKind(kind)) return refuse("not-own");
        if (dossier.returned) return refuse("returned");
        const chosen = dossier.rows.filter((row) => isWaiting(row, kind, dossier.certificateKind));
        if (chosen.length === 0) {
          const given = dossier.rows.some((row) => {
            const document = kind === dossier.certificateKind ? row.certificate : row.letter;
            return document?.state === "valid" || row.underWay.includes(kind);
          });
          const undecided = dossier.rows.some(
            ({ judgement }) => judgement.standing === "decision" && judgement.cause !== "fallen",
          );
          return refuse(undecided && !letters ? "undecided" : given ? "already-released" : "nobody-eligible");
        }
        const personIds = chosen.map(({ personId }) => personId);
        const batch = await tx.releaseBatch.create({
          data: { eventId: subject.id, releasedById: actor.id, kind, total: personIds.length, personIds },
          select: { id: true, createdAt: true },
        });
        const begun = { batchId: batch.id, total: personIds.length };
        if (personIds.length > AT_ONCE) {
          await recordAudit(tx, {
            actorId: actor.id,
            action: "certificate.release-begin",
            subjectKind: "event",
            subjectId: subject.id,
            detail: { batch: batch.id, kind, people: personIds.length },
          });
          return ok({ ...begun, released: 0 });
        }
        const released = await makeDocuments(tx, {
          ...batch,
          eventId: subject.id,
          releasedById: actor.id,
          kind,
          total: personIds.length,
          done: 0,
          personIds,
        });
        return ok({ ...begun, released });
      },
      { timeout: 120_000 },
    );
  } catch (error) {
    // What the application allowed a moment ago, the database refuses to whoever has come to have a part in the event since.
    if (isCheckViolation(error)) return refuse("interested");
    throw error;
  }
}

/** Works on every release that is not done; any number of workers may. */
export async function workReleases(chunk = CHUNK): Promise<void> {
  const open = await db.releaseBatch.findMany({
    where: { finishedAt: null },
    orderBy: { createdAt: "asc" },
    select: { id: true },
  });
  for (const { id } of open) while (await workChunk(id, chunk));
}

/** Makes the next documents of a release in one transaction. Returns whether more are to be made. */
async function workChunk(batchId: string, chunk: number): Promise<boolean> {
  try {
    return await db.$transaction(
      async (tx) => {
        const [batch] = await tx.$queryRaw<OpenBatch[]>`
          SELECT id, event_id AS "eventId", released_by_id AS "releasedById", kind, total, done, created_at AS "createdAt",
            person_ids[done + 1 : done + ${chunk}::int] AS "personIds"
          FROM release_batch WHERE id = ${batchId}::uuid AND finished_at IS NULL FOR UPDATE SKIP LOCKED`;
        if (!batch) return false;
        await makeDocuments(tx, batch);
        return batch.personIds.length > 0 && batch.done + batch.personIds.length < batch.total;
      },
      { timeout: 120_000 },
    );
  } catch (error) {
    if (!isCheckViolation(error)) throw error;
    log("warn", "a release was stopped: its admin has come to have a part in the event", { batch: batchId });
    await db.releaseBatch.update({
      where: { id: batchId },
      data: { failure: "interested", finishedAt: new Date() },
      select: { id: true },
    });
    return false;
  }
}

/**
 * Makes the documents of the next people of a release, each with its signed credential, its row in the record and its letter. Who
 * has one by now, or may not have one any more, is passed over. Returns how many were made.
 */
async function makeDocuments(tx: Transaction, batch: OpenBatch): Promise<number> {
  const { eventId, kind, personIds } = batch;
  const source = await readSource(tx, eventId);
  const language = documentLanguage(kind, source.languages);
  const [dossier] = await readDossiers([eventId], language, { from: tx, personIds });
  const identities = await readIdentities(tx, eventId, personIds);
  const now = new Date();
  const { demo, origin } = env();
  const occasion = { releasedAt: batch.createdAt, now, origin };
  const documents = (dossier?.rows ?? [])
    .filter((row) => isWaiting({ ...row, underWay: [] }, kind, dossier?.certificateKind ?? null))
    .map((row) => {
      const identity = identities.get(row.personId) ?? "self-declared";
      const snapshot = takeSnapshot(source, { ...row, identity }, { ...occasion, kind, language });
      return { personId: row.personId, code: makeCode(), snapshot };
    });
  // What is made on one's own machine proves nothing to anybody else.
  const common = { kind, specimen: demo || isOwnMachine(origin), releasedAt: batch.createdAt };
  const signed = await signForRelease(
    tx,
    documents.map(({ code, snapshot }) => ({
      ...common,
      code,
      snapshot,
      validUntil: snapshot.validUntil ?? null,
      scoreShown: false,
    })),
  );
  // As one text: the client would take every value of every row apart, at a quarter more time for the whole release.
  const made = documents.map((document, at) => ({ ...document, ...signed[at] }));
  await tx.$executeRaw`
    WITH made AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(made)}::text::jsonb) AS made ("personId" uuid, code text, snapshot jsonb,
        "statusList" int, "statusIndex" int, credential jsonb)
    ), stored AS (
      INSERT INTO certificate (code, kind, person_id, event_id, released_by_id, snapshot, specimen, completed_on, valid_until,
        status_list, status_index, credential, released_at)
      SELECT code, ${kind}, "personId", ${eventId}::uuid, ${batch.releasedById}::uuid, snapshot, ${common.specimen},
        (snapshot ->> 'completedOn')::date, (snapshot ->> 'validUntil')::date, "statusList", "statusIndex", credential,
        ${common.releasedAt}
      FROM made
    )
    INSERT INTO audit_event (actor_id, action, subject_kind, subject_id, detail)
    SELECT ${batch.releasedById}::uuid, 'certificate.release', 'certificate', code,
      jsonb_build_object('eventId', ${eventId}::text, 'personId', "personId", 'kind', ${kind}::text, 'batch', ${batch.id}::text)
    FROM made`;
  await writeLettersTo(
    tx,
    documents.map(({ personId, code, snapshot }) => ({
      personId,
      kind: kind === "attendance-letter" ? "attendance-letter-released" : "certificate-released",
      values: (own) => ({
        event: snapshot.eventTitle,
        code: formatCode(code),
        link: origin + localPath(own, `/verify/${code}`),
      }),
    })),
  );
  const done = personIds.length === 0 ? batch.total : batch.done + personIds.length;
  await tx.releaseBatch.update({
    where: { id: batch.id },
    data: { done, ...(done >= batch.total ? { finishedAt: now } : {}) },
    select: { id: true },
  });
  return documents.length;
}
