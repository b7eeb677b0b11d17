import { Field, Form, type FormState, TextArea, typed } from "@/components/ui/form";
import { scoreFieldOf } from "@/lib/admission/selection/schema";
import type { ApplicantView } from "@/lib/admission/selection/types";
import type { Page } from "@/lib/entry/page";
import { formatInstant, formatNumber } from "@/lib/format/dates";

type Props = { readonly page: Page; readonly state: FormState; readonly view: ApplicantView };

/** The asking person's own scores, and the others' once they may be seen. */
export function Scores({ page, state, view }: Props) {
  const { t, language } = page;
  const { event, mine, others, given } = view;
  if (event.criteria.length === 0) return <p>{t("problem.selection.no-rubric")}</p>;
  const open = event.state === "published" && (view.state === "submitted" || view.state === "shortlisted");
  const weights = event.criteria.reduce((sum, { weight }) => sum + weight, 0);
  return (
    <>
      {open ? (
        <Form state={state} action="score-application" className="grid max-w-3xl gap-5" summary={false}>
          <input type="hidden" name="event" value={event.slug} />
          <input type="hidden" name="application" value={view.id} />
          {event.criteria.map(({ id, label, maximum, weight }) => {
            const name = scoreFieldOf(id);
            return (
              <Field
                key={id}
                state={state}
                name={name}
                label={label}
                hint={t("selection.score.hint", { maximum, share: Math.round((100 * weight) / weights) })}
              >
                {(control) => (
                  <input
                    {...control}
                    className="input w-24!"
                    inputMode="numeric"
                    maxLength={3}
                    autoComplete="off"
                    defaultValue={typed(state, name, mine?.scores[id] === undefined ? "" : String(mine.scores[id]))}
                  />
                )}
              </Field>
            );
          })}
          <TextArea
            state={state}
            name="comment"
            label={t("selection.comment")}
            hint={t("selection.comment.hint")}
            rows={4}
            value={mine?.comment}
          />
          <p>
            <button type="submit" className="button">
              {t(mine ? "selection.score.again" : "selection.score.save")}
            </button>
          </p>
          {mine ? (
            <p className="hint">
              {t("selection.score.kept", {
                percent: formatNumber(Math.round(mine.percent), language),
                time: formatInstant(mine.savedAt, language, event.zone),
              })}
            </p>
          ) : null}
        </Form>
      ) : null}
      {others === null ? (
        <p className="measure muted">{t("selection.others.hidden", { given, needed: event.reviewersNeeded })}</p>
      ) : others.length === 0 ? (
        <p className="measure muted">{t("selection.others.none")}</p>
      ) : (
        <ul className="rows">
          {others.map((score) => (
            <li key={score.reviewer + score.savedAt.toISOString()} className="grid gap-1">
              <p>
                <bdi className="font-semibold">{score.reviewer}</bdi>{" "}
                <span className="nums">
                  {t("selection.others.percent", { percent: formatNumber(Math.round(score.percent), language) })}
                </span>
              </p>
              <p className="small muted">
                {event.criteria.map(({ id, label, maximum }) => (
                  <span key={id} className="me-4 inline-block">
                    <bdi>{label}</bdi>:{" "}
                    <bdi className="nums">
                      {score.scores[id] ?? 0} / {maximum}
                    </bdi>
                  </span>
                ))}
              </p>
              {score.comment ? (
                <p className="measure whitespace-pre-line" dir="auto">
                  {score.comment}
                </p>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
