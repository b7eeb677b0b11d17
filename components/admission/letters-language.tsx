import { Field, type FormState, typed } from "@/components/ui/form";
import { languageNames, languages } from "@/lib/format/languages";

type Props = { readonly state: FormState; readonly value: string; readonly name?: string };

/** The language of letters to people who may have no account yet; who has one gets them in their own. */
export function LettersLanguage({ state, value, name = "language" }: Props) {
  return (
    <Field state={state} name={name} label={state.t("letters-language")} hint={state.t("letters-language.hint")}>
      {(control) => (
        <select {...control} className="input" defaultValue={typed(state, name, value)}>
          {languages.map((language) => (
            <option key={language} value={language} lang={language}>
              {languageNames[language]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
