import type { Metadata } from "next";
import { ExamHead } from "@/components/supervision/exam-head";
import { LateEvidence } from "@/components/supervision/late-evidence";
import { TimelineLog } from "@/components/supervision/timeline-log";
import { ProblemSummary } from "@/components/ui/form";
import type { MessageKey } from "@/lib/content/messages";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { loadTimeline } from "@/lib/exams/supervision/loaders";
import { formatInstant, formatNumber, formatSeconds } from "@/lib/format/dates";
import { languageNames } from "@/lib/format/languages";

type Props = PageProps<{ slug: string; attempt: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("timeline.title"), robots: { index: false } };
}

const announcements = ["proposed", "confirmed", "refused"] as const;
const markReasons = ["submitted", "closed-by-time", "evidence-accepted"] as const;

export default async function TimelinePage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params, query } = page;
  const attempt = await loadTimeline(params.slug, params.attempt, language);
  const { zone, slug } = attempt.event;
  const state = { t, here, refused: await readRefusedForm(page) };
  const done = announcements.find((name) => name === query.done);
  const markReason = (reason: string): string => {
    const known = markReasons.find((name) => name === reason);
    return known ? t(`mark-reason.${known}`) : t("mark-reason.repaired");
  };
  return drawn(
    <div className="grid gap-10">
      <div className="grid gap-5">
        <ExamHead
          page={page}
          event={attempt.event}
          title={
            <>
              {t("timeline.title")}: <bdi>{attempt.fullName}</bdi>
            </>
          }
        />
        {done && !state.refused ? <p className="notice affirm measure">{t(`decision.done.${done}`)}</p> : null}
        <ProblemSummary state={state} />
        <dl className="facts measure">
          <div>
            <dt>{t("board.standing")}</dt>
            <dd>
              {t(`attempt-state.${attempt.state}` as MessageKey)}, {t("board.attempt", { number: attempt.number })}
              {attempt.onPaper ? `, ${t("board.standing.on-paper")}` : ""}
            </dd>
          </div>
          <div>
            <dt>{t("timeline.language")}</dt>
            <dd>{languageNames[attempt.language] ?? attempt.language}</dd>
          </div>
          <div>
            <dt>{t("organize.running.started")}</dt>
            <dd>{formatInstant(attempt.startedAt, language, zone)}</dd>
          </div>
          <div>
            <dt>{t("organize.running.deadline")}</dt>
            <dd>{formatInstant(attempt.deadlineAt, language, zone)}</dd>
          </div>
          {attempt.closedAt ? (
            <div>
              <dt>{t("timeline.ended")}</dt>
              <dd>{formatInstant(attempt.closedAt, language, zone)}</dd>
            </div>
          ) : null}
          {attempt.receipt ? (
            <div>
              <dt>{t("timeline.receipt")}</dt>
              <dd className="grid gap-1">
                <code className="break-all" dir="ltr">
                  {attempt.receipt}
                </code>
                <span className={`state ${attempt.receiptMatches ? "affirm" : "refuse"}`}>
                  {t(attempt.receiptMatches ? "timeline.receipt-matches" : "timeline.receipt-differs")}
                </span>
              </dd>
            </div>
          ) : null}
        </dl>
        {attempt.oversees ? (
          <p>
            <a href={at(`/organize/events/${slug}/exam/people/${attempt.enrolmentId}`)}>{t("allowance.title")}</a>
          </p>
        ) : null}
      </div>

      <LateEvidence
        page={page}
        state={state}
        attempt={attempt}
        decisions={attempt.decisions}
        actorId={attempt.actor.id}
        mayPropose={attempt.oversees}
      />

      {attempt.marks.length > 0 ? (
        <section aria-labelledby="marks" className="grid gap-3">
          <h2 id="marks">{t("timeline.marks")}</h2>
          <div className="table-scroll measure">
            <table className="table cards">
              <caption className="visually-hidden">{t("timeline.marks-caption")}</caption>
              <thead>
                <tr>
                  <th scope="col">{t("timeline.mark-number")}</th>
                  <th scope="col">{t("organize.people.points")}</th>
                  <th scope="col">{t("timeline.mark-reason")}</th>
                  <th scope="col">{t("timeline.mark-at")}</th>
                </tr>
              </thead>
              <tbody>
                {attempt.marks.map((mark) => (
                  <tr key={mark.number}>
                    <th scope="row" data-label={t("timeline.mark-number")}>
                      {mark.number}
                    </th>
                    <td data-label={t("organize.people.points")}>
                      {t("timeline.mark-points", {
                        earned: formatNumber(mark.earned, language),
                        possible: formatNumber(mark.possible, language),
                      })}
                    </td>
                    <td data-label={t("timeline.mark-reason")}>
                      <span>
                        {markReason(mark.reason)}{" "}
                        <span className={mark.current ? "state affirm" : "muted small"}>
                          {t(mark.current ? "timeline.mark-current" : "timeline.mark-old")}
                        </span>
                      </span>
                    </td>
                    <td data-label={t("timeline.mark-at")}>{formatInstant(mark.createdAt, language, zone)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      ) : null}

      <section aria-labelledby="log" className="measure grid gap-4">
        <h2 id="log">{t("timeline.log")}</h2>
        <p className="small muted">{t("timeline.log-note")}</p>
        <TimelineLog page={page} log={attempt.log} zone={zone} />
      </section>

      <section aria-labelledby="answers" className="measure grid gap-3">
        <h2 id="answers">{t("timeline.answers")}</h2>
        <p>
          {t("exam.count", {
            answered: attempt.answers.filter(({ letters }) => letters.length > 0).length,
            total: attempt.questions,
          })}
        </p>
        {attempt.answers.length > 0 ? (
          <table className="table">
            <caption className="visually-hidden">{t("timeline.answers-caption")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("timeline.question")}</th>
                <th scope="col">{t("timeline.answer")}</th>
                <th scope="col">{t("timeline.saved")}</th>
                <th scope="col">{t("timeline.sequence")}</th>
              </tr>
            </thead>
            <tbody>
              {attempt.answers.map(({ position, letters, at: savedAt, sequence }) => (
                <tr key={position}>
                  <th scope="row">{position}</th>
                  <td>{letters.join(", ") || t("timeline.no-answer")}</td>
                  <td className="nums">{formatSeconds(savedAt, language, zone)}</td>
                  <td className="nums">{sequence}</td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : null}
      </section>
    </div>,
  );
}
