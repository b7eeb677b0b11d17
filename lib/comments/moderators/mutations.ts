import type { Permit } from "@/lib/access/authorize";
import { recordAudit } from "@/lib/audit/record";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { isLanguage, localPath } from "@/lib/format/languages";
import { pickLayer } from "@/lib/format/layers";
import { writeLetterTo } from "@/lib/mail/outbox";
import { ok, type Result, refuse } from "@/lib/result";
import { lockRoom } from "../mutations";

type Manage = Permit<"event.manage">;

export type ModeratorReason = "no-such-person" | "own-grant";

/** Lets somebody with a confirmed address moderate this event's room, and tells them where; naming them again changes nothing. */
export function nameModerator({ actor, subject }: Manage, email: string): Promise<Result<null, ModeratorReason>> {
  return db.$transaction(async (tx) => {
    // Two organizers who name one person come one after the other.
    await lockRoom(tx, subject.id);
    const address = await tx.mailAddress.findUnique({
      where: { canonical: email },
      select: { verifiedAt: true, person: { select: { id: true, suspendedAt: true, language: true } } },
    });
    if (!address?.verifiedAt || address.person.suspendedAt) return refuse("no-such-person");
    const { id: personId } = address.person;
    if (personId === actor.id) return refuse("own-grant");
    const standing = { personId, role: "moderator", eventId: subject.id, revokedAt: null } as const;
    if ((await tx.grant.count({ where: standing })) > 0) return ok(null);
    const { id } = await tx.grant.create({
      data: { personId, role: "moderator", eventId: subject.id, grantedById: actor.id },
      select: { id: true },
    });
    await recordAudit(tx, {
      actorId: actor.id,
      action: "grant.give",
      subjectKind: "grant",
      subjectId: id,
      detail: { personId, role: "moderator", event: subject.id },
    });
    const event = await tx.event.findUniqueOrThrow({
      where: { id: subject.id },
      select: { slug: true, layers: { select: { language: true, title: true } } },
    });
    const language = isLanguage(address.person.language) ? address.person.language : "en";
    await writeLetterTo(tx, personId, "moderator-named", {
      event: pickLayer(event.layers, language)?.title ?? event.slug,
      link: env().origin + localPath(language, `/organize/events/${event.slug}/room`),
    });
    return ok(null);
  });
}

/** Takes a moderator's grant for this event away; what they decided stays, and asking twice changes nothing. */
export function removeModerator({ actor, subject }: Manage, grantId: string): Promise<Result<null, "gone">> {
  return db.$transaction(async (tx) => {
    await lockRoom(tx, subject.id);
    const grant = await tx.grant.findFirst({
      where: { id: grantId, eventId: subject.id, role: "moderator", revokedAt: null },
      select: { personId: true },
    });
    if (!grant) return refuse("gone");
    await tx.grant.update({ where: { id: grantId }, data: { revokedAt: new Date() }, select: { id: true } });
    await recordAudit(tx, {
      actorId: actor.id,
      action: "grant.revoke",
      subjectKind: "grant",
      subjectId: grantId,
      detail: { personId: grant.personId, role: "moderator", event: subject.id },
    });
    return ok(null);
  });
}
