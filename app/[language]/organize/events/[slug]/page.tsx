import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Unconfirmed } from "@/components/certificates/dossier/unconfirmed";
import { EventStateMark } from "@/components/organizing/event-state";
import { NextStepText } from "@/components/organizing/next-step";
import { PeopleTable } from "@/components/organizing/people-table";
import { PublishPanel } from "@/components/organizing/publish-panel";
import { RunningTable } from "@/components/organizing/running-table";
import { WindowText } from "@/components/organizing/window-text";
import { LayerText } from "@/components/reading/layer-text";
import { Form, ProblemSummary } from "@/components/ui/form";
import { loadClosing } from "@/lib/certificates/dossier/loaders";
import type { MessageKey } from "@/lib/content/messages";
import { drawn } from "@/lib/entry/drawn";
import { type Page, type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { formatInstant, formatNumber, zonePlace } from "@/lib/format/dates";
import { loadDashboard } from "@/lib/organizing/loaders";
import { steps } from "@/lib/organizing/rules";
import type { EventDashboard, OtherEdition } from "@/lib/organizing/types";
import { loadHasBrief } from "@/lib/reading/brief/loaders";

type Props = PageProps<{ slug: string }>;

const PEOPLE_A_PAGE = 100;

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { language, params } = await readPage(props);
  return { title: (await loadDashboard(params.slug, language)).title, robots: { index: false } };
}

const announcements = [
  "created",
  "cloned",
  "edited",
  "kept",
  "sent",
  "published",
  "closed",
  "handed-in",
  "archived",
  "cancelled",
] as const;

export default async function EventDashboardPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params, query } = page;
  const event = await loadDashboard(params.slug, language);
  const hasBrief = await loadHasBrief(params.slug);
  const state = { t, here, refused: await readRefusedForm(page) };
  const closing =
    event.certificateKind && (event.state === "published" || event.state === "closed")
      ? await loadClosing(params.slug, language)
      : null;
  const returned = closing?.returned;
  const done = announcements.find((name) => name === query.done);
  const unpublished = event.state === "draft" || event.state === "in-review";
  return drawn(
    <div className="grid gap-10">
      <div className="grid gap-4">
        <p>
          <a className="inline-block py-1 small" href={at("/organize")}>
            {t("organize.event.back")}
          </a>
        </p>
        <p className="eyebrow flex flex-wrap gap-x-4">
          <bdi>{event.organization}</bdi>
          <bdi>{event.reference}</bdi>
        </p>
        <h1>
          <LayerText layer={{ text: event.title, language: event.language }} language={language} />
        </h1>
        {done && !state.refused ? <p className="notice affirm measure">{t(`organize.event.done.${done}`)}</p> : null}
        <ProblemSummary state={state} />
        <p className="flex flex-wrap items-baseline gap-x-4">
          <EventStateMark t={t} state={event.state} />
          <NextStepText page={page} event={event} />
        </p>
        {returned ? (
          <p className="notice caution measure">
            {t("release.returned", {
              name: `\u2068${returned.by}\u2069`,
              time: formatInstant(returned.at, language, event.actor.zone),
            })}{" "}
            <a href={at(`/organize/events/${event.slug}/close`)}>{t("organize.hand-in.title")}</a>
          </p>
        ) : null}
        {event.openAppeals > 0 ? (
          <p className="notice caution measure">
            <a href={at(`/organize/events/${event.slug}/results/appeals`)}>
              {t("appeals.open", { count: event.openAppeals })}
            </a>
          </p>
        ) : null}
        <Actions page={page} event={event} hasBrief={hasBrief} />
      </div>

      {event.state === "draft" && event.lastReview?.verdict === "returned" ? (
        <section className="notice caution measure" aria-labelledby="returned">
          <h2 id="returned" className="font-sans! text-base!">
            {t("organize.event.returned", {
              name: `\u2068${event.lastReview.by}\u2069`,
              time: formatInstant(event.lastReview.at, language, event.actor.zone),
            })}
          </h2>
          <p className="whitespace-pre-line" dir="auto">
            {event.lastReview.notes}
          </p>
        </section>
      ) : null}

      {unpublished ? <PublishPanel page={page} state={state} event={event} actorId={event.actor.id} /> : null}

      {event.cancelledAt ? (
        <section aria-labelledby="cancelled" className="grid gap-3">
          <h2 id="cancelled">{t("organize.cancelled.title")}</h2>
          <p className="measure whitespace-pre-line font-serif" dir="auto">
            {event.cancelReason}
          </p>
          <p className="small muted">
            {t("organize.cancelled.at", { time: formatInstant(event.cancelledAt, language, event.zone) })}
          </p>
        </section>
      ) : null}

      {event.closedAt ? (
        <section aria-labelledby="report" className="grid gap-3">
          <h2 id="report">{t("organize.report.title")}</h2>
          <p className="measure whitespace-pre-line font-serif" dir="auto">
            {event.closingReport}
          </p>
          <p className="small muted">
            {t("organize.report.closed-by", {
              time: formatInstant(event.closedAt, language, event.zone),
              name: event.closedBy ?? "",
            })}{" "}
            {t("organize.report.certificates", { count: event.certificates })}
            {event.archivedAt
              ? ` ${t("organize.archived", { time: formatInstant(event.archivedAt, language, event.zone) })}`
              : ""}
          </p>
        </section>
      ) : null}

      {event.state === "closed" ? (
        <section aria-labelledby="archive" className="grid gap-3">
          <h2 id="archive">{t("organize.archive.title")}</h2>
          <p className="measure">{t("organize.archive.text")}</p>
          <Form state={state} action="archive-event" className="" summary={false}>
            <input type="hidden" name="event" value={event.slug} />
            <button type="submit" className="button quiet">
              {t("organize.archive.submit")}
            </button>
          </Form>
        </section>
      ) : null}

      {event.runningAttempts.length > 0 ? (
        <section aria-labelledby="running" className="grid gap-1">
          <h2 id="running">{t("organize.running.title")}</h2>
          <RunningTable page={page} attempts={event.runningAttempts} zone={event.zone} />
        </section>
      ) : null}

      {unpublished && event.participants.length === 0 ? null : <People page={page} event={event} />}
      {closing ? <Unconfirmed t={t} names={closing.unconfirmed} /> : null}
      <Settings page={page} event={event} ownZone={event.actor.zone} />
    </div>,
  );
}

