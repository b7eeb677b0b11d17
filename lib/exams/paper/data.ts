import { z } from "zod";
import type { Permit } from "@/lib/access/authorize";
import { db, sql, type Transaction } from "@/lib/db/client";
import { pickLayer } from "@/lib/format/layers";
import { readPool } from "@/lib/questions/data";
import { examLanguages, nextStartAt, takesOne } from "../rules";
import { getEventHead } from "../supervision/data";
import { optionLetter } from "../supervision/rules";
import { differencesOf, sheetCode, sheetStanding } from "./rules";
import type { KeyedAnswers, KeyingSlot, KeyingView, PaperView, PrintedForm, SheetRow } from "./types";

const keyedSchema = z.record(z.string(), z.array(z.string()));

/** What a sheet's row holds, as it was keyed in. */
export const keyedOf = (stored: unknown): KeyedAnswers => keyedSchema.parse(stored) as KeyedAnswers;

const hyphened = (state: string): string => state.replaceAll("_", "-");

async function listSheets(eventId: string, language: string): Promise<SheetRow[]> {
  const rows = await db.attempt.findMany({
    where: { eventId, onPaper: true },
    select: {
      id: true,
      state: true,
      startedAt: true,
      person: { select: { fullName: true, nativeName: true } },
      _count: { select: { sheets: true } },
    },
  });
  const sorter = new Intl.Collator(language);
  return rows
    .map(({ id, state, startedAt, person, _count }) => ({
      attemptId: id,
      ...person,
      code: sheetCode(id),
      standing: sheetStanding(hyphened(state), _count.sheets),
      preparedAt: startedAt,
    }))
    .sort((a, b) => sorter.compare(a.fullName, b.fullName));
}

/** Everything the paper page shows: the sheets there are, and who may be given one. */
export async function getPaper(permit: Permit<"event.manage">, language: string): Promise<PaperView> {
  const { actor, subject } = permit;
  const event = await db.event.findUniqueOrThrow({
    where: { id: subject.id },
    select: {
      state: true,
      closesAt: true,
      bankId: true,
      attemptsAllowed: true,
      resitWaitHours: true,
      enrolments: {
        where: { state: "enrolled", personId: { not: actor.id } },
        select: {
          id: true,
          extraAttempts: true,
          person: { select: { fullName: true, nativeName: true } },
          attempts: { select: { state: true, closedAt: true } },
        },
      },
    },
  });
  const [head, sheets, pool, [clock]] = await Promise.all([
    getEventHead(permit, language),
    listSheets(subject.id, language),
    event.bankId ? readPool(db, event.bankId) : [],
    sql<{ now: Date }>("SELECT clock_timestamp() AS now"),
  ]);
  const now = clock?.now ?? new Date();
  const sorter = new Intl.Collator(language);
  return {
    event: head,
    sheets,
    languages: examLanguages(pool),
    mayPrepare: head.hasExam && event.state === "published" && event.closesAt !== null && now < event.closesAt,
    candidates: event.enrolments
      .filter(({ attempts, extraAttempts }) => {
        const counted = attempts.filter(({ state }) => state !== "voided");
        const resitAt = nextStartAt(attempts, event.resitWaitHours);
        return (
          counted.every(({ state }) => state !== "in_progress") &&
          counted.length < (event.attemptsAllowed ?? 0) + extraAttempts &&
          (!resitAt || resitAt <= now)
        );
      })
      .map(({ id, person }) => ({ enrolmentId: id, ...person }))
      .sort((a, b) => sorter.compare(a.fullName, b.fullName)),
  };
}

/** The forms to print: all that wait for their sheet, or one of them. Options stand in each attempt's own order; there is no key. */
export async function listForms(
  { subject }: Permit<"event.manage">,
  attemptId: string | null,
  language: string,
): Promise<PrintedForm[]> {
  const rows = await db.attempt.findMany({
    where: { eventId: subject.id, onPaper: true, state: "in_progress", ...(attemptId ? { id: attemptId } : {}) },
    select: {
      id: true,
      language: true,
      extraTimeSeconds: true,
      person: { select: { fullName: true, nativeName: true } },
      enrolment: { select: { extraTimeSeconds: true } },
      event: { select: { timeLimitSeconds: true } },
      slots: {
        orderBy: { position: "asc" },
        select: {
          position: true,
          optionOrder: true,
          version: { select: { kind: true, layers: { select: { language: true, stem: true, options: true } } } },
        },
      },
    },
  });
  const sorter = new Intl.Collator(language);
  return rows
    .map(({ id, person, slots, event, enrolment, ...attempt }) => ({
      attemptId: id,
      minutes: Math.round(((event.timeLimitSeconds ?? 0) + enrolment.extraTimeSeconds + attempt.extraTimeSeconds) / 60),
      code: sheetCode(id),
      ...person,
      language: attempt.language,
      questions: slots.map(({ position, optionOrder, version }) => {
        const layer = pickLayer(version.layers, attempt.language);
        const texts = (layer?.options ?? {}) as Record<string, string>;
        return {
          position,
          kind: version.kind,
          stem: layer?.stem ?? "",
          language: layer?.language ?? "en",
          options: optionOrder.map((optionId, at) => ({ letter: optionLetter(at), text: texts[optionId] ?? "" })),
        };
      }),
    }))
    .sort((a, b) => sorter.compare(a.fullName, b.fullName));
}

/** The attempt behind a sheet's code in this event; null when no sheet has it. */
export async function findSheet({ subject }: Permit<"event.manage">, code: string): Promise<string | null> {
  const rows = await db.attempt.findMany({ where: { eventId: subject.id, onPaper: true }, select: { id: true } });
  return rows.find(({ id }) => sheetCode(id) === code)?.id ?? null;
}

/** The rows of a sheet: which letters there are at each number. */
export async function listKeyingSlots(tx: Pick<Transaction, "formSlot">, attemptId: string): Promise<KeyingSlot[]> {
  const slots = await tx.formSlot.findMany({
    where: { attemptId },
    orderBy: { position: "asc" },
    select: { position: true, optionOrder: true, version: { select: { kind: true } } },
  });
  return slots.map(({ position, optionOrder, version }) => ({
    position,
    takesOne: takesOne(version.kind),
    options: optionOrder.map((id, at) => ({ id, letter: optionLetter(at) })),
  }));
}

/** What the keying screen of one sheet shows; of a first keying it shows nothing before the second is in. */
export async function getKeying(
  permit: Permit<"event.manage">,
  attemptId: string,
  language: string,
): Promise<KeyingView | null> {
  const attempt = await db.attempt.findFirst({
    where: { id: attemptId, eventId: permit.subject.id, onPaper: true, personId: { not: permit.actor.id } },
    select: {
      id: true,
      state: true,
      person: { select: { fullName: true } },
      sheets: { orderBy: { pass: "asc" }, select: { answers: true } },
    },
  });
  if (!attempt) return null;
  const [event, slots] = await Promise.all([getEventHead(permit, language), listKeyingSlots(db, attemptId)]);
  const standing = sheetStanding(hyphened(attempt.state), attempt.sheets.length);
  const [first, second] = attempt.sheets.map(({ answers }) => keyedOf(answers));
  return {
    event,
    attemptId,
    code: sheetCode(attemptId),
    fullName: attempt.person.fullName,
    standing,
    slots,
    differences:
      standing === "differs" && first && second
        ? differencesOf(
            slots.map(({ position }) => position),
            first,
            second,
          )
        : [],
  };
}
