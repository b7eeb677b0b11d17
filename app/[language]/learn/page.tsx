import type { Metadata } from "next";
import { LearningRow } from "@/components/reading/learning-row";
import { type PageProps, readPage } from "@/lib/entry/page";
import { loadLearning } from "@/lib/reading/loaders";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return { title: (await readPage(props)).t("nav.learn"), robots: { index: false } };
}

export default async function LearnPage(props: PageProps) {
  const page = await readPage(props);
  const { t, at, language } = page;
  const { items, zone } = await loadLearning(language);
  const now = new Date();
  return (
    <div className="grid gap-8">
      <h1>{t("nav.learn")}</h1>
      {items.length === 0 ? (
        <div className="measure grid gap-4">
          <p className="lede">{t("learn.empty")}</p>
          <p>
            <a className="button" href={at("/courses")}>
              {t("learn.empty.next")}
            </a>
          </p>
        </div>
      ) : (
        <ul className="rows">
          {items.map((item) => (
            <LearningRow key={item.slug} page={page} item={item} zone={zone} now={now} />
          ))}
        </ul>
      )}
    </div>
  );
}
