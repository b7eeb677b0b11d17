import type { Actor } from "@/lib/access/policy";
import { recordAudit } from "@/lib/audit/record";
import { createToken, hashToken, isToken } from "@/lib/auth/tokens";
import { db, type Transaction } from "@/lib/db/client";
import { isUniqueViolation } from "@/lib/db/failures";
import { env } from "@/lib/env";
import { found } from "@/lib/errors";
import { formatInstant } from "@/lib/format/dates";
import { isLanguage, type Language, localPath } from "@/lib/format/languages";
import { writeLetter, writeLetterTo } from "@/lib/mail/outbox";
import { ok, type Result, refuse } from "@/lib/result";
import { CONFIRM_HOURS, linkState, RESET_HOURS } from "./rules";
import type { MailChoice, Registration } from "./schema";
import type { LinkState } from "./types";

type Purpose = "confirm_address" | "reset_password";
type DeadLink = Exclude<LinkState, "ready">;

const languageOf = (text: string): Language => (isLanguage(text) ? text : "en");
const linkTo = (path: string, language: string): string => env().origin + localPath(languageOf(language), path);

/** Every change to an account waits here for the one before it, so that two at once cannot mix. */
async function lockPerson(tx: Transaction, personId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM person WHERE id = ${personId}::uuid FOR NO KEY UPDATE`;
}

async function createLink(
  tx: Transaction,
  purpose: Purpose,
  personId: string,
  addressId: string,
  hours: number,
): Promise<string> {
  const token = createToken();
  const expiresAt = new Date(Date.now() + hours * 3_600_000);
  await tx.mailToken.create({
    data: { hash: hashToken(token), purpose, personId, addressId, expiresAt },
    select: { hash: true },
  });
  return token;
}

/** Links that were sent before work no more. */
async function endLinks(tx: Transaction, personId: string, now: Date): Promise<void> {
  await tx.mailToken.updateMany({
    where: { personId, usedAt: null, expiresAt: { gt: now } },
    data: { expiresAt: now },
  });
}

async function endSessions(tx: Transaction, personId: string, now: Date, exceptId = ""): Promise<void> {
  await tx.session.updateMany({ where: { personId, endedAt: null, id: { not: exceptId } }, data: { endedAt: now } });
}

/** Uses up a link, once, under the person's lock. Errors: what became of the link instead. */
async function takeLink(
  tx: Transaction,
  token: string,
  purpose: Purpose,
  now: Date,
): Promise<Result<{ readonly personId: string; readonly addressId: string }, DeadLink>> {
  if (!isToken(token)) return refuse("unknown");
  const where = { hash: hashToken(token), purpose };
  const link = await tx.mailToken.findUnique({ where, select: { personId: true, addressId: true } });
  if (!link) return refuse("unknown");
  await lockPerson(tx, link.personId);
  const { count } = await tx.mailToken.updateMany({
    where: { ...where, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  if (count === 1) return ok(link);
  const state = linkState(await tx.mailToken.findUnique({ where, select: { usedAt: true, expiresAt: true } }), now);
  return refuse(state === "ready" ? "unknown" : state);
}

/**
 * Registers a person, or, for an address that already has an account, writes that account's holder a letter; the caller learns
 * nothing of which. An account that nobody confirmed belongs to nobody yet: a new registration takes its place and ends its
 * links, so that a stranger who registered somebody else's address first gets nothing from its holder's confirmation. `next` is
 * the page of this site to which the person wants to come back once they have confirmed and signed in.
 */
export async function register(registration: Registration, passwordHash: string, next = ""): Promise<void> {
  try {
    await registerOnce(registration, passwordHash, next);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    await registerOnce(registration, passwordHash, next); // Somebody registered this address a moment ago: now it is known.
  }
}

function registerOnce({ email, ...registration }: Registration, passwordHash: string, next: string): Promise<void> {
  return db.$transaction(async (tx) => {
    const data = { ...registration, passwordHash };
    const known = await tx.mailAddress.findUnique({
      where: { canonical: email },
      select: { id: true, personId: true },
    });
    if (known) {
      await lockPerson(tx, known.personId);
      const person = await tx.person.findUniqueOrThrow({
        where: { id: known.personId },
        select: { language: true, suspendedAt: true, addresses: { select: { verifiedAt: true } } },
      });
      if (person.suspendedAt || person.addresses.some(({ verifiedAt }) => verifiedAt)) {
        await writeLetter(tx, {
          personId: known.personId,
          address: email,
          kind: "address-known",
          language: person.language,
          values: {
            address: email,
            site: env().origin,
            signIn: linkTo("/sign-in", person.language),
            forgot: linkTo("/forgot-password", person.language),
          },
        });
        return;
      }
      await tx.person.update({ where: { id: known.personId }, data, select: { id: true } });
      await endLinks(tx, known.personId, new Date());
    }
    const address =
      known ??
      (await tx.mailAddress.create({
        data: { address: email, canonical: email, person: { create: data } },
        select: { id: true, personId: true },
      }));
    const token = await createLink(tx, "confirm_address", address.personId, address.id, CONFIRM_HOURS);
    await writeLetter(tx, {
      personId: address.personId,
      address: email,
      kind: "confirm-address",
      language: registration.language,
      values: {
        address: email,
        site: env().origin,
        hours: CONFIRM_HOURS,
        link: `${linkTo("/confirm", registration.language)}?token=${token}${next ? `&next=${encodeURIComponent(next)}` : ""}`,
      },
    });
  });
}

/** Somebody opened a letter that was sent to this address: it is theirs, and it takes mail. */
async function markConfirmed(tx: Transaction, addressId: string, now: Date): Promise<void> {
  await tx.mailAddress.updateMany({ where: { id: addressId, verifiedAt: null }, data: { verifiedAt: now } });
  await tx.mailAddress.updateMany({
    where: { id: addressId, undeliverableAt: { not: null } },
    data: { undeliverableAt: null },
  });
}

/**
 * Writes a letter by whose link one's own address, from which mail came back, is confirmed again.
 * Errors: AppError("not-found") for any other address.
 */
export async function reconfirmAddress(actor: Actor, address: string): Promise<void> {
  await db.$transaction(async (tx) => {
    await lockPerson(tx, actor.id);
    const own = found(
      await tx.mailAddress.findFirst({
        where: { personId: actor.id, address, undeliverableAt: { not: null } },
        select: { id: true, address: true, person: { select: { language: true } } },
      }),
      "address",
    );
    const { language } = own.person;
    const token = await createLink(tx, "confirm_address", actor.id, own.id, CONFIRM_HOURS);
    await writeLetter(tx, {
      personId: actor.id,
      address: own.address,
      kind: "reconfirm-address",
      language,
      values: {
        address: own.address,
        site: env().origin,
        hours: CONFIRM_HOURS,
        link: `${linkTo("/confirm", language)}?token=${token}`,
      },
    });
  });
}

/** Confirms the mail address that a link was sent to. */
export function confirmAddress(token: string): Promise<Result<null, DeadLink>> {
  return db.$transaction(async (tx) => {
    const now = new Date();
    const link = await takeLink(tx, token, "confirm_address", now);
    if (!link.ok) return link;
    await markConfirmed(tx, link.value.addressId, now);
    return ok(null);
  });
}

/** Writes a letter with a link for a new password, if the address has an account; the caller learns nothing of that. */
export function requestReset(canonical: string): Promise<void> {
  return db.$transaction(async (tx) => {
    const known = await tx.mailAddress.findUnique({
      where: { canonical },
      select: { id: true, personId: true, person: { select: { language: true, suspendedAt: true } } },
    });
    if (!known || known.person.suspendedAt) return;
    const token = await createLink(tx, "reset_password", known.personId, known.id, RESET_HOURS);
    const { language } = known.person;
    await writeLetter(tx, {
      personId: known.personId,
      address: canonical,
      kind: "reset-password",
      language,
      values: {
        address: canonical,
        site: env().origin,
        hours: RESET_HOURS,
        link: `${linkTo("/reset-password", language)}?token=${token}`,
      },
    });
  });
}

/** Tells a person that their password was changed; written after the change, to a confirmed address. */
async function tellPasswordChanged(tx: Transaction, personId: string, now: Date): Promise<void> {
  const { language, zone } = await tx.person.findUniqueOrThrow({
    where: { id: personId },
    select: { language: true, zone: true },
  });
  await writeLetterTo(tx, personId, "password-changed", {
    site: env().origin,
    time: formatInstant(now, languageOf(language), zone),
    forgot: linkTo("/forgot-password", language),
  });
}

/**
 * Sets a new password by a link from a letter. Ends every session and every other link of the person. Who could open the
 * letter has the mailbox, so the address is confirmed with it.
 */
export function resetPassword(token: string, passwordHash: string): Promise<Result<null, DeadLink>> {
  return db.$transaction(async (tx) => {
    const now = new Date();
    const link = await takeLink(tx, token, "reset_password", now);
    if (!link.ok) return link;
    const { personId, addressId } = link.value;
    await tx.person.update({ where: { id: personId }, data: { passwordHash }, select: { id: true } });
    await markConfirmed(tx, addressId, now);
    await endSessions(tx, personId, now);
    await endLinks(tx, personId, now);
    await tellPasswordChanged(tx, personId, now);
    await recordAudit(tx, {
      actorId: personId,
      action: "person.reset-password",
      subjectKind: "person",
      subjectId: personId,
    });
    return ok(null);
  });
}

/**
 * Changes one's own password; every other session and every open link ends with it.
 * Errors: "changed" when the password is no longer the one that was checked.
 */
export function changePassword(
  actor: Actor,
  checkedHash: string,
  passwordHash: string,
): Promise<Result<null, "changed">> {
  return db.$transaction(async (tx) => {
    const now = new Date();
    await lockPerson(tx, actor.id);
    const { count } = await tx.person.updateMany({
      where: { id: actor.id, passwordHash: checkedHash },
      data: { passwordHash },
    });
    if (count === 0) return refuse("changed");
    await endSessions(tx, actor.id, now, actor.sessionId);
    await endLinks(tx, actor.id, now);
    await tellPasswordChanged(tx, actor.id, now);
    await recordAudit(tx, {
      actorId: actor.id,
      action: "person.change-password",
      subjectKind: "person",
      subjectId: actor.id,
    });
    return ok(null);
  });
}

/** Changes one's own name; certificates keep the name they were issued under. */
export async function changeName(
  actor: Actor,
  name: { readonly fullName: string; readonly nativeName: string | null },
): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.person.update({ where: { id: actor.id }, data: name, select: { id: true } });
    // What was confirmed for a certificate is asked for again while it can still be changed.
    await tx.enrolment.updateMany({
      where: { personId: actor.id, event: { state: "published" } },
      data: { nameConfirmedAt: null },
    });
    await recordAudit(tx, {
      actorId: actor.id,
      action: "person.change-name",
      subjectKind: "person",
      subjectId: actor.id,
    });
  });
}

/** Changes one's own language and zone. */
export async function changeSettings(
  actor: Actor,
  settings: { readonly language: string; readonly zone: string },
): Promise<void> {
  await db.person.update({ where: { id: actor.id }, data: settings, select: { id: true } });
}

/**
 * Changes how announcements and reminders come. What waits for a digest follows the new choice, and links in earlier digests
 * that would change it work no more.
 */
export async function changeMailChoice(actor: Actor, mailChoice: MailChoice): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.person.update({ where: { id: actor.id }, data: { mailChoice }, select: { id: true } });
    if (mailChoice !== "digest")
      await tx.letter.updateMany({
        where: { personId: actor.id, state: "gathering" },
        data: { state: mailChoice === "single" ? "queued" : "delivered" },
      });
    await tx.letter.updateMany({
      where: { personId: actor.id, kind: "digest", state: { notIn: ["queued", "sending"] } },
      data: { unsubscribeSecret: null },
    });
  });
}

/** Notes that a letter was opened by its addressee. */
export async function markLetterRead(personId: string, id: string): Promise<void> {
  await db.letter.updateMany({ where: { id, personId, readAt: null }, data: { readAt: new Date() } });
}
