import type { Permit } from "@/lib/access/authorize";
import type { Actor, ReleaseSubject } from "@/lib/access/policy";
import { recordAudit } from "@/lib/audit/record";
import { db, type Transaction } from "@/lib/db/client";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { localPath } from "@/lib/format/languages";
import { pickLayer } from "@/lib/format/layers";
import { type LetterTo, writeLettersTo } from "@/lib/mail/outbox";
import { ok, type Result, refuse } from "@/lib/result";
import { storeUpload } from "@/lib/uploads/mutations";
import { getOpenReturn, readDossiers } from "./data";
import { isOwnKind } from "./rules";
import { readStored } from "./schema";
import type { DecisionCause, DecisionVerdict, ReadyDossier, StoredDossier } from "./types";

const lockEvent = (tx: Transaction, eventId: string) =>
  tx.$queryRaw`SELECT id FROM event WHERE id = ${eventId}::uuid FOR UPDATE`;

/** Keeps a dossier with its event, in the transaction that closes it or hands it in again. */
export async function keepDossier(tx: Transaction, actor: Actor, eventId: string, ready: ReadyDossier): Promise<void> {
  const { dossier } = await tx.event.findUniqueOrThrow({ where: { id: eventId }, select: { dossier: true } });
  const before = readStored(dossier);
  const kept = before.partnerLogo?.partner === ready.partnerLogo?.partner ? (before.partnerLogo?.logoId ?? null) : null;
  const stored = ready.logo ? await storeUpload(tx, actor.id, ready.logo) : null;
  if (stored && !stored.ok) throw new AppError("too-many", `a partner's logo was not taken: ${stored.reason}`);
  const next: StoredDossier = {
    exceptions: ready.exceptions,
    partnerLogo: ready.partnerLogo && { ...ready.partnerLogo, logoId: stored?.value.id ?? kept },
    signatory: ready.signatory,
    handedInBy: [...new Set([...before.handedInBy, actor.id])],
    handedInAt: new Date().toISOString(),
  };
  await tx.event.update({
    where: { id: eventId },
    data: { dossier: next as object, supervision: ready.supervision, validMonths: ready.validMonths },
    select: { id: true },
  });
}

type Written = Pick<StoredDossier, "exceptions" | "signatory"> & {
  readonly partnerLogo: { readonly partner: string; readonly justification: string } | null;
  readonly supervision: string | null;
  readonly validMonths: number | null;
};

/** What an organizer wrote beside the report, as one text: two that are equal say the same. */
const textOf = ({ exceptions, signatory, partnerLogo, supervision, validMonths }: Written): string =>
  JSON.stringify([
    exceptions.map(({ personId, reason }) => [personId, reason]),
    signatory && [signatory.name, signatory.justification],
    partnerLogo && [partnerLogo.partner, partnerLogo.justification],
    supervision,
    validMonths,
  ]);

/** Hands a dossier in again that was sent back; who sent it back is told. */
export function handIn(
  { actor, subject }: Permit<"event.manage">,
  report: string,
  ready: ReadyDossier,
): Promise<Result<null, "not-returned">> {
  return db.$transaction(async (tx) => {
    await lockEvent(tx, subject.id);
    const returned = await getOpenReturn(tx, subject.id);
    const { state, closingReport, dossier, ...kept } = await tx.event.findUniqueOrThrow({
      where: { id: subject.id },
      select: { state: true, closingReport: true, dossier: true, supervision: true, validMonths: true },
    });
    // A second click finds it handed in as it wanted; whoever wants it otherwise by now is told that it is not taken.
    const same = closingReport === report && textOf({ ...readStored(dossier), ...kept }) === textOf(ready);
    if (state === "closed" && !returned && same) return ok(null);
    if (state !== "closed" || !returned) return refuse("not-returned");
    await keepDossier(tx, actor, subject.id, ready);
    await tx.event.update({ where: { id: subject.id }, data: { closingReport: report }, select: { id: true } });
    await recordAudit(tx, {
      actorId: actor.id,
      action: "event.hand-in",
      subjectKind: "event",
      subjectId: subject.id,
      detail: { report },
    });
    await tell(tx, subject.id, "dossier-handed-in", [returned.byId], (slug, language) => ({
      name: actor.fullName,
      link: env().origin + localPath(language, `/admin/events/${slug}`),
    }));
    return ok(null);
  });
}

export type ReturnReason = "not-closed" | "returned" | "under-way";

