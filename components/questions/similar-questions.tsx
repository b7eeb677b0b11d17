import type { Page } from "@/lib/entry/page";
import { formatNumber } from "@/lib/format/dates";
import type { SimilarQuestion } from "@/lib/questions/types";

type Props = {
  readonly page: Pick<Page, "t" | "at" | "language">;
  readonly slug: string;
  readonly similar: readonly SimilarQuestion[];
};

/** Warns of questions that are nearly the same; it never stands in the way. */
export function SimilarQuestions({ page: { t, at, language }, slug, similar }: Props) {
  if (similar.length === 0) return null;
  return (
    <section className="notice caution measure" aria-labelledby="similar">
      <h2 id="similar" className="text-base! font-sans!">
        {t("bank.similar.title", { count: similar.length })}
      </h2>
      <p className="small">{t("bank.similar.text")}</p>
      <ul className="bullets mt-2">
        {similar.map(({ id, reference, stem, percent }) => (
          <li key={id}>
            <a href={at(`/organize/banks/${slug}/questions/${id}`)}>
              <bdi>{reference}</bdi>
            </a>{" "}
            <span className="small muted nums">
              {t("bank.similar.percent", { percent: formatNumber(percent, language) })}
            </span>
            <span className="block font-serif" lang={language === "en" ? undefined : "en"} dir="auto">
              {stem}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
