import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ExamPlayer } from "@/components/exams/exam-player";
import { ProblemSummary } from "@/components/ui/form";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { getActor } from "@/lib/entry/request";
import { loadAttempt } from "@/lib/exams/loaders";
import { readLook, readTyped, readView } from "@/lib/exams/schema";
import { formatInstant } from "@/lib/format/dates";

type Props = PageProps<{ attemptId: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("exam.title"), robots: { index: false } };
}

export default async function ExamPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params, query } = page;
  const { attempt, look } = await loadAttempt(params.attemptId, language, readLook(query));
  if (attempt.state !== "in-progress") redirect(at(`/exams/${attempt.id}/result`));
  const zone = (await getActor())?.zone ?? attempt.eventZone;
  const refused = await readRefusedForm(page);
  if (attempt.onPaper)
    return (
      <div className="measure grid gap-4">
        <p className="eyebrow">{attempt.eventTitle}</p>
        <h1>{t("exam.title")}</h1>
        <p className="notice">{t("exam.on-paper")}</p>
      </div>
    );
  return (
    <>
      <p className="eyebrow">{attempt.eventTitle}</p>
      <h1 className="mb-4">{t("exam.title")}</h1>
      <ProblemSummary state={{ t, here, refused }} />
      {drawn(
        <ExamPlayer
          page={page}
          zone={zone}
          action="exam-answers"
          api={`/api/attempts/${attempt.id}`}
          attempt={attempt.id}
          result={at(`/exams/${attempt.id}/result`)}
          questions={attempt.questions}
          answers={attempt.answers}
          flagged={attempt.flagged}
          secondsLeft={Math.max(0, Math.floor((attempt.deadlineAt.getTime() - attempt.serverTime.getTime()) / 1000))}
          ends={t("exam.ends", { time: formatInstant(attempt.deadlineAt, language, zone) })}
          view={{ ...readView(query, attempt.questions.length), look }}
          typed={readTyped(refused?.values, refused?.problems)}
          finish={t("exam.review")}
        />,
      )}
    </>
  );
}
