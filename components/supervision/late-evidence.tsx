import type { FormState } from "@/components/ui/form";
import { Form, TextArea, TextField, typed } from "@/components/ui/form";
import type { Page } from "@/lib/entry/page";
import type { Decision } from "@/lib/exams/evidence/types";
import type { Timeline } from "@/lib/exams/supervision/types";
import { formatInstant, formatSeconds } from "@/lib/format/dates";

type Props = {
  readonly page: Page;
  readonly state: FormState;
  readonly attempt: Timeline;
  readonly decisions: readonly Decision[];
  readonly actorId: string;
  readonly mayPropose: boolean;
};

/** A name inside a sentence, whichever way either is written. */
const isolated = (name: string): string => `\u2068${name}\u2069`;

/** What came too late, what was decided on it, and the forms by which two people decide. */
export function LateEvidence({ page, state, attempt, decisions, actorId, mayPropose }: Props) {
  const { t, language } = page;
  const { zone } = attempt.event;
  const open = decisions.find(({ confirmed }) => confirmed === null);
  const closed = attempt.state === "submitted" || attempt.state === "closed-by-time";
  return (
    <section aria-labelledby="evidence" className="grid gap-4">
      <h2 id="evidence">{t("decision.title")}</h2>
      {attempt.evidence.length === 0 ? (
        <p>{t("decision.none")}</p>
      ) : (
        <div className="table-scroll">
          <table className="table cards">
            <caption className="visually-hidden">{t("decision.caption")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("timeline.question")}</th>
                <th scope="col">{t("decision.late-answer")}</th>
                <th scope="col">{t("decision.stored")}</th>
                <th scope="col">{t("decision.received")}</th>
                <th scope="col">{t("decision.counts")}</th>
              </tr>
            </thead>
            <tbody>
              {attempt.evidence.map((row) => (
                <tr key={`${row.position}-${row.sequence}`}>
                  <th scope="row" data-label={t("timeline.question")}>
                    {row.position}
                  </th>
                  <td data-label={t("decision.late-answer")}>{row.letters.join(", ") || t("timeline.no-answer")}</td>
                  <td data-label={t("decision.stored")}>{row.stored.join(", ") || t("timeline.no-answer")}</td>
                  <td className="nums" data-label={t("decision.received")}>
                    {formatSeconds(row.at, language, zone)}
                  </td>
                  <td data-label={t("decision.counts")}>
                    {t(row.accepted ? "decision.counts-yes" : "decision.counts-no")}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {decisions.length > 0 ? (
        <ol className="rows measure">
          {decisions.map((decision) => (
            <li key={decision.id} className="grid gap-2">
              <p className="font-semibold">{what(page, decision)}</p>
              <p className="whitespace-pre-line" dir="auto">
                {decision.reason}
              </p>
              <p className="small muted">
                {t("decision.proposed-by", {
                  name: isolated(decision.proposedBy),
                  time: formatInstant(decision.proposedAt, language, zone),
                })}
              </p>
              {decision.confirmed === null || !decision.decidedAt ? (
                <Verdict page={page} state={state} attempt={attempt} decision={decision} actorId={actorId} />
              ) : (
                <p>
                  <span className={`state ${decision.confirmed ? "affirm" : "refuse"}`}>
                    {t(decision.confirmed ? "decision.confirmed" : "decision.refused")}
                  </span>{" "}
                  <span className="small muted">
                    {t("decision.decided-by", {
                      name: isolated(decision.decidedBy ?? ""),
                      time: formatInstant(decision.decidedAt, language, zone),
                    })}
                  </span>
                </p>
              )}
            </li>
          ))}
        </ol>
      ) : null}
      {attempt.evidence.length > 0 && closed && !open && mayPropose ? (
        <Propose page={page} state={state} attempt={attempt} />
      ) : null}
    </section>
  );
}

const what = ({ t }: Page, { kind, extraSeconds, changes }: Decision): string =>
  kind === "accept-evidence"
    ? t("decision.what.accept-evidence", { count: changes })
    : t("decision.what.grant-time", { minutes: Math.round((extraSeconds ?? 0) / 60), count: changes });

function Verdict({
  page: { t },
  state,
  attempt,
  decision,
  actorId,
}: {
  readonly page: Page;
  readonly state: FormState;
  readonly attempt: Timeline;
  readonly decision: Decision;
  readonly actorId: string;
}) {
  const own = decision.proposedById === actorId;
  return (
    <Form state={state} action="decide-proposal" className="grid gap-3" summary={false}>
      <input type="hidden" name="event" value={attempt.event.slug} />
      <input type="hidden" name="attempt" value={attempt.id} />
      <input type="hidden" name="decision" value={decision.id} />
      <p className="notice">{t(own ? "decision.waits-for-other" : "decision.waits-for-you")}</p>
      <p className="flex flex-wrap gap-3">
        {own ? null : (
          <button type="submit" className="button" name="verdict" value="confirm">
            {t("decision.confirm")}
          </button>
        )}
        <button type="submit" className="button quiet" name="verdict" value="refuse">
          {t(own ? "decision.take-back" : "decision.refuse")}
        </button>
      </p>
    </Form>
  );
}

function Propose({
  page: { t },
  state,
  attempt,
}: {
  readonly page: Page;
  readonly state: FormState;
  readonly attempt: Timeline;
}) {
  const timed = attempt.state === "closed-by-time";
  const kind = typed(state, "kind", "accept-evidence");
  return (
    <details open={state.refused !== null}>
      <summary className="font-semibold">{t("decision.propose.title")}</summary>
      <div className="mt-4 grid gap-4">
        <p className="measure">{t("decision.propose.lede")}</p>
        <Form state={state} action="propose-decision" summary={false}>
          <input type="hidden" name="event" value={attempt.event.slug} />
          <input type="hidden" name="attempt" value={attempt.id} />
          <fieldset className="field">
            <legend className="legend">{t("decision.propose.kind")}</legend>
            <label className="choice">
              <input
                type="radio"
                id="kind"
                name="kind"
                value="accept-evidence"
                defaultChecked={kind === "accept-evidence" || !timed}
              />
              <span>{t("decision.propose.accept-evidence")}</span>
            </label>
            {timed ? (
              <label className="choice">
                <input type="radio" name="kind" value="grant-time" defaultChecked={kind === "grant-time"} />
                <span>{t("decision.propose.grant-time")}</span>
              </label>
            ) : null}
          </fieldset>
          {timed ? (
            <TextField
              state={state}
              name="minutes"
              label={t("decision.propose.minutes")}
              hint={t("decision.propose.minutes-hint")}
              inputMode="numeric"
              maxLength={4}
            />
          ) : null}
          <TextArea state={state} name="reason" label={t("decision.propose.reason")} rows={3} />
          <p>
            <button type="submit" className="button">
              {t("decision.propose.submit")}
            </button>
          </p>
        </Form>
      </div>
    </details>
  );
}
