import { Field, type FormState, Select, TextArea, TextField } from "@/components/ui/form";
import { exceptionRows } from "@/lib/certificates/dossier/schema";
import { type ClosingView, supervisions } from "@/lib/certificates/dossier/types";

/** What an organizer hands in beside the report: exceptions, who signs, a partner's logo, supervision and validity. */
export function ClosingFields({ state, closing }: { readonly state: FormState; readonly closing: ClosingView }) {
  const { t } = state;
  const { stored, partners } = closing;
  const allowed = partners.filter(({ mayShowLogo }) => mayShowLogo);
  const typed = state.refused?.values;
  return (
    <>
      {closing.hasExam ? (
        <Select
          state={state}
          name="supervision"
          label={t("dossier.supervision")}
          hint={t("dossier.supervision.hint")}
          value={closing.supervision ?? ""}
          options={[
            { value: "", label: t("common.not-stated") },
            ...supervisions.map((value) => ({ value, label: t(`dossier.supervision.${value}`) })),
          ]}
        />
      ) : null}
      {closing.certificateKind ? (
        <>
          <TextField
            state={state}
            name="validMonths"
            label={t("dossier.valid.field")}
            hint={t("dossier.valid.hint")}
            inputMode="numeric"
            maxLength={3}
            value={closing.validMonths === null ? "" : String(closing.validMonths)}
          />
          <fieldset className="part grid gap-5">
            <legend className="legend">{t("dossier.signatory")}</legend>
            <TextField
              state={state}
              name="signatory"
              label={t("dossier.signatory.field")}
              hint={
                closing.signatory
                  ? t("dossier.signatory.hint", { name: `\u2068${closing.signatory}\u2069` })
                  : t("dossier.signatory.hint-none")
              }
              dir="auto"
              maxLength={120}
              value={stored.signatory?.name}
            />
            <TextArea
              state={state}
              name="signatoryWhy"
              label={t("dossier.why")}
              rows={2}
              value={stored.signatory?.justification}
            />
          </fieldset>
          {partners.length > 0 ? (
            <fieldset className="part grid gap-5">
              <legend className="legend">{t("dossier.logo")}</legend>
              <p className="hint">{t("dossier.logo.rule")}</p>
              {allowed.length === 0 ? (
                <p>{t("dossier.logo.none-allowed")}</p>
              ) : (
                <>
                  <Select
                    state={state}
                    name="partner"
                    label={t("dossier.logo.partner")}
                    value={stored.partnerLogo?.partner ?? ""}
                    options={[
                      { value: "", label: t("dossier.logo.none-chosen") },
                      ...allowed.map(({ name }) => ({ value: name, label: name })),
                    ]}
                  />
                  <Field state={state} name="logo" label={t("dossier.logo.file")} hint={t("dossier.logo.file-hint")}>
                    {(control) => <input {...control} className="input" type="file" accept="image/png,image/jpeg" />}
                  </Field>
                  <TextArea
                    state={state}
                    name="partnerWhy"
                    label={t("dossier.why")}
                    rows={2}
                    value={stored.partnerLogo?.justification}
                  />
                </>
              )}
            </fieldset>
          ) : null}
          <details
            className="part"
            open={
              closing.exceptions.length > 0 || exceptionRows.some((row) => typed?.[`who${row}`] || typed?.[`why${row}`])
            }
          >
            <summary className="font-semibold">{t("dossier.exceptions")}</summary>
            <div className="mt-4 grid gap-5">
              <p className="measure">{t("dossier.exceptions.lede")}</p>
              {exceptionRows.map((row) => (
                <fieldset key={row} className="grid gap-3 border-t border-rule pt-4">
                  <legend className="small muted">{t("dossier.exceptions.number", { number: row })}</legend>
                  <TextField
                    state={state}
                    name={`who${row}`}
                    label={t("dossier.exceptions.who")}
                    dir="auto"
                    maxLength={320}
                    value={closing.exceptions[row - 1]?.who}
                  />
                  <TextArea
                    state={state}
                    name={`why${row}`}
                    label={t("dossier.exceptions.why")}
                    rows={2}
                    value={closing.exceptions[row - 1]?.reason}
                  />
                </fieldset>
              ))}
            </div>
          </details>
        </>
      ) : null}
    </>
  );
}
