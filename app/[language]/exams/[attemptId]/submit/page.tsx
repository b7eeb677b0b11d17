import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { LeftOver } from "@/components/exams/left-over";
import { Form } from "@/components/ui/form";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage } from "@/lib/entry/page";
import { loadAttempt } from "@/lib/exams/loaders";

type Props = PageProps<{ attemptId: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("exam.submit.title"), robots: { index: false } };
}

export default async function SubmitPage(props: Props) {
  const { t, at, here, language, params } = await readPage(props);
  const { attempt } = await loadAttempt(params.attemptId, language);
  if (attempt.state !== "in-progress") redirect(at(`/exams/${attempt.id}/result`));
  const answered = new Set(
    attempt.answers.filter(({ optionIds }) => optionIds.length > 0).map(({ position }) => position),
  );
  const open = attempt.questions.filter(({ position }) => !answered.has(position));
  const exam = at(`/exams/${attempt.id}`);
  return drawn(
    <div className="measure grid gap-5">
      <h1>{t("exam.submit.title")}</h1>
      <p>{t("exam.count", { answered: answered.size, total: attempt.questions.length })}</p>
      {open.length > 0 ? (
        <div className="notice caution">
          <p>{t("exam.submit.unanswered", { count: open.length })}</p>
          <ul className="mt-1 flex flex-wrap gap-x-4">
            {open.map(({ position }) => (
              <li key={position}>
                <a className="inline-block py-1" href={`${exam}#q${position}`}>
                  {t("exam.question", { number: position })}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {attempt.flagged.length > 0 ? (
        <p>
          {t("exam.submit.flagged")}{" "}
          {attempt.flagged.map((position) => (
            <a key={position} className="me-3 inline-block py-1" href={`${exam}#q${position}`}>
              {t("exam.question", { number: position })}
            </a>
          ))}
        </p>
      ) : null}
      <LeftOver attemptId={attempt.id} text={t("exam.left-over.before")} />
      <p>{t("exam.submit.final")}</p>
      <Form state={{ t, here, refused: null }} action="submit-exam" className="flex flex-wrap gap-3">
        <input type="hidden" name="attempt" value={attempt.id} />
        <button type="submit" className="button">
          {t("exam.submit.button")}
        </button>
        <a className="button quiet" href={exam}>
          {t("exam.submit.back")}
        </a>
      </Form>
    </div>,
  );
}
