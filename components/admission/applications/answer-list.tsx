import type { ReactNode } from "react";
import { LayerText } from "@/components/reading/layer-text";
import type { AnswerFile, AskedQuestion, Draft, EarlierCourse } from "@/lib/admission/applications/types";
import { stateName } from "@/lib/admission/states";
import type { Page } from "@/lib/entry/page";
import { FileLink } from "./answer-field";

type Props = {
  readonly page: Page;
  readonly draft: Draft;
  readonly questions: readonly AskedQuestion[];
  readonly files: readonly AnswerFile[];
  readonly courses: readonly EarlierCourse[];
};

/** Everything that was answered, to be read: by the applicant before sending, by reviewers afterwards. */
export function AnswerList({ page, draft, questions, files, courses }: Props) {
  const { t, language } = page;
  const text = (value: string): ReactNode =>
    value ? (
      <span className="whitespace-pre-line" dir="auto">
        {value}
      </span>
    ) : (
      <span className="muted">{t("apply.not-answered")}</span>
    );
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t("apply.field.state"), text(draft.stateCode ? stateName(draft.stateCode, language) : "")],
    [t("apply.field.institution"), text(draft.institution)],
    [
      t("apply.field.institution-kind"),
      text(draft.institutionKind ? t(`institution-kind.${draft.institutionKind}`) : ""),
    ],
    [t("apply.field.position"), text(draft.position)],
    [t("apply.field.gender"), text(draft.gender)],
    ...(courses.length > 0
      ? ([[t("apply.field.courses"), <Courses key="courses" page={page} draft={draft} courses={courses} />]] as const)
      : []),
  ];
  return (
    <dl className="facts max-w-4xl">
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {questions.map((question) => (
        <div key={question.id}>
          <dt>
            <LayerText layer={question.label} language={language} />
          </dt>
          <dd>
            <Answered page={page} draft={draft} question={question} files={files} text={text} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Answered({
  page,
  draft,
  question,
  files,
  text,
}: Pick<Props, "page" | "draft" | "files"> & {
  readonly question: AskedQuestion;
  readonly text: (value: string) => ReactNode;
}) {
  const { t } = page;
  if (question.kind === "file") {
    const file = files.find(({ questionId }) => questionId === question.id);
    return file ? <FileLink page={page} file={file} /> : text("");
  }
  const answer = draft.answers[question.id] ?? "";
  if (question.kind === "consent") return text(answer === "yes" ? t("apply.agreed") : "");
  if (question.choices.length === 0) return text(typeof answer === "string" ? answer : "");
  const chosen = question.choices.filter(({ id }) =>
    typeof answer === "string" ? answer === id : answer.includes(id),
  );
  if (chosen.length === 0) return text("");
  return (
    <ul lang={question.label.language}>
      {chosen.map(({ id, label }) => (
        <li key={id} dir="auto">
          {label}
        </li>
      ))}
    </ul>
  );
}

/** An earlier course was passed here, is said to have been taken, or neither. */
function Courses({ page: { t, language }, draft, courses }: Pick<Props, "page" | "draft" | "courses">) {
  return (
    <ul className="grid gap-1">
      {courses.map(({ slug, title, kind, passedHere }) => (
        <li key={slug}>
          <LayerText layer={title} language={language} /> <span className="muted">{t(`apply.courses.${kind}`)}</span>{" "}
          {passedHere ? (
            <span className="state affirm">{t("apply.courses.passed")}</span>
          ) : draft.declaredCourses.includes(slug) ? (
            <span className="state">{t("apply.courses.declared")}</span>
          ) : (
            <span className="state caution">{t("apply.courses.none")}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
