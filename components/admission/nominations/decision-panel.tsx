import { Form, type FormState, problemsOf } from "@/components/ui/form";
import type { NominationUnit } from "@/lib/admission/nominations/types";
import type { MessageKey, Translate } from "@/lib/content/messages";

type Props = {
  readonly t: Translate;
  readonly state: FormState;
  readonly slug: string;
  readonly unit: NominationUnit;
};

const decisions = ["none", "selected", "waiting", "not-selected"] as const;

/** What is to become of one unit; kept until all decisions are sent together. */
export function DecisionPanel({ t, state, slug, unit }: Props) {
  if (unit.standing !== "nominated" && unit.standing !== "waiting") return null;
  // Only the form that was refused shows what was typed into it.
  const own = state.refused?.values.nomination === unit.id ? state : { ...state, refused: null };
  const typed = own.refused?.values;
  const problems = [...problemsOf(own, "reason"), ...problemsOf(own, "decision")];
  const id = (name: string): string => `${name}-${unit.id}`;
  return (
    <Form state={own} action="decide-nomination" className="flex flex-wrap items-end gap-x-4 gap-y-3" summary={false}>
      <input type="hidden" name="event" value={slug} />
      <input type="hidden" name="nomination" value={unit.id} />
      <div className="field">
        <label htmlFor={id("decision")}>{t("nominations.decision")}</label>
        <select
          id={id("decision")}
          name="decision"
          className="input"
          defaultValue={String(typed?.decision ?? unit.decision ?? "none")}
        >
          {decisions.map((decision) => (
            <option key={decision} value={decision}>
              {t(`nominations.decision.${decision}` satisfies MessageKey)}
            </option>
          ))}
        </select>
      </div>
      <div className={`field grow${problems.length > 0 ? " bad" : ""}`}>
        <label htmlFor={id("reason")}>{t("nominations.reason")}</label>
        {problems.length > 0 ? (
          <p className="problem" id={id("problem")}>
            {problems.join(" ")}
          </p>
        ) : null}
        <input
          id={id("reason")}
          name="reason"
          className="input"
          dir="auto"
          maxLength={1000}
          autoComplete="off"
          aria-describedby={problems.length > 0 ? id("problem") : undefined}
          defaultValue={String(typed?.reason ?? unit.reason ?? "")}
        />
      </div>
      <button type="submit" className="button quiet">
        {t("nominations.decide")}
      </button>
    </Form>
  );
}
