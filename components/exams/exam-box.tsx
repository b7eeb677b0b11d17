import { NameFields } from "@/components/people/fields";
import { Form, problemsOf } from "@/components/ui/form";
import type { MessageKey } from "@/lib/content/messages";
import type { Refused } from "@/lib/entry/define-form";
import type { Page } from "@/lib/entry/page";
import type { ExamBoxView } from "@/lib/exams/types";
import { formatInstant, joinParts } from "@/lib/format/dates";
import { languageNames } from "@/lib/format/languages";

type Props = {
  readonly page: Page;
  readonly exam: ExamBoxView;
  readonly zone: string;
  readonly refused: Refused | null;
  /** A name that is not confirmed for the certificate yet; null where nothing is to ask. */
  readonly name: { readonly fullName: string; readonly nativeName: string | null } | null;
};

/** The exam as its learner meets it before and after sitting it: the rules in words, the clock, and one next step. */
export function ExamBox({ page: { t, at, here, language }, exam, zone, refused, name }: Props) {
  const when = (instant: Date): string =>
    zone === exam.zone
      ? formatInstant(instant, language, exam.zone)
      : `${formatInstant(instant, language, exam.zone)}, ${t("common.your-time", { time: formatInstant(instant, language, zone) })}`;
  const left = exam.attemptsAllowed - exam.attemptsUsed;
  return (
    <section aria-labelledby="exam" className="grid gap-4 border-y border-rule py-6">
      <h2 id="exam">{t("exam.title")}</h2>
      <ul className="bullets measure">
        <li>{t("exam.rule.questions", { questions: exam.questions, minutes: exam.timeLimitMinutes })}</li>
        <li>
          {t(exam.strict ? "exam.rule.pass-more" : "exam.rule.pass-least", {
            threshold: exam.threshold,
            least: exam.leastPoints ?? exam.possiblePoints,
            possible: exam.possiblePoints,
          })}
        </li>
        <li>{t("exam.rule.attempts", { attempts: exam.attemptsAllowed })}</li>
        <li>{t("exam.rule.saving")}</li>
        <li>{t("exam.rule.clock")}</li>
        <li>{t("exam.rule.log")}</li>
      </ul>
      {exam.running || left <= 0 || exam.window === "past" ? null : (
        <p>
          <a href={at(`/learn/${exam.eventSlug}/rehearsal`)}>{t("exam.rehearse")}</a>{" "}
          <span className="muted">{t("exam.rehearse-hint")}</span>
        </p>
      )}
      {exam.finished.length > 0 ? (
        <ul className="grid gap-1">
          {exam.finished.map(({ id, number, state, closedAt }) => (
            <li key={id}>
              <a href={at(`/exams/${id}/result`)}>{t("exam.see-result", { number })}</a>{" "}
              <span className="muted small">
                {joinParts(
                  [t(`attempt-state.${state}` as MessageKey), formatInstant(closedAt, language, zone)],
                  language,
                )}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {exam.running ? (
        <p>
          <a className="button" href={at(`/exams/${exam.running.id}`)}>
            {t("exam.continue")}
          </a>{" "}
          <span className="muted">{t("exam.ends", { time: when(exam.running.deadlineAt) })}</span>
        </p>
      ) : exam.window === "open" && left > 0 && exam.nextStartAt ? (
        <p className="muted">{t("exam.next-start", { time: when(exam.nextStartAt) })}</p>
      ) : exam.window === "open" && left > 0 ? (
        <>
          {exam.lastSafeStart ? <p>{t("exam.last-safe-start", { time: when(exam.lastSafeStart) })}</p> : null}
          {exam.minutesIfStartedNow < exam.timeLimitMinutes ? (
            <p className="notice caution">{t("exam.short", { minutes: exam.minutesIfStartedNow })}</p>
          ) : (
            <p>{t("exam.minutes-now", { minutes: exam.minutesIfStartedNow })}</p>
          )}
          <Form state={{ t, here, refused }} action="start-exam" className="grid gap-3">
            <input type="hidden" name="event" value={exam.eventSlug} />
            {exam.languages.length > 1 ? (
              <fieldset className="field">
                <legend className="legend">{t("exam.language")}</legend>
                <p className="hint">{t("exam.language-hint")}</p>
                {exam.languages.map((offered, i) => (
                  <label key={offered} className="choice">
                    <input
                      type="radio"
                      name="language"
                      value={offered}
                      defaultChecked={exam.languages.includes(language) ? offered === language : i === 0}
                    />
                    <span lang={offered}>{languageNames[offered] ?? offered}</span>
                  </label>
                ))}
              </fieldset>
            ) : (
              <p className="muted">
                {t("exam.language-one", { language: languageNames[exam.languages[0] ?? "en"] ?? "English" })}
              </p>
            )}
            {name ? (
              <fieldset className="grid max-w-xl gap-5">
                <legend className="legend">{t("certificate-name.title")}</legend>
                <p className="hint">{t("certificate-name.at-start")}</p>
                <NameFields state={{ t, here, refused }} fullName={name.fullName} nativeName={name.nativeName} />
              </fieldset>
            ) : null}
            <div className="field">
              <p className="measure font-serif">{t("exam.honour-text")}</p>
              <label className="choice" htmlFor="honour">
                <input type="checkbox" id="honour" name="honour" value="yes" aria-describedby="honour-problem" />
                {t("exam.honour")}
              </label>
              {problemsOf({ t, here, refused }, "honour").map((problem) => (
                <p key={problem} id="honour-problem" className="problem">
                  {problem}
                </p>
              ))}
            </div>
            <p>
              <button type="submit" className="button">
                {t("exam.start")}
              </button>
            </p>
          </Form>
        </>
      ) : (
        <p className="muted">
          {left <= 0
            ? t("exam.none-left")
            : exam.window === "upcoming" && exam.opensAt
              ? t("exam.opens", { time: when(exam.opensAt) })
              : exam.window === "past"
                ? t("exam.over")
                : t("exam.to-be-announced")}
        </p>
      )}
    </section>
  );
}