function Actions({
  page: { t, at },
  event: { slug, state, admission, exam, numbers },
  hasBrief,
}: {
  readonly page: Page;
  readonly event: EventDashboard;
  readonly hasBrief: boolean;
}) {
  const unpublished = state === "draft" || state === "in-review";
  const links: readonly (readonly [string, MessageKey])[] = [
    unpublished
      ? [`/organize/events/${slug}/preview`, "organize.event.preview"]
      : [`/events/${slug}`, "organize.event.see"],
    ...(exam && !unpublished ? ([[`/organize/events/${slug}/exam`, "organize.event.exam-day"]] as const) : []),
    ...(exam && !unpublished ? ([[`/organize/events/${slug}/results`, "organize.event.results"]] as const) : []),
    ...(state === "published" ? ([[`/organize/events/${slug}/waiting`, "organize.event.waiting"]] as const) : []),
    ...(unpublished ? [] : ([[`/organize/events/${slug}/announcements`, "announcements.link"]] as const)),
    [`/organize/events/${slug}/room`, "room.link"],
    [`/organize/events/${slug}/sessions`, "organize.event.sessions"],
    ...(hasBrief ? ([[`/organize/events/${slug}/brief`, "brief.link"]] as const) : []),
    ...(state === "closed" || state === "archived"
      ? ([
          [`/organize/events/${slug}/report`, "organize.event.report"],
          [`/organize/events/${slug}/release`, "organize.event.release"],
        ] as const)
      : []),
    ...(unpublished ? [] : ([[`/organize/events/${slug}/invitations`, "invitations.link"]] as const)),
    ...(!unpublished && admission === "application"
      ? ([[`/organize/events/${slug}/applications`, "organize.event.applications"]] as const)
      : []),
    ...(admission === "application"
      ? ([[`/organize/events/${slug}/application-form`, "organize.event.application-form"]] as const)
      : []),
    ...(!unpublished && admission === "nomination"
      ? ([[`/organize/events/${slug}/nominations`, "nominations.link"]] as const)
      : []),
    ...(state === "published" ? ([[`/organize/events/${slug}/import`, "import.link"]] as const) : []),
    ...(unpublished || state === "published"
      ? ([[`/organize/events/${slug}/edit`, "organize.event.edit"]] as const)
      : []),
    ...(!unpublished && numbers.finished > 0
      ? ([[`/organize/events/${slug}/analysis`, "organize.event.analysis"]] as const)
      : []),
    [`/organize/events/${slug}/clone`, "organize.clone.link"],
    ...(state === "published" ? ([[`/organize/events/${slug}/close`, "organize.event.close"]] as const) : []),
    ...(steps.cancel.from.includes(state)
      ? ([[`/organize/events/${slug}/cancel`, "organize.cancel.link"]] as const)
      : []),
  ];
  return (
    <ul className="tools" aria-label={t("organize.event.actions")}>
      {links.map(([path, key]) => (
        <li key={path}>
          <a href={at(path)}>{t(key)}</a>
        </li>
      ))}
    </ul>
  );
}