/** Sends a dossier back to whoever handed it in, with the reason. Nothing is released until it comes again. */
export function returnDossier(
  { actor, subject }: Permit<"certificate.release"> | Permit<"certificate.release-own">,
  reason: string,
): Promise<Result<null, ReturnReason>> {
  return db.$transaction(async (tx) => {
    await lockEvent(tx, subject.id);
    const event = await tx.event.findUniqueOrThrow({
      where: { id: subject.id },
      select: { state: true, closedById: true, dossier: true },
    });
    if (event.state !== "closed") return refuse("not-closed");
    if (await getOpenReturn(tx, subject.id)) return refuse("returned");
    if ((await tx.releaseBatch.count({ where: { eventId: subject.id, finishedAt: null } })) > 0)
      return refuse("under-way");
    await tx.dossierReturn.create({
      data: { eventId: subject.id, returnedById: actor.id, reason },
      select: { id: true },
    });
    await recordAudit(tx, {
      actorId: actor.id,
      action: "event.return-dossier",
      subjectKind: "event",
      subjectId: subject.id,
      detail: { reason },
    });
    const to = new Set([...(event.closedById ? [event.closedById] : []), ...readStored(event.dossier).handedInBy]);
    await tell(tx, subject.id, "dossier-returned", [...to], (slug, language) => ({
      reason,
      link: env().origin + localPath(language, `/organize/events/${slug}/close`),
    }));
    return ok(null);
  });
}

async function tell(
  tx: Transaction,
  eventId: string,
  kind: "dossier-returned" | "dossier-handed-in",
  personIds: readonly string[],
  values: (slug: string, language: Parameters<typeof localPath>[0]) => Readonly<Record<string, string>>,
): Promise<void> {
  const event = await tx.event.findUniqueOrThrow({
    where: { id: eventId },
    select: { slug: true, layers: { select: { language: true, title: true } } },
  });
  await writeLettersTo(
    tx,
    personIds.map(
      (personId): LetterTo => ({
        personId,
        kind,
        values: (language) => ({
          event: pickLayer(event.layers, language)?.title ?? event.slug,
          ...values(event.slug, language),
        }),
      }),
    ),
  );
}

export type DecideReason = "not-closed" | "returned" | "nothing-to-decide" | "revoke-instead" | "not-own";

type Choice = {
  readonly people: readonly string[] | "all";
  readonly cause: DecisionCause;
  readonly verdict: DecisionVerdict;
  readonly reason: string;
};

/**
 * Decides of people whom the rule leaves open, all for one cause and one reason; a later decision takes an earlier one's place
 * until the document is given. A certificate that stands on a fallen result is kept by it; taking it away is a revocation.
 */
export const decideRelease = (
  { actor, subject }: Permit<"certificate.release">,
  choice: Choice,
): Promise<Result<{ readonly decided: number }, DecideReason>> => decide(actor, subject, choice);

/** The same by an organizer, for what the organization gives in its own name. */
export const decideOwnRelease = (
  { actor, subject }: Permit<"certificate.release-own">,
  choice: Choice,
): Promise<Result<{ readonly decided: number }, DecideReason>> => decide(actor, subject, choice, { ownOnly: true });

function decide(
  actor: Actor,
  subject: ReleaseSubject,
  { people, cause, verdict, reason }: Choice,
  { ownOnly = false } = {},
): Promise<Result<{ readonly decided: number }, DecideReason>> {
  return db.$transaction(
    async (tx) => {
      await lockEvent(tx, subject.id);
      const named = people === "all" ? {} : { personIds: people };
      const [dossier] = await readDossiers([subject.id], "en", { from: tx, ...named });
      if (dossier?.state !== "closed") return refuse("not-closed");
      if (dossier.returned) return refuse("returned");
      if (ownOnly && !isOwnKind(dossier.certificateKind)) return refuse("not-own");
      if (cause === "fallen" && verdict === "refuse") return refuse("revoke-instead");
      const ids = dossier.rows
        .filter(
          ({ personId, judgement, decision, certificate, underWay }) =>
            personId !== actor.id &&
            underWay.length === 0 &&
            (judgement.standing === "decision"
              ? judgement.cause === cause
              : people !== "all" && decision?.cause === cause && certificate === null),
        )
        .map(({ personId }) => personId);
      if (ids.length === 0) return refuse("nothing-to-decide");
      await tx.$executeRaw`
        INSERT INTO release_decision (event_id, person_id, cause, verdict, reason, decided_by_id, decided_at)
        SELECT ${subject.id}::uuid, person, ${cause}, ${verdict}, ${reason}, ${actor.id}::uuid, clock_timestamp()
        FROM unnest(${ids}::uuid[]) AS person
        ON CONFLICT (event_id, person_id) DO UPDATE SET cause = excluded.cause, verdict = excluded.verdict,
          reason = excluded.reason, decided_by_id = excluded.decided_by_id, decided_at = excluded.decided_at`;
      await recordAudit(tx, {
        actorId: actor.id,
        action: "certificate.decide",
        subjectKind: "event",
        subjectId: subject.id,
        detail: { cause, verdict, reason, people: ids },
      });
      return ok({ decided: ids.length });
    },
    { timeout: 60_000 },
  );
}
