import { Form, type FormState, TextArea, TextField } from "@/components/ui/form";
import { HARD_MAXIMUM } from "@/lib/admission/applications/rules";
import type { ComposerView, Question, QuestionKind } from "@/lib/admission/applications/types";
import type { Page } from "@/lib/entry/page";
import { languageNames, languages } from "@/lib/format/languages";

type Props = {
  readonly page: Page;
  readonly state: FormState;
  readonly view: ComposerView;
  readonly kind: QuestionKind;
  /** null for a new one. */
  readonly question: Question | null;
};

/** One question in every language of the interface; English is the one it cannot do without. */
export function QuestionEditor({ page: { t, at }, state, view, kind, question }: Props) {
  const chosen = kind === "one" || kind === "several";
  const typed = kind === "short" || kind === "long";
  const required = state.refused ? state.refused.values.required === "yes" : (question?.required ?? !view.answered);
  return (
    <Form state={state} action="save-form-question" className="grid max-w-3xl gap-6" summary={false}>
      <input type="hidden" name="event" value={view.slug} />
      <input type="hidden" name="revision" value={view.form.revision} />
      <input type="hidden" name="question" value={question?.id ?? ""} />
      <input type="hidden" name="kind" value={kind} />
      {languages.map((language) => (
        <fieldset key={language} className="grid gap-4 border-t border-rule pt-3">
          <legend className="legend" lang={language}>
            {languageNames[language]}
          </legend>
          <TextField
            state={state}
            name={`label_${language}`}
            label={t("compose.field.label")}
            value={question?.layers[language]?.label}
            maxLength={300}
            required={language === "en"}
            dir="auto"
          />
          <TextArea
            state={state}
            name={`help_${language}`}
            label={t("compose.field.help")}
            rows={2}
            value={question?.layers[language]?.help}
          />
          {chosen ? (
            <TextArea
              state={state}
              name={`choices_${language}`}
              label={t("compose.field.choices")}
              hint={t(language === "en" ? "compose.field.choices.hint" : "compose.field.choices.other")}
              value={question?.choices.map(({ labels }) => labels[language] ?? "").join("\n")}
            />
          ) : null}
        </fieldset>
      ))}
      {typed ? (
        <TextField
          state={state}
          name="maximum"
          label={t("compose.field.maximum")}
          hint={t("compose.field.maximum.hint", { most: HARD_MAXIMUM })}
          inputMode="numeric"
          maxLength={5}
          value={String(question?.maximum ?? (kind === "short" ? 200 : 2000))}
        />
      ) : null}
      <label className="choice">
        <input type="checkbox" name="required" value="yes" defaultChecked={required} />
        <span>{t(kind === "consent" ? "compose.field.required.consent" : "compose.field.required")}</span>
      </label>
      <p className="flex flex-wrap gap-3">
        <button type="submit" className="button">
          {t(question ? "compose.save" : "compose.add.submit")}
        </button>
        <a className="button quiet" href={at(`/organize/events/${view.slug}/application-form#questions`)}>
          {t("compose.cancel")}
        </a>
      </p>
    </Form>
  );
}
