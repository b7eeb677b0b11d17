import { CheckGroup } from "@/components/ui/check-group";
import { Field, type FormState, problemsOf, typed } from "@/components/ui/form";
import { fieldOf, fileFieldOf } from "@/lib/admission/applications/rules";
import type { AnswerFile, Answers, AskedQuestion } from "@/lib/admission/applications/types";
import type { Page } from "@/lib/entry/page";
import { formatNumber } from "@/lib/format/dates";
import { directionOf } from "@/lib/format/languages";
import { acceptedFiles, MAXIMUM_FILE_BYTES } from "@/lib/uploads/rules";

type Props = {
  readonly page: Pick<Page, "t" | "language">;
  readonly state: FormState;
  readonly question: AskedQuestion;
  readonly answers: Answers;
  readonly file: AnswerFile | null;
};

/** The language and direction of a question that is not in the page's language. */
const spokenIn = (
  { label }: AskedQuestion,
  language: string,
): { readonly lang?: string; readonly dir?: "ltr" | "rtl" } =>
  label.language === language ? {} : { lang: label.language, dir: directionOf(label.language) };

/** A composed question as its applicant answers it; what is typed into it survives a refusal and a pause. */
export function AnswerField({ page, state, question, answers, file }: Props) {
  const { t } = page;
  const name = fieldOf(question.id);
  const kept = answers[question.id] ?? "";
  const label = question.required ? question.label.text : t("apply.optional", { label: question.label.text });
  const spoken = spokenIn(question, page.language);
  switch (question.kind) {
    case "short":
    case "long": {
      const longest = t("apply.longest", { maximum: question.maximum ?? 0 });
      const own = spoken.lang === undefined;
      const hint = [question.help, own ? longest : ""].filter(Boolean).join(" ") || undefined;
      const value = typed(state, name, typeof kept === "string" ? kept : "");
      return (
        <div {...spoken}>
          <Field state={state} name={name} label={label} hint={hint}>
            {(control) =>
              question.kind === "short" ? (
                <input {...control} className="input" dir="auto" autoComplete="off" defaultValue={value} />
              ) : (
                <textarea {...control} className="input" rows={7} dir="auto" defaultValue={value} />
              )
            }
          </Field>
          {own ? null : (
            <p className="hint" lang={page.language} dir={directionOf(page.language)}>
              {longest}
            </p>
          )}
        </div>
      );
    }
    case "one":
      return (
        <OneOf
          page={page}
          state={state}
          question={question}
          label={label}
          kept={typeof kept === "string" ? kept : ""}
        />
      );
    case "several":
      return (
        <div {...spoken}>
          <CheckGroup
            state={state}
            name={name}
            legend={label}
            hint={question.help || undefined}
            options={question.choices.map((choice) => ({ value: choice.id, label: choice.label }))}
            chosen={typeof kept === "string" ? [] : kept}
          />
        </div>
      );
    case "consent": {
      const checked = state.refused ? state.refused.values[name] === "yes" : kept === "yes";
      return (
        <div className="field" {...spoken}>
          <div>
            <label className="choice">
              <input type="checkbox" id={name} name={name} value="yes" defaultChecked={checked} />
              <span>{label}</span>
            </label>
          </div>
          {question.help ? <p className="hint">{question.help}</p> : null}
        </div>
      );
    }
    case "file":
      return <FileAnswer page={page} state={state} question={question} label={label} file={file} />;
  }
}

function OneOf({
  page: { t, language },
  state,
  question,
  label,
  kept,
}: Pick<Props, "page" | "state" | "question"> & { readonly label: string; readonly kept: string }) {
  const name = fieldOf(question.id);
  const chosen = typed(state, name, kept);
  const hint = question.help ? `${name}-hint` : undefined;
  return (
    <fieldset className="field" aria-describedby={hint} {...spokenIn(question, language)}>
      <legend className="legend">{label}</legend>
      {hint ? (
        <p className="hint" id={hint}>
          {question.help}
        </p>
      ) : null}
      <div>
        {question.choices.map((choice, i) => (
          <label key={choice.id} className="choice">
            <input
              type="radio"
              id={i === 0 ? name : undefined}
              name={name}
              value={choice.id}
              defaultChecked={choice.id === chosen}
            />
            <span>{choice.label}</span>
          </label>
        ))}
        {question.required ? null : (
          <label className="choice">
            <input type="radio" name={name} value="" defaultChecked={chosen === ""} />
            <span>{t("apply.no-answer")}</span>
          </label>
        )}
      </div>
    </fieldset>
  );
}

function FileAnswer({
  page: { t, language },
  state,
  question,
  label,
  file,
}: Pick<Props, "page" | "state" | "question" | "file"> & { readonly label: string }) {
  const name = fileFieldOf(question.id);
  const problems = problemsOf(state, name);
  return (
    <div
      className={`field${problems.length > 0 ? " bad" : ""}`}
      id={fieldOf(question.id)}
      {...spokenIn(question, language)}
    >
      <label htmlFor={name}>{label}</label>
      <p className="hint" id={`${name}-hint`}>
        {question.help ? `${question.help} ` : ""}
        <span lang={language} dir={directionOf(language)}>
          {t("apply.file.hint", { megabytes: formatNumber(Math.floor(MAXIMUM_FILE_BYTES / 1_048_576), language) })}
        </span>
      </p>
      {problems.length > 0 ? (
        <p className="problem" id={`${name}-problem`} lang={language} dir={directionOf(language)}>
          {problems.join(" ")}
        </p>
      ) : null}
      {file ? (
        <p className="flex flex-wrap items-baseline gap-x-4" lang={language} dir={directionOf(language)}>
          <FileLink page={{ t, language }} file={file} />
          <button type="submit" name="intent" value={`remove-${question.id}`} className="link-button">
            {t("apply.file.remove")}
          </button>
        </p>
      ) : null}
      <div className="flex flex-wrap items-center gap-3" lang={language} dir={directionOf(language)}>
        <input
          type="file"
          id={name}
          name={name}
          accept={acceptedFiles}
          className="input w-auto! max-w-full"
          aria-describedby={`${name}-hint${problems.length > 0 ? ` ${name}-problem` : ""}`}
        />
        <button type="submit" name="intent" value={`upload-${question.id}`} className="button quiet">
          {t(file ? "apply.file.replace" : "apply.file.add")}
        </button>
      </div>
    </div>
  );
}

/** A file that was sent in, with its size. */
export function FileLink({
  page: { t, language },
  file,
}: {
  readonly page: Pick<Page, "t" | "language">;
  readonly file: AnswerFile;
}) {
  return (
    <span>
      <a href={`/files/${file.uploadId}`}>
        <bdi>{file.name}</bdi>
      </a>{" "}
      <span className="small muted">
        {t("apply.file.size", { kilobytes: formatNumber(Math.max(1, Math.round(file.bytes / 1024)), language) })}
      </span>
    </span>
  );
}
