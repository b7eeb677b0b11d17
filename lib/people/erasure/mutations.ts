import type { Actor } from "@/lib/access/policy";
import { withdraw } from "@/lib/admission/mutations";
import { recordAudit } from "@/lib/audit/record";
import { db, type Transaction } from "@/lib/db/client";
import { ok, type Result, refuse } from "@/lib/result";
import { dropUnusedUpload } from "@/lib/uploads/mutations";
import { ERASED_NAME } from "../rules";

export type EraseReason = "exam-running" | "has-grants" | "erased";

/**
 * Removes a person's own data for good. What others rest on stays without the person: seats and attempts as an event's record,
 * under no name; certificates with what they say, checked by their code as before, but on nobody's account any more.
 * Who acts for others lays that down first; an exam under way is finished first.
 */
export function eraseAccount(actor: Actor): Promise<Result<null, EraseReason>> {
  return db.$transaction(
    async (tx) => {
      const personId = actor.id;
      await tx.$queryRaw`SELECT id FROM person WHERE id = ${personId}::uuid FOR UPDATE`;
      const person = await tx.person.findUniqueOrThrow({
        where: { id: personId },
        select: { erasedAt: true, addresses: { select: { canonical: true } } },
      });
      if (person.erasedAt) return refuse("erased");
      if ((await tx.grant.count({ where: { personId, revokedAt: null } })) > 0) return refuse("has-grants");
      if ((await tx.attempt.count({ where: { personId, state: "in_progress" } })) > 0) return refuse("exam-running");
      await leaveSeats(tx, personId);
      const counts = {
        certificates: await leaveCertificates(tx, personId),
        applications: await emptyApplications(tx, personId),
        ...(await dropBelongings(tx, personId)),
      };
      await emptyOthersLists(
        tx,
        personId,
        person.addresses.map(({ canonical }) => canonical),
      );
      await tx.person.update({
        where: { id: personId },
        data: { fullName: ERASED_NAME, nativeName: null, passwordHash: null, erasedAt: new Date() },
        select: { id: true },
      });
      await recordAudit(tx, {
        actorId: personId,
        action: "person.erase",
        subjectKind: "person",
        subjectId: personId,
        detail: counts,
      });
      return ok(null);
    },
    { timeout: 60_000 },
  );
}

/** Gives back what seats can be given back; a place in an event that is over, or of an exam that was begun, stays without a name. */
async function leaveSeats(tx: Transaction, personId: string): Promise<void> {
  const open = await tx.enrolment.findMany({
    where: { personId, state: { not: "withdrawn" }, event: { state: "published" } },
    orderBy: { eventId: "asc" },
    select: { id: true },
  });
  for (const { id } of open) await withdraw(tx, id);
  await tx.enrolment.updateMany({
    where: { personId },
    data: { confirmedName: null, confirmedNative: null, nameConfirmedAt: null },
  });
}

/**
 * A certificate is a snapshot and stays; nobody holds it by an account any more, and no link shows it whole. Transcripts, which
 * nobody could take back any more, are taken back.
 */
async function leaveCertificates(tx: Transaction, personId: string): Promise<number> {
  await tx.shareSecret.updateMany({
    where: { OR: [{ certificate: { personId } }, { transcript: { personId } }], revokedAt: null },
    data: { revokedAt: new Date() },
  });
  await tx.transcript.updateMany({
    where: { personId, revokedAt: null },
    data: { revokedAt: new Date(), revocationClass: "holder-request" },
  });
  await tx.transcript.updateMany({ where: { personId }, data: { personId: null } });
  const { count } = await tx.certificate.updateMany({ where: { personId }, data: { personId: null } });
  return count;
}

async function emptyApplications(tx: Transaction, personId: string): Promise<number> {
  const files = await tx.applicationFile.findMany({
    where: { application: { personId } },
    select: { uploadId: true },
  });
  await tx.applicationFile.deleteMany({ where: { application: { personId } } });
  for (const { uploadId } of files) await dropUnusedUpload(tx, uploadId);
  await tx.application.updateMany({
    where: { personId, state: { in: ["drafted", "submitted", "shortlisted", "waiting"] } },
    data: { state: "withdrawn" },
  });
  const { count } = await tx.application.updateMany({
    where: { personId },
    data: { answers: {}, gender: null, institution: null, institutionKind: null, position: null, declaredCourses: [] },
  });
  return count;
}

/** What is the person's alone goes whole. */
async function dropBelongings(tx: Transaction, personId: string): Promise<Readonly<Record<string, number>>> {
  const where = { personId };
  const { count: letters } = await tx.letter.deleteMany({ where });
  const { count: notes } = await tx.note.deleteMany({ where });
  const { count: comments } = await tx.comment.updateMany({ where: { authorId: personId }, data: { authorId: null } });
  await tx.calendarSecret.deleteMany({ where });
  await tx.announcementMute.deleteMany({ where });
  await tx.mailToken.deleteMany({ where });
  const { count: addresses } = await tx.mailAddress.deleteMany({ where });
  await tx.session.deleteMany({ where });
  return { letters, notes, comments, addresses };
}

/** What others wrote down of the person to bring them in: invitations and nominations keep their place, and no name or address. */
async function emptyOthersLists(tx: Transaction, personId: string, addresses: readonly string[]): Promise<void> {
  const where = { canonical: { in: [...addresses] } };
  // Not empty: two who are gone may stand in one list, in which an address stands once.
  const nobody = { fullName: ERASED_NAME, address: "", canonical: `erased ${personId}` };
  await tx.nomination.updateMany({
    where,
    data: { ...nobody, nativeName: null, institution: null, position: null, note: "" },
  });
  await tx.invitation.updateMany({ where, data: nobody });
}