function People({ page, event }: { readonly page: Page; readonly event: EventDashboard }) {
  const { t, at, language, query } = page;
  const { participants, numbers, exam } = event;
  const pages = Math.max(1, Math.ceil(participants.length / PEOPLE_A_PAGE));
  const asked = typeof query.page === "string" && /^[1-9]\d{0,4}$/.test(query.page) ? Number(query.page) : 1;
  const current = Math.min(asked, pages);
  const shown = participants.slice((current - 1) * PEOPLE_A_PAGE, current * PEOPLE_A_PAGE);
  const counts: readonly (readonly [MessageKey, number])[] = [
    ["organize.people.joined", numbers.joined],
    ...(exam
      ? ([
          ["organize.people.begun", numbers.begun],
          ["organize.people.finished", numbers.finished],
          ["organize.people.passed", numbers.passed],
        ] as const)
      : []),
  ];
  const link = (to: number): string => at(`/organize/events/${event.slug}?page=${to}#people`);
  return (
    <section aria-labelledby="people" className="grid gap-4">
      <h2 id="people">{t("organize.people.title")}</h2>
      <dl className="particulars text-base! nums">
        {counts.map(([key, count]) => (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd className="font-serif text-[1.42rem]">
              {formatNumber(count, language)}
              {key === "organize.people.joined" && event.seats !== null ? (
                <span className="small muted"> / {formatNumber(event.seats, language)}</span>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
      {participants.length === 0 ? (
        <p>{t("organize.people.none")}</p>
      ) : (
        <PeopleTable page={page} people={shown} pages={event.pages} hasExam={exam !== null} zone={event.zone} />
      )}
      {pages > 1 ? (
        <nav aria-label={t("organize.people.pages-title")} className="flex flex-wrap gap-x-6">
          {current > 1 ? <a href={link(current - 1)}>{t("organize.people.previous")}</a> : null}
          <span>{t("organize.people.page", { page: current, pages })}</span>
          {current < pages ? <a href={link(current + 1)}>{t("organize.people.next")}</a> : null}
        </nav>
      ) : null}
    </section>
  );
}

/** The editions before and after this one. */
function editionFacts(
  { at, language }: Page,
  { earlierEdition, laterEditions }: EventDashboard,
): (readonly [MessageKey, ReactNode])[] {
  const link = ({ slug, title, language: own }: OtherEdition) => (
    <a key={slug} className="block py-0.5" href={at(`/organize/events/${slug}`)}>
      <LayerText layer={{ text: title, language: own }} language={language} />
    </a>
  );
  return [
    ...(earlierEdition ? [["organize.event.earlier-edition", link(earlierEdition)] as const] : []),
    ...(laterEditions.length > 0 ? [["organize.event.later-editions", laterEditions.map(link)] as const] : []),
  ];
}

function Settings({
  page,
  event,
  ownZone,
}: {
  readonly page: Page;
  readonly event: EventDashboard;
  readonly ownZone: string;
}) {
  const { t, at, language } = page;
  const { course, exam } = event;
  const facts: readonly (readonly [MessageKey, ReactNode])[] = [
    [
      "organize.event.course",
      <span key="course">
        <a href={at(`/courses/${course.slug}`)}>
          <LayerText layer={{ text: course.title, language: course.language }} language={language} />
        </a>{" "}
        <span className="muted">{t("organize.event.edition", { number: event.edition })}</span>{" "}
        <a className="inline-block py-0.5" href={at(`/organize/courses/${course.slug}/prerequisites`)}>
          {t("organize.prerequisites.link")}
        </a>
      </span>,
    ],
    ...editionFacts(page, event),
    [
      "organize.event.registration",
      <WindowText
        key="registration"
        page={page}
        opensAt={event.registrationOpensAt}
        closesAt={event.registrationClosesAt}
        zone={event.zone}
        ownZone={ownZone}
      />,
    ],
    [
      "organize.event.window",
      <WindowText
        key="window"
        page={page}
        opensAt={event.opensAt}
        closesAt={event.closesAt}
        zone={event.zone}
        ownZone={ownZone}
      />,
    ],
    ["organize.field.zone", zonePlace(event.zone)],
    ["organize.event.admission", t(`admission.${event.admission}` as MessageKey)],
    [
      "organize.event.seats",
      event.seats === null
        ? t("common.not-stated")
        : event.seatsRule === "recommended"
          ? t("organize.event.seats-recommended", { seats: event.seats })
          : t("event.seats.total", { seats: event.seats }),
    ],
    [
      "organize.event.exam",
      exam
        ? t("organize.event.exam-value", {
            questions: exam.blueprint.questions,
            minutes: Math.round(exam.timeLimitSeconds / 60),
            attempts: exam.attemptsAllowed,
          })
        : t("organize.event.no-exam"),
    ],
    ...(exam
      ? ([
          [
            "organize.event.rule",
            t(exam.strict ? "organize.event.rule-more" : "organize.event.rule-least", {
              threshold: exam.thresholdPercent,
              least: event.leastPoints ?? event.possiblePoints,
              possible: event.possiblePoints,
            }),
          ],
        ] as const)
      : []),
    [
      "organize.event.certificate",
      event.certificateKind
        ? t(`certificate-kind.${event.certificateKind}` as MessageKey)
        : t("organize.event.no-certificate"),
    ],
  ];
  return (
    <section aria-labelledby="settings" className="grid gap-4">
      <h2 id="settings">{t("organize.event.facts")}</h2>
      <dl className="facts">
        {facts.map(([key, value]) => (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {exam ? (
        <p>
          <a className="inline-block py-1" href={at(`/organize/events/${event.slug}/blueprint`)}>
            {t("blueprint.link")}
          </a>
        </p>
      ) : null}
    </section>
  );
}
