import type { ReactNode } from "react";
import type { Translate } from "@/lib/content/messages";
import type { Refused } from "@/lib/entry/define-form";

/** A form's memory: what was typed and what is to mend. */
export type FormState = {
  readonly t: Translate;
  readonly here: string;
  readonly refused: Refused | null;
  /** Tells this form's fields from those of the same name in the page's other forms. */
  readonly prefix?: string;
};

/** The id of a field: its name, unless its form has a prefix. */
export const fieldId = ({ prefix }: Pick<FormState, "prefix">, name: string): string =>
  prefix ? `${prefix}-${name}` : name;

const text = (value: string | readonly string[] | undefined): string | undefined =>
  typeof value === "string" ? value : undefined;

export function typed(state: FormState, name: string, otherwise = ""): string {
  return text(state.refused?.values[name]) ?? otherwise;
}

export function problemsOf(state: FormState, name: string): string[] {
  return (state.refused?.problems ?? [])
    .filter(({ field }) => field === name)
    .map(({ key, values }) => state.t(key, values));
}

/** Says at the top what is to mend, each a link to its field. */
export function ProblemSummary({ state }: { readonly state: FormState }) {
  if (!state.refused) return null;
  return (
    <div className="notice refuse mb-6" id="problems" role="alert">
      <h2 className="text-base! font-sans!">{state.t("form.problems")}</h2>
      <ul className="mt-1">
        {state.refused.problems.map(({ field, key, values }, i) => (
          <li key={`${field}-${key}-${i.toString()}`}>
            {field ? <a href={`#${fieldId(state, field)}`}>{state.t(key, values)}</a> : state.t(key, values)}
          </li>
        ))}
      </ul>
    </div>
  );
}

type FormProps = {
  readonly state: FormState;
  readonly action: string;
  readonly children: ReactNode;
  readonly className?: string;
  readonly summary?: boolean;
  /** It has a field for files. */
  readonly files?: boolean;
  /** Its answer opens in a new tab, and what is being written on this page stays; the words beside it say so. */
  readonly newTab?: boolean;
};

/** A plain form to a stable address, which remembers what was typed. */
export function Form({
  state,
  action,
  children,
  className = "grid gap-6",
  summary = true,
  files = false,
  newTab = false,
}: FormProps) {
  return (
    <form
      action={`/forms/${action}`}
      method="post"
      className={className}
      encType={files ? "multipart/form-data" : undefined}
      target={newTab ? "_blank" : undefined}
      noValidate
    >
      {summary ? <ProblemSummary state={state} /> : null}
      <input type="hidden" name="_page" value={state.here} />
      {children}
    </form>
  );
}

type FieldProps = {
  readonly state: FormState;
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly children: (props: {
    id: string;
    name: string;
    "aria-describedby"?: string;
    "aria-invalid"?: true;
  }) => ReactNode;
};

/** A labelled control with its hint and its problem, tied together for screen readers. */
export function Field({ state, name, label, hint, children }: FieldProps) {
  const problems = problemsOf(state, name);
  const id = fieldId(state, name);
  const described = [hint ? `${id}-hint` : "", problems.length > 0 ? `${id}-problem` : ""].filter(Boolean).join(" ");
  return (
    <div className={`field${problems.length > 0 ? " bad" : ""}`}>
      <label htmlFor={id}>{label}</label>
      {hint ? (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {problems.length > 0 ? (
        <p className="problem" id={`${id}-problem`}>
          {problems.join(" ")}
        </p>
      ) : null}
      {children({
        id,
        name,
        ...(described ? { "aria-describedby": described } : {}),
        ...(problems.length > 0 ? { "aria-invalid": true as const } : {}),
      })}
    </div>
  );
}

type TextFieldProps = Omit<FieldProps, "children"> & {
  readonly type?: "text" | "email" | "password" | "number" | "date" | "datetime-local" | "search";
  readonly autoComplete?: string;
  readonly value?: string | undefined;
  readonly maxLength?: number;
  readonly required?: boolean;
  readonly dir?: "auto" | "ltr";
  /** "numeric": a whole number; as text, because a number field drops what it cannot read. */
  readonly inputMode?: "numeric";
};

/** One line of text. A password is never shown again. */
export function TextField({
  type = "text",
  autoComplete,
  value,
  maxLength = 400,
  required = false,
  dir,
  inputMode,
  ...field
}: TextFieldProps) {
  return (
    <Field {...field}>
      {(control) => (
        <input
          {...control}
          className="input"
          type={type}
          autoComplete={autoComplete ?? "off"}
          defaultValue={type === "password" ? undefined : typed(field.state, field.name, value)}
          maxLength={maxLength}
          required={required}
          dir={dir}
          inputMode={inputMode}
        />
      )}
    </Field>
  );
}

/** Several lines of text. */
export function TextArea({
  value,
  rows = 5,
  ...field
}: Omit<FieldProps, "children"> & { readonly value?: string | undefined; readonly rows?: number }) {
  return (
    <Field {...field}>
      {(control) => (
        <textarea
          {...control}
          className="input"
          rows={rows}
          dir="auto"
          defaultValue={typed(field.state, field.name, value)}
        />
      )}
    </Field>
  );
}

export type Option = { readonly value: string; readonly label: string };

/** A choice of one from a list. */
export function Select({
  value,
  options,
  ...field
}: Omit<FieldProps, "children"> & { readonly value?: string | undefined; readonly options: readonly Option[] }) {
  return (
    <Field {...field}>
      {(control) => (
        <select {...control} className="input" defaultValue={typed(field.state, field.name, value)}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
