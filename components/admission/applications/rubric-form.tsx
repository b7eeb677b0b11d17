import { Field, Form, type FormState, problemsOf, TextField, typed } from "@/components/ui/form";
import { criterionRows } from "@/lib/admission/applications/schema";
import type { ComposerView } from "@/lib/admission/applications/types";
import type { Page } from "@/lib/entry/page";

type Props = { readonly page: Page; readonly state: FormState; readonly view: ComposerView };

/** By what reviewers score; fixed from the first score on. */
export function RubricForm({ page: { t }, state, view }: Props) {
  const { criteria, revision } = view.rubric;
  if (view.scored)
    return (
      <>
        <p className="notice measure">{t("compose.rubric.fixed")}</p>
        <table className="table cards max-w-3xl">
          <caption className="visually-hidden">{t("compose.rubric")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("compose.rubric.label")}</th>
              <th scope="col">{t("compose.rubric.maximum")}</th>
              <th scope="col">{t("compose.rubric.weight")}</th>
            </tr>
          </thead>
          <tbody>
            {criteria.map(({ id, label, maximum, weight }) => (
              <tr key={id}>
                <th scope="row" dir="auto">
                  {label}
                </th>
                <td data-label={t("compose.rubric.maximum")}>{maximum}</td>
                <td data-label={t("compose.rubric.weight")}>{weight}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className="small muted">{t("compose.rubric.needed", { count: view.reviewersNeeded })}</p>
      </>
    );
  const shown = criterionRows.slice(0, Math.max(4, Math.min(criterionRows.length, criteria.length + 2)));
  return (
    <Form state={state} action="save-rubric" className="grid max-w-3xl gap-6" summary={false}>
      <input type="hidden" name="event" value={view.slug} />
      <input type="hidden" name="revision" value={revision} />
      {shown.map((row) => (
        <fieldset key={row} className="grid gap-3 border-t border-rule pt-3 md:grid-cols-[minmax(0,1fr)_7rem_7rem]">
          <legend className="legend float-start col-span-full">{t("compose.rubric.criterion", { number: row })}</legend>
          <input type="hidden" name={`id${row}`} value={criteria[row - 1]?.id ?? ""} />
          <TextField
            state={state}
            name={`label${row}`}
            label={t("compose.rubric.label")}
            value={criteria[row - 1]?.label}
            maxLength={200}
            dir="auto"
          />
          <SmallNumber
            state={state}
            name={`maximum${row}`}
            label={t("compose.rubric.maximum")}
            value={criteria[row - 1]?.maximum}
          />
          <SmallNumber
            state={state}
            name={`weight${row}`}
            label={t("compose.rubric.weight")}
            value={criteria[row - 1]?.weight}
          />
        </fieldset>
      ))}
      <TextField
        state={state}
        name="reviewers"
        label={t("compose.rubric.reviewers")}
        hint={t("compose.rubric.reviewers.hint")}
        inputMode="numeric"
        maxLength={1}
        value={String(view.reviewersNeeded)}
      />
      <p>
        <button type="submit" className="button">
          {t("compose.rubric.save")}
        </button>
      </p>
    </Form>
  );
}

function SmallNumber({
  state,
  name,
  label,
  value,
}: {
  readonly state: FormState;
  readonly name: string;
  readonly label: string;
  readonly value: number | undefined;
}) {
  return (
    <Field state={state} name={name} label={label}>
      {(control) => (
        <input
          {...control}
          className="input"
          inputMode="numeric"
          maxLength={3}
          autoComplete="off"
          aria-invalid={problemsOf(state, name).length > 0 || undefined}
          defaultValue={typed(state, name, value === undefined ? "" : String(value))}
        />
      )}
    </Field>
  );
}
