import type { Permit } from "@/lib/access/authorize";
import { recordAudit } from "@/lib/audit/record";
import { db } from "@/lib/db/client";
import { ok, type Result, refuse } from "@/lib/result";
import { RETRY_DAYS } from "./data";
import type { RetryReason } from "./types";

/**
 * Tries letters again now: those to one address, whose mark is taken away, or, without one, all that wait for their next try.
 * Returns how many letters go out again.
 */
export function retryLetters(
  { actor }: Permit<"platform.administer">,
  address: string | null,
): Promise<Result<{ readonly letters: number }, RetryReason>> {
  return db.$transaction(async (tx) => {
    let letters: number;
    let subject = { subjectKind: "platform", subjectId: "platform" };
    if (address === null) {
      letters =
        await tx.$executeRaw`UPDATE letter SET next_try_at = now() WHERE state = 'queued' AND tries > 0 AND next_try_at > now()`;
      if (letters === 0) return refuse("nothing");
    } else {
      const again = await tx.$queryRaw<{ id: string }[]>`
        UPDATE letter SET state = 'queued', tries = 0, next_try_at = now(), failure = NULL
        WHERE state = 'undeliverable' AND lower(address) = ${address} AND created_at > now() - ${RETRY_DAYS} * interval '1 day'
        RETURNING id`;
      const marked = await tx.$queryRaw<{ id: string }[]>`
        UPDATE mail_address SET undeliverable_at = NULL WHERE canonical = ${address} AND undeliverable_at IS NOT NULL
        RETURNING id`;
      letters = again.length;
      const [mark, letter] = [marked[0], again[0]];
      if (mark) subject = { subjectKind: "mail-address", subjectId: mark.id };
      else if (letter) subject = { subjectKind: "letter", subjectId: letter.id };
      else return refuse("nothing");
    }
    await recordAudit(tx, { actorId: actor.id, action: "letters.retry", ...subject, detail: { letters } });
    return ok({ letters });
  });
}
