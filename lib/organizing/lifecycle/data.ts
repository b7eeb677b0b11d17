import type { Permit } from "@/lib/access/authorize";
import { db, sql } from "@/lib/db/client";
import { pickLayer } from "@/lib/format/layers";
import { countSessions, getReviewSender, settingsOf, settingsSelect } from "../data";
import { steps } from "../rules";
import type { EventState } from "../types";
import type { CancelView, ReviewView } from "./types";

/** What a reviewer reads: the event's settings, its course's objectives, and what was said of it before. */
export async function getReview({ actor, subject }: Permit<"event.review">, language: string): Promise<ReviewView> {
  const [event, sessions, sentById, sent] = await Promise.all([
    db.event.findUniqueOrThrow({
      where: { id: subject.id },
      select: {
        ...settingsSelect,
        slug: true,
        state: true,
        revision: true,
        course: {
          select: {
            slug: true,
            studyHours: true,
            layers: { select: { language: true, title: true, objectives: true, outcomes: true } },
          },
        },
        reviews: {
          orderBy: { createdAt: "desc" },
          take: 10,
          select: { verdict: true, notes: true, createdAt: true, reviewer: { select: { fullName: true } } },
        },
      },
    }),
    countSessions(db, subject.id),
    getReviewSender(db, subject.id),
    db.auditEvent.findFirst({
      where: { subjectKind: "event", subjectId: subject.id, action: "event.send-to-review" },
      orderBy: { id: "desc" },
      select: { at: true },
    }),
  ]);
  const sender = sentById ? await db.person.findUnique({ where: { id: sentById }, select: { fullName: true } }) : null;
  const layer = pickLayer(event.course.layers, language);
  return {
    slug: event.slug,
    state: event.state.replace("_", "-") as EventState,
    revision: event.revision,
    settings: settingsOf(event, language),
    course: { slug: event.course.slug, title: layer?.title ?? "", language: layer?.language ?? "en" },
    objectives: (layer?.objectives ?? []) as readonly string[],
    objectivesLanguage: layer?.language ?? "en",
    outcomes: ((layer?.outcomes ?? []) as unknown as readonly { readonly text: string }[]).map(({ text }) => text),
    studyHours: event.studyHours ?? event.course.studyHours,
    sessions,
    sentBy: sender?.fullName ?? null,
    sentAt: sent?.at ?? null,
    sentByActor: sentById === actor.id,
    earlier: event.reviews.map(({ verdict, notes, createdAt, reviewer }) => ({
      verdict,
      notes,
      by: reviewer.fullName,
      at: createdAt,
    })),
  };
}

/** An event before it is cancelled: whether it can be, and whom it concerns. */
export async function getCancelling({ subject }: Permit<"event.manage">, language: string): Promise<CancelView> {
  const [event, [row]] = await Promise.all([
    db.event.findUniqueOrThrow({
      where: { id: subject.id },
      select: { slug: true, state: true, layers: { select: { language: true, title: true } } },
    }),
    sql<CancelView["concerned"]>(
      `SELECT
         (SELECT count(*)::int FROM enrolment WHERE event_id = $1 AND state = 'enrolled') AS enrolled,
         (SELECT count(*)::int FROM enrolment WHERE event_id = $1 AND state = 'waiting') AS waiting,
         (SELECT count(*)::int FROM invitation WHERE event_id = $1 AND state IN ('sent', 'asked')) AS invitations,
         (SELECT count(*)::int FROM application
           WHERE event_id = $1 AND state IN ('drafted', 'submitted', 'shortlisted', 'accepted', 'waiting')) AS applications,
         (SELECT count(*)::int FROM nomination
           WHERE event_id = $1 AND state IN ('nominated', 'waiting', 'offered', 'accepted')) AS nominations,
         (SELECT count(*)::int FROM attempt WHERE event_id = $1 AND state = 'in-progress') AS running`,
      [subject.id],
    ),
  ]);
  if (!row) throw new Error("a statement without a table gives a row");
  const layer = pickLayer(event.layers, language);
  const state = event.state.replace("_", "-") as EventState;
  return {
    slug: event.slug,
    title: layer?.title ?? "",
    language: layer?.language ?? "en",
    state,
    cancellable: steps.cancel.from.includes(state),
    concerned: row,
  };
}

/** How an event stands, for whoever may review it. */
export async function getEventState({ subject }: Permit<"event.review">): Promise<{ readonly state: EventState }> {
  const { state } = await db.event.findUniqueOrThrow({ where: { id: subject.id }, select: { state: true } });
  return { state: state.replace("_", "-") as EventState };
}
