import { LayerText } from "@/components/reading/layer-text";
import { Form, type FormState } from "@/components/ui/form";
import { askIn } from "@/lib/admission/applications/rules";
import type { ComposerView, Question } from "@/lib/admission/applications/types";
import type { Page } from "@/lib/entry/page";

type Props = { readonly page: Page; readonly state: FormState; readonly view: ComposerView };

/** What applicants are asked, in order, with what an organizer may still do with each question. */
export function QuestionList({ page, state, view }: Props) {
  const { t } = page;
  const { questions } = view.form;
  if (questions.length === 0) return <p>{t("compose.none")}</p>;
  return (
    <ol className="rows">
      {questions.map((question, i) => (
        <li key={question.id} className="grid gap-3 md:grid-cols-[minmax(0,1fr)_auto] md:gap-8">
          <QuestionText page={page} question={question} number={i + 1} />
          <Arrange page={page} state={state} view={view} question={question} at={i} />
        </li>
      ))}
    </ol>
  );
}

function QuestionText({
  page: { t, language },
  question,
  number,
}: {
  readonly page: Page;
  readonly question: Question;
  readonly number: number;
}) {
  const asked = askIn(question, language);
  return (
    <div className="grid gap-1">
      <p className="eyebrow flex flex-wrap gap-x-4">
        <span>
          {number}. {t(`question-kind.${question.kind}`)}
        </span>
        {question.hidden ? (
          <span className="state caution">{t("compose.hidden")}</span>
        ) : (
          <span>{t(question.required ? "compose.required" : "compose.optional")}</span>
        )}
      </p>
      <h3>
        <LayerText layer={asked.label} language={language} />
      </h3>
      {asked.help ? (
        <p className="small muted" lang={asked.label.language} dir="auto">
          {asked.help}
        </p>
      ) : null}
      {asked.choices.length > 0 ? (
        <ul className="bullets small" lang={asked.label.language}>
          {asked.choices.map(({ id, label }) => (
            <li key={id} dir="auto">
              {label}
            </li>
          ))}
        </ul>
      ) : null}
      {asked.maximum === null ? null : (
        <p className="small muted">{t("compose.maximum", { maximum: asked.maximum })}</p>
      )}
    </div>
  );
}

function Arrange({
  page: { t, at: path },
  state,
  view,
  question,
  at,
}: Props & { readonly question: Question; readonly at: number }) {
  const last = at === view.form.questions.length - 1;
  const button = (intent: string, name: string) => (
    <button
      type="submit"
      name="intent"
      value={intent}
      className="link-button"
      aria-label={t("compose.act-on", { act: name, number: at + 1 })}
    >
      {name}
    </button>
  );
  return (
    <Form
      state={state}
      action="arrange-form-question"
      className="flex flex-wrap content-start gap-x-4 gap-y-1 small"
      summary={false}
    >
      <input type="hidden" name="event" value={view.slug} />
      <input type="hidden" name="revision" value={view.form.revision} />
      <input type="hidden" name="question" value={question.id} />
      <a
        className="inline-block py-1"
        href={`${path(`/organize/events/${view.slug}/application-form`)}?question=${question.id}#edit`}
        aria-label={t("compose.act-on", { act: t("compose.edit"), number: at + 1 })}
      >
        {t("compose.edit")}
      </a>
      {at > 0 ? button("up", t("compose.up")) : null}
      {last ? null : button("down", t("compose.down"))}
      {question.hidden ? button("show", t("compose.show")) : button("hide", t("compose.hide"))}
      {view.answered ? null : button("remove", t("compose.remove"))}
    </Form>
  );
}
