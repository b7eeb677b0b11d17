import type { Metadata } from "next";
import { VersionDiff } from "@/components/questions/version-diff";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage } from "@/lib/entry/page";
import { formatInstant } from "@/lib/format/dates";
import { loadQuestion } from "@/lib/questions/loaders";

type Props = PageProps<{ slug: string; id: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { t, language, params } = await readPage(props);
  const { question } = await loadQuestion(params.slug, params.id, language);
  return { title: t("bank.history.title", { reference: question.reference }), robots: { index: false } };
}

export default async function QuestionHistoryPage(props: Props) {
  const { t, at, language, params } = await readPage(props);
  const { actor, question } = await loadQuestion(params.slug, params.id, language);
  return drawn(
    <div className="grid gap-10">
      <div className="grid gap-4">
        <p>
          <a
            className="inline-block py-1 small"
            href={at(`/organize/banks/${question.bank.slug}/questions/${question.id}`)}
          >
            <bdi>{question.reference}</bdi>
          </a>
        </p>
        <h1>{t("bank.history.title", { reference: question.reference })}</h1>
        <p className="lede measure">{t("bank.history.lede")}</p>
      </div>
      {question.versions.length === 0 ? <p>{t("bank.history.empty")}</p> : null}
      {question.versions.map((version, i) => {
        const before = question.versions[i + 1] ?? null;
        return (
          <section
            key={version.id}
            aria-labelledby={`v${version.number}`}
            className="grid gap-3 border-t border-rule pt-4"
          >
            <h2 id={`v${version.number}`}>{t("bank.version", { number: version.number })}</h2>
            <p className="small muted">
              {t("bank.history.published", {
                time: formatInstant(version.createdAt, language, actor.zone),
                name: version.publishedBy ?? t("bank.imported"),
              })}{" "}
              {t("bank.drawn", { count: version.drawn })}
            </p>
            {before ? (
              <VersionDiff t={t} before={before.content} after={version.content} />
            ) : (
              <p>{t("bank.history.first")}</p>
            )}
          </section>
        );
      })}
    </div>,
  );
}
