import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ShareBars } from "@/components/exams/share-bars";
import { VerdictText } from "@/components/exams/verdict-text";
import type { MessageKey } from "@/lib/content/messages";
import { type PageProps, readPage } from "@/lib/entry/page";
import { loadResult } from "@/lib/exams/loaders";
import { formatInstant } from "@/lib/format/dates";

type Props = PageProps<{ attemptId: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("result.title"), robots: { index: false } };
}

export default async function ResultPage(props: Props) {
  const { t, at, language, params } = await readPage(props);
  const { result, zone, isOwn } = await loadResult(params.attemptId, language);
  if (!result) redirect(at(`/exams/${params.attemptId}`));
  const { verdict, passed } = result;
  return (
    <div className="grid gap-8">
      <header className="measure grid gap-3">
        <p className="eyebrow">{result.eventTitle}</p>
        <h1>{t("result.title")}</h1>
        <p className={`notice ${passed === null ? "" : passed ? "affirm" : "caution"}`}>
          <strong>{t(passed === null ? "result.open" : passed ? "result.passed" : "result.not-passed")}</strong>{" "}
          <VerdictText t={t} language={language} verdict={verdict} />
        </p>
        {isOwn && passed ? <p>{t(result.certificateKind ? "result.next-certificate" : "result.next-none")}</p> : null}
        {isOwn && passed === false ? <p>{t("result.next-failed")}</p> : null}
      </header>
      <dl className="facts measure">
        <div>
          <dt>{t("result.state")}</dt>
          <dd>{t(`attempt-state.${result.state}` as MessageKey)}</dd>
        </div>
        <div>
          <dt>{t("result.submitted-at")}</dt>
          <dd>{formatInstant(result.submittedAt, language, zone)}</dd>
        </div>
        <div>
          <dt>{t("result.answered")}</dt>
          <dd>{t("exam.count", { answered: result.answered, total: result.questions })}</dd>
        </div>
        <div>
          <dt>{t("result.receipt")}</dt>
          <dd>
            <code className="break-all" dir="ltr">
              {result.receipt}
            </code>
          </dd>
        </div>
      </dl>
      <section className="measure grid gap-3" aria-labelledby="by-module">
        <h2 id="by-module">{t("result.by-module")}</h2>
        <ShareBars
          caption={t("result.by-module-caption")}
          headings={[t("result.module"), t("result.points")]}
          rows={result.byModule.map(({ title, earned, possible }) => ({ label: title, part: earned, whole: possible }))}
        />
      </section>
      <p className="flex flex-wrap gap-x-6 gap-y-2">
        <a href={at(isOwn ? `/learn/${result.eventSlug}` : `/organize/events/${result.eventSlug}`)}>
          {t("result.back")}
        </a>
        {isOwn ? <a href={at("/account/letters")}>{t("result.letters")}</a> : null}
      </p>
    </div>
  );
}
