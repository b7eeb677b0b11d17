import { db, sql } from "@/lib/db/client";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { composeMail, type Outcome, type OutgoingLetter, pauseAfter } from "./rules";
import { type Mailer, openMailer } from "./transport";

/*
 * The outbox at work. A letter is claimed (`sending`, with a lease), sent, and marked. A worker that dies in between leaves a
 * lease that runs out: the letter then leaves once more under the same Message-ID, so that it is never lost, and mailboxes see
 * one mail. Several workers may run: no letter is claimed by two.
 */

const BATCH = 20;
const LANES = 4;
/** A run ends after this long, so that the queue sees the job answer. Units: milliseconds. */
const RUN_MS = 60_000;

/** Letters that a person asks for, to set right what is wrong with their address: tried although it is marked. */
const alwaysTried = ["confirm-address", "reconfirm-address", "reset-password", "address-known"];

type Claimed = OutgoingLetter & { readonly tries: number };

/** Brings the outbox on its way: by mail where there is a server, else to lie ready in the account. */
export async function workLetters(smtpUrl = env().smtpUrl, origin = env().origin): Promise<void> {
  if (!smtpUrl) {
    await sql(
      "UPDATE letter SET state = 'delivered', worked_at = clock_timestamp() WHERE state IN ('queued', 'sending')",
    );
    return;
  }
  const mailer = openMailer(smtpUrl, origin);
  const end = performance.now() + RUN_MS;
  while (performance.now() < end) {
    await settleUndeliverable();
    const batch = await claim();
    if (batch.length === 0 || !(await sendAll(batch, mailer, origin))) return;
  }
}

/** What would go to an address of which a server said that there is no such mailbox is not tried; it lies in the account. */
async function settleUndeliverable(): Promise<void> {
  await sql(
    `UPDATE letter l SET state = 'undeliverable', failure = 'no-mailbox', worked_at = clock_timestamp()
     FROM mail_address a
     WHERE l.state = 'queued' AND a.canonical = lower(l.address) AND a.undeliverable_at IS NOT NULL AND l.kind <> ALL($1)`,
    [alwaysTried],
  );
}

function claim(): Promise<Claimed[]> {
  return sql<Claimed>(
    `WITH due AS (
       SELECT id FROM letter WHERE state IN ('queued', 'sending') AND next_try_at <= now()
       ORDER BY next_try_at, id LIMIT $1 FOR UPDATE SKIP LOCKED)
     UPDATE letter l SET state = 'sending', tries = l.tries + 1, next_try_at = now() + interval '10 minutes'
     FROM due WHERE l.id = due.id
     RETURNING l.id, l.person_id AS "personId", l.address, l.kind, l.language, l.subject, l.body, l.bulk,
       l.event_id AS "eventId", l.unsubscribe_secret AS "unsubscribeSecret", l.tries`,
    [BATCH],
  );
}

/** Sends a batch, a few at a time. False when the server takes nothing for now; what was not tried is handed back. */
async function sendAll(batch: readonly Claimed[], mailer: Mailer, origin: string): Promise<boolean> {
  const waiting = [...batch];
  let down: string | null = null;
  const work = async (): Promise<void> => {
    while (down === null) {
      const letter = waiting.shift();
      if (!letter) return;
      const mail = composeMail(letter, { origin, from: mailer.from, now: new Date() });
      const outcome: Outcome = mail
        ? await mailer.send(mail)
        : { kind: "refused", failure: "not-an-address", mailbox: false };
      if (outcome.kind === "down") down = outcome.failure;
      await settle(letter, outcome);
    }
  };
  await Promise.all(Array.from({ length: LANES }, work));
  if (down === null) return true;
  log("warn", "the mail server takes no mail for now", { failure: down });
  // One try a minute asks whether it is back, however many letters wait.
  await sql(
    `UPDATE letter SET state = 'queued', tries = CASE WHEN id = ANY($1::uuid[]) THEN tries - 1 ELSE tries END,
       next_try_at = now() + interval '1 minute'
     WHERE (id = ANY($1::uuid[]) AND state = 'sending') OR (state = 'queued' AND next_try_at <= now())`,
    [waiting.map(({ id }) => id)],
  );
  return false;
}

/** Marks what became of a letter, unless its lease ran out and another worker has it. */
async function settle(letter: Claimed, outcome: Outcome): Promise<void> {
  const own = { id: letter.id, state: "sending", tries: letter.tries };
  if (outcome.kind === "sent") {
    await db.letter.updateMany({ where: own, data: { state: "sent", failure: null, workedAt: new Date() } });
    return;
  }
  const { failure } = outcome;
  const pause = outcome.kind === "refused" ? null : pauseAfter(letter.tries);
  if (pause !== null) {
    await sql(
      `UPDATE letter SET state = 'queued', failure = $3, next_try_at = clock_timestamp() + $4 * interval '1 minute'
       WHERE id = $1 AND state = 'sending' AND tries = $2`,
      [letter.id, letter.tries, failure, pause],
    );
    return;
  }
  await db.$transaction(async (tx) => {
    const { count } = await tx.letter.updateMany({
      where: own,
      data: { state: "undeliverable", failure, workedAt: new Date() },
    });
    if (count === 1 && outcome.kind === "refused" && outcome.mailbox)
      await tx.mailAddress.updateMany({
        where: { canonical: letter.address.toLowerCase(), undeliverableAt: null },
        data: { undeliverableAt: new Date() },
      });
  });
}
