import type { Metadata } from "next";
import { ExamHead } from "@/components/supervision/exam-head";
import { StandingMark } from "@/components/supervision/standing-mark";
import { Form, TextArea, TextField } from "@/components/ui/form";
import type { MessageKey } from "@/lib/content/messages";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { loadAllowance } from "@/lib/exams/supervision/loaders";
import { formatInstant } from "@/lib/format/dates";

type Props = PageProps<{ slug: string; enrolment: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("allowance.title"), robots: { index: false } };
}

export default async function AllowancePage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params, query } = page;
  const { actor, event, row, attempts, changes } = await loadAllowance(params.slug, params.enrolment, language);
  const state = { t, here, refused: await readRefusedForm(page) };
  const { attempt, standing } = row;
  const own = row.personId === actor.id;
  return drawn(
    <div className="grid gap-8">
      <ExamHead
        page={page}
        event={event}
        title={
          <>
            {t("allowance.title")}: <bdi>{row.fullName}</bdi>
          </>
        }
      />
      {query.done === "changed" && !state.refused ? (
        <p className="notice affirm measure">{t("allowance.done")}</p>
      ) : null}
      <dl className="facts measure">
        <div>
          <dt>{t("board.standing")}</dt>
          <dd>
            <StandingMark t={t} standing={standing} />
          </dd>
        </div>
        {attempt && (standing === "working" || standing === "over" || standing === "on-paper") ? (
          <div>
            <dt>{t("allowance.ends")}</dt>
            <dd>{formatInstant(attempt.deadlineAt, language, event.zone)}</dd>
          </div>
        ) : null}
        <div>
          <dt>{t("allowance.limit")}</dt>
          <dd>{t("allowance.limit-value", { minutes: Math.round(event.timeLimitSeconds / 60) })}</dd>
        </div>
        <div>
          <dt>{t("allowance.attempts")}</dt>
          <dd>
            {t("allowance.attempts-value", { used: row.attempts, allowed: event.attemptsAllowed + row.extraAttempts })}
          </dd>
        </div>
        {attempt && attempt.extraTimeSeconds > 0 ? (
          <div>
            <dt>{t("allowance.granted")}</dt>
            <dd>{t("board.extra-minutes", { minutes: Math.round(attempt.extraTimeSeconds / 60) })}</dd>
          </div>
        ) : null}
        {attempts.length > 0 && !own ? (
          <div>
            <dt>{t("allowance.timelines")}</dt>
            <dd className="flex flex-wrap gap-x-5">
              {attempts.map(({ id, number, state: attemptState }) => (
                <a
                  key={id}
                  className="inline-block py-1"
                  href={at(`/organize/events/${event.slug}/exam/attempts/${id}`)}
                >
                  {t("board.attempt", { number })}, {t(`attempt-state.${attemptState}` as MessageKey)}
                </a>
              ))}
            </dd>
          </div>
        ) : null}
      </dl>
      {own ? (
        <p className="notice caution measure">{t("problem.supervision.own-place")}</p>
      ) : event.state !== "published" ? (
        <p className="notice measure">{t("problem.supervision.event-over")}</p>
      ) : (
        <section aria-labelledby="change" className="grid gap-4">
          <h2 id="change">{t("allowance.change")}</h2>
          <p className="measure">{t("allowance.lede")}</p>
          <Form state={state} action="change-allowance">
            <input type="hidden" name="event" value={event.slug} />
            <input type="hidden" name="enrolment" value={row.enrolmentId} />
            <TextField
              state={state}
              name="extraMinutes"
              label={t("allowance.minutes")}
              hint={t("allowance.minutes-hint")}
              value={String(Math.round(row.extraTimeSeconds / 60))}
              inputMode="numeric"
              maxLength={4}
            />
            <TextField
              state={state}
              name="extraAttempts"
              label={t("allowance.extra-attempts")}
              hint={t("allowance.extra-attempts-hint")}
              value={String(row.extraAttempts)}
              inputMode="numeric"
              maxLength={4}
            />
            <TextArea
              state={state}
              name="reason"
              label={t("allowance.reason")}
              hint={t("allowance.reason-hint")}
              rows={3}
            />
            <p>
              <button type="submit" className="button">
                {t("allowance.submit")}
              </button>
            </p>
          </Form>
        </section>
      )}
      <section aria-labelledby="before" className="measure grid gap-3">
        <h2 id="before">{t("allowance.before")}</h2>
        {changes.length === 0 ? <p className="muted">{t("allowance.before-none")}</p> : null}
        <ol className="rows">
          {changes.map((change) => (
            <li key={change.at.toISOString()}>
              <p className="small muted">
                {formatInstant(change.at, language, event.zone)}, <bdi>{change.by}</bdi>
              </p>
              <p>
                {t("allowance.change-value", {
                  minutes: Math.round(change.extraTimeSeconds / 60),
                  attempts: change.extraAttempts,
                })}
              </p>
              <p dir="auto" className="whitespace-pre-line">
                {change.reason}
              </p>
            </li>
          ))}
        </ol>
      </section>
    </div>,
  );
}
