import { Field, Form, type FormState, Select, TextField, typed } from "@/components/ui/form";
import { documentLanguages } from "@/lib/certificates/documents/rules";
import type { Template } from "@/lib/certificates/documents/types";
import type { MessageKey } from "@/lib/content/messages";
import { languageNames } from "@/lib/format/languages";

type Props = {
  readonly state: FormState;
  readonly organization: string;
  readonly revision: string;
  readonly template: Template;
  readonly logoName: string | null;
  readonly signatureName: string | null;
};

const kinds = ["organization-certificate", "attendance-letter", "itu-certificate", "itu-badge"] as const;

/** Everything that an organization says of its documents' look, with a button that shows a specimen without saving. */
export function TemplateForm({ state, organization, revision, template, logoName, signatureName }: Props) {
  const { t } = state;
  return (
    <Form state={state} action="save-template" className="grid max-w-3xl gap-10" files>
      <input type="hidden" name="organization" value={organization} />
      <input type="hidden" name="revision" value={revision} />
      <fieldset className="grid gap-5">
        <legend className="mb-3">
          <h2>{t("template.colours")}</h2>
        </legend>
        <p className="small muted measure">{t("template.colours-hint")}</p>
        <div className="grid gap-5 sm:grid-cols-2">
          <ColourField state={state} name="line" value={template.colours.line} />
          <ColourField state={state} name="accent" value={template.colours.accent} />
        </div>
      </fieldset>
      <fieldset className="grid gap-5">
        <legend className="mb-3">
          <h2>{t("template.pictures")}</h2>
        </legend>
        <p className="small muted measure">{t("template.pictures-hint")}</p>
        <PictureField state={state} name="logo" drop="dropLogo" kept={logoName} />
        <PictureField state={state} name="signature" drop="dropSignature" kept={signatureName} />
        <TextField
          state={state}
          name="signatory"
          label={t("template.signatory")}
          hint={t("template.signatory-hint")}
          value={template.signatory ?? ""}
          maxLength={120}
          dir="auto"
        />
      </fieldset>
      <fieldset className="grid gap-5">
        <legend className="mb-3">
          <h2>{t("template.words")}</h2>
        </legend>
        <p className="small muted measure">{t("template.words-hint")}</p>
        {documentLanguages.map((language) => (
          <fieldset key={language} className="grid gap-4 border-t border-rule pt-4 sm:grid-cols-2">
            <legend className="contents">
              <h3 className="sm:col-span-2" lang={language}>
                {languageNames[language]}
              </h3>
            </legend>
            {(["title", "statement"] as const).map((part) => (
              <TextField
                key={part}
                state={state}
                name={`${part}-${language}`}
                label={t(part === "title" ? "template.title-field" : "template.statement")}
                value={template.words[language]?.[part] ?? ""}
                maxLength={part === "title" ? 60 : 140}
                dir="auto"
              />
            ))}
          </fieldset>
        ))}
      </fieldset>
      <fieldset className="grid gap-5 border-t border-rule pt-6">
        <legend className="contents">
          <h2>{t("template.specimen")}</h2>
        </legend>
        <p className="small muted measure">{t("template.specimen-hint")}</p>
        <div className="grid gap-5 sm:grid-cols-2">
          <Select
            state={state}
            name="kind"
            label={t("template.specimen-kind")}
            options={kinds.map((kind) => ({ value: kind, label: t(`certificate-kind.${kind}` as MessageKey) }))}
          />
          <Select
            state={state}
            name="language"
            label={t("template.specimen-language")}
            options={documentLanguages.map((value) => ({ value, label: languageNames[value] ?? value }))}
          />
        </div>
        <div className="flex flex-wrap gap-3">
          <button type="submit" className="button">
            {t("template.save")}
          </button>
          <button
            type="submit"
            className="button quiet"
            formAction={`/api/organizations/${organization}/specimen.pdf`}
            formMethod="get"
            formTarget="_blank"
          >
            {t("template.show")}
          </button>
        </div>
      </fieldset>
    </Form>
  );
}

function ColourField({
  state,
  name,
  value,
}: {
  readonly state: FormState;
  readonly name: "line" | "accent";
  readonly value: string;
}) {
  return (
    <Field state={state} name={name} label={state.t(`template.${name}`)} hint={state.t(`template.${name}-hint`)}>
      {(control) => (
        <input
          {...control}
          className="input h-12 max-w-32 p-1!"
          type="color"
          defaultValue={typed(state, name, value)}
        />
      )}
    </Field>
  );
}

function PictureField({
  state,
  name,
  drop,
  kept,
}: {
  readonly state: FormState;
  readonly name: "logo" | "signature";
  readonly drop: string;
  readonly kept: string | null;
}) {
  const { t } = state;
  return (
    <div className="grid gap-2">
      <Field
        state={state}
        name={name}
        label={t(`template.${name}`)}
        hint={kept ? t("template.kept", { name: kept }) : t("template.no-picture")}
      >
        {(control) => <input {...control} className="input" type="file" accept="image/png,image/jpeg" />}
      </Field>
      {kept ? (
        <label className="flex items-center gap-2 py-1">
          <input type="checkbox" name={drop} value="yes" defaultChecked={typed(state, drop) === "yes"} />
          {t(`template.drop-${name}`)}
        </label>
      ) : null}
    </div>
  );
}
