import type { ReactNode } from "react";
import { type FormState, problemsOf } from "./form";

export type CheckOption = { readonly value: string; readonly label: ReactNode };

type Props = {
  readonly state: FormState;
  /** The field's name without its brackets. */
  readonly name: string;
  readonly legend: string;
  readonly hint?: string | undefined;
  readonly options: readonly CheckOption[];
  readonly chosen: readonly string[];
  /** Each in a line of its own: for sentences. */
  readonly lines?: boolean;
};

/** Any number of choices from a short list; a refused form shows exactly what was ticked, be it nothing. */
export function CheckGroup({ state, name, legend, hint, options, chosen, lines = false }: Props) {
  const typed = state.refused?.values[name];
  const ticked: readonly string[] = state.refused ? (Array.isArray(typed) ? typed : []) : chosen;
  const problems = problemsOf(state, name);
  const described = [hint ? `${name}-hint` : "", problems.length > 0 ? `${name}-problem` : ""]
    .filter(Boolean)
    .join(" ");
  return (
    <fieldset className={`field${problems.length > 0 ? " bad" : ""}`} aria-describedby={described || undefined}>
      <legend className="legend">{legend}</legend>
      {hint ? (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      ) : null}
      {problems.length > 0 ? (
        <p className="problem" id={`${name}-problem`}>
          {problems.join(" ")}
        </p>
      ) : null}
      <div className={lines ? "grid" : "flex flex-wrap gap-x-6"}>
        {options.map(({ value, label }, at) => (
          <label key={value} className="choice">
            <input
              type="checkbox"
              id={at === 0 ? name : undefined}
              name={`${name}[]`}
              value={value}
              defaultChecked={ticked.includes(value)}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
