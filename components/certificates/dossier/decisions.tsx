import { Form, fieldId, problemsOf, TextArea } from "@/components/ui/form";
import { formatCode } from "@/lib/certificates/code";
import { type DecisionCause, verdicts } from "@/lib/certificates/dossier/types";
import { formatNumber } from "@/lib/format/dates";
import { type ReleaseProps, stateOf } from "./release-props";

const SHOWN = 200;

/** People of whom the rule leaves something open, all for one cause: who they are, and the decision with its reason. */
export function Decisions({
  cause,
  open,
  ...props
}: ReleaseProps & { readonly cause: DecisionCause; readonly open: boolean }) {
  const { t, at, language } = props.page;
  const rows = props.dossier.rows.filter(
    ({ judgement }) => judgement.standing === "decision" && judgement.cause === cause,
  );
  if (rows.length === 0) return null;
  const state = stateOf(props, `decide-${cause}`);
  const choices = cause === "fallen" ? verdicts.slice(0, 1) : verdicts;
  const name = (word: string): string => `${word}-${cause}`;
  return (
    <section className="grid gap-4" aria-labelledby={name("decide")}>
      <h2 id={name("decide")}>{t(`release.cause.${cause}`)}</h2>
      <p className="measure">{t(`release.cause.${cause}.note`)}</p>
      <Form state={state} action="decide-release" className="grid gap-5">
        <input type="hidden" name="event" value={props.dossier.slug} />
        <input type="hidden" name="form" value={`decide-${cause}`} />
        <input type="hidden" name="cause" value={cause} />
        <fieldset className="field" id={fieldId(state, "people")}>
          <legend className="visually-hidden">{t("release.choose")}</legend>
          <ul className="rows measure">
            {rows.slice(0, SHOWN).map(({ personId, documentName, best, certificate, exception }) => (
              <li key={personId} className="flex flex-wrap items-baseline gap-x-6 gap-y-1">
                {open ? (
                  <label className="choice">
                    <input type="checkbox" name="people[]" value={personId} />
                    <bdi>{documentName}</bdi>
                  </label>
                ) : (
                  <bdi>{documentName}</bdi>
                )}
                {best ? (
                  <bdi className="nums">{`${formatNumber(best.earned, language)} / ${best.possible}`}</bdi>
                ) : null}
                {exception ? (
                  <span className="muted basis-full" dir="auto">
                    {exception}
                  </span>
                ) : null}
                {certificate ? (
                  <a href={at(`/verify/${certificate.code}`)}>
                    {t("release.decide", { code: formatCode(certificate.code) })}
                  </a>
                ) : null}
              </li>
            ))}
          </ul>
          {rows.length > SHOWN ? <p className="muted">{t("release.more", { count: rows.length - SHOWN })}</p> : null}
        </fieldset>
        {open ? (
          <>
            <fieldset className="field" id={fieldId(state, "verdict")}>
              <legend className="legend">{t("release.verdict")}</legend>
              {problemsOf(state, "verdict").map((problem) => (
                <p key={problem} className="problem">
                  {problem}
                </p>
              ))}
              {choices.map((verdict) => (
                <label key={verdict} className="choice">
                  <input
                    type="radio"
                    name="verdict"
                    value={verdict}
                    defaultChecked={choices.length === 1 || state.refused?.values.verdict === verdict}
                  />
                  {t(cause === "fallen" ? "release.verdict.keep" : `release.verdict.${verdict}`)}
                </label>
              ))}
            </fieldset>
            <TextArea
              state={state}
              name="reason"
              label={t("release.reason")}
              hint={t("release.reason.hint")}
              rows={3}
            />
            <p className="flex flex-wrap gap-3">
              <button type="submit" className="button quiet">
                {t("release.decide-chosen")}
              </button>
              {cause === "hours" ? (
                <button type="submit" name="all" value="1" className="button quiet">
                  {t("release.decide-all", { count: rows.length })}
                </button>
              ) : null}
            </p>
          </>
        ) : null}
      </Form>
    </section>
  );
}
