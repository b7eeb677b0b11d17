import type { Permit } from "@/lib/access/authorize";
import { recordAudit } from "@/lib/audit/record";
import { db, type Transaction } from "@/lib/db/client";
import { ok, type Result, refuse } from "@/lib/result";
import { endOfInvitation, issueInvitations, whyNotInvited } from "../invitations/issuing/mutations";
import { addNominations } from "../nominations/mutations";
import type { Member } from "../nominations/types";
import { holdSeats, lockEvent } from "../seats/mutations";
import { type Brought, planImport } from "./data";
import type { ImportReason, PlannedRow } from "./types";

/**
 * Brings in what a dry run showed, whole or not at all: the digest stands for the file and for every line's outcome, and both are
 * worked out again under the event's lock. Lines that are wrong are left out only when that is said.
 */
export function applyImport(
  { actor, subject }: Permit<"event.manage">,
  brought: Brought & { readonly digest: string; readonly leaveOut: boolean; readonly days: number },
): Promise<Result<{ readonly added: number }, ImportReason>> {
  return db.$transaction(async (tx) => {
    await lockEvent(tx, subject.id);
    const report = await planImport(tx, subject.id, brought);
    if (!report.ok) return refuse("unreadable");
    if (report.importedAt) return refuse("imported-already");
    const { plan } = report;
    if (plan.digest !== brought.digest) return refuse("changed-meanwhile");
    if (plan.counts.wrong > 0 && !brought.leaveOut) return refuse("wrong-lines");
    if (plan.counts.add === 0) return refuse("nothing");
    const closed = await whyNotInvited(tx, subject.id);
    if (closed) return refuse(closed);
    const added = plan.rows.filter(({ outcome }) => outcome === "add");
    const refused =
      brought.kind === "nominations"
        ? await nominateAll(tx, subject.id, actor.id, added)
        : await inviteAll(tx, subject.id, actor.id, added, brought.days);
    if (refused) return refuse(refused);
    const { id } = await tx.importBatch.create({
      data: { eventId: subject.id, kind: brought.kind, sha256: plan.sha256, rows: added.length, createdById: actor.id },
      select: { id: true },
    });
    await recordAudit(tx, {
      actorId: actor.id,
      action: "import.apply",
      subjectKind: "event",
      subjectId: subject.id,
      detail: { batch: id, kind: brought.kind, sha256: plan.sha256, ...plan.counts },
    });
    return ok({ added: added.length });
  });
}

const membersOf = (rows: readonly PlannedRow[]): (Member & { readonly stateCode: string | null })[] =>
  rows.flatMap(({ member, stateCode }) => (member ? [{ ...member, stateCode }] : []));

async function inviteAll(
  tx: Transaction,
  eventId: string,
  actorId: string,
  rows: readonly PlannedRow[],
  days: number,
): Promise<"full" | null> {
  if (!(await holdSeats(tx, eventId, rows.length))) return "full";
  await issueInvitations(
    tx,
    { eventId, invitedById: actorId, expiresAt: await endOfInvitation(tx, eventId, days) },
    membersOf(rows).map(({ address, fullName, language, stateCode }) => ({
      address,
      fullName: fullName || null,
      language,
      stateCode,
      nominationId: null,
    })),
  );
  return null;
}

/** The lines of each pair become one nomination of two; every other line is one. They stand in the file's order. */
async function nominateAll(
  tx: Transaction,
  eventId: string,
  actorId: string,
  rows: readonly PlannedRow[],
): Promise<"not-by-nomination" | null> {
  const { admission } = await tx.event.findUniqueOrThrow({ where: { id: eventId }, select: { admission: true } });
  if (admission !== "nomination") return "not-by-nomination";
  const units = new Map<string, { stateCode: string; members: Member[] }>();
  for (const { line, pair, member, stateCode } of rows) {
    if (!member || !stateCode) continue;
    const key = pair ?? `line ${line}`;
    const unit = units.get(key) ?? { stateCode, members: [] };
    unit.members.push(member);
    units.set(key, unit);
  }
  await addNominations(tx, eventId, actorId, [...units.values()]);
  return null;
}
