import type { Metadata } from "next";
import { ExamPlayer } from "@/components/exams/exam-player";
import { ProblemSummary } from "@/components/ui/form";
import type { MessageKey } from "@/lib/content/messages";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { loadRehearsal } from "@/lib/exams/rehearsal/loaders";
import { findingsOf, readMeasured, rehearsalQuestions } from "@/lib/exams/rehearsal/rules";
import { readTyped, readView } from "@/lib/exams/schema";
import { formatNumber } from "@/lib/format/dates";

type Props = PageProps<{ event: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("rehearsal.title"), robots: { index: false } };
}

export default async function RehearsalPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params, query } = page;
  const { eventSlug, eventTitle, answers, zone } = await loadRehearsal(params.event, language);
  const refused = await readRefusedForm(page);
  const findings = query.found ? findingsOf(answers, readMeasured(query.found)) : null;
  return (
    <>
      <p className="eyebrow">{eventTitle}</p>
      <h1 className="mb-4">{t("rehearsal.title")}</h1>
      <p className="measure mb-4">{t("rehearsal.lede")}</p>
      {findings ? (
        <section id="found" className="notice measure mb-6" aria-labelledby="found-title">
          <h2 id="found-title" className="text-base! font-sans!">
            {t("rehearsal.found")}
          </h2>
          <ul className="bullets mt-2">
            {findings.map(({ id, standing, seconds }) => (
              <li key={id}>
                <strong>{t(`rehearsal.standing.${standing}`)}</strong>{" "}
                {t(`rehearsal.finding.${id}.${standing}` as MessageKey, {
                  seconds: formatNumber(seconds ?? 0, language),
                })}
              </li>
            ))}
          </ul>
          <p className="mt-3">
            <a href={at(`/learn/${eventSlug}#exam`)}>{t("rehearsal.back")}</a>
          </p>
        </section>
      ) : null}
      <ProblemSummary state={{ t, here, refused }} />
      <ExamPlayer
        page={page}
        zone={zone}
        action="rehearsal"
        api={`/api/events/${eventSlug}/rehearsal`}
        attempt={`rehearsal-${eventSlug}`}
        result={at(`/learn/${eventSlug}/rehearsal`)}
        questions={rehearsalQuestions.map(({ position, id, optionIds }) => ({
          position,
          stem: t(`rehearsal.${id}.stem`),
          language,
          kind: "single",
          points: 0,
          otherLanguages: [],
          options: optionIds.map((option) => ({ id: option, text: t(`rehearsal.${id}.${option}` as MessageKey) })),
        }))}
        answers={answers}
        flagged={[]}
        secondsLeft={null}
        ends={t("rehearsal.uncounted")}
        view={{ ...readView(query, rehearsalQuestions.length), look: null }}
        typed={readTyped(refused?.values)}
        finish={t("rehearsal.finish")}
      />
    </>
  );
}
