import type { Metadata } from "next";
import { CatalogueSearch, ChosenNow, Facets } from "@/components/catalogue/catalogue-filter";
import { CourseCard } from "@/components/catalogue/course-card";
import { GoodUntil } from "@/components/catalogue/good-until";
import { PageLinks } from "@/components/catalogue/page-links";
import { loadCatalogue } from "@/lib/catalogue/loaders";
import { catalogueAddress } from "@/lib/catalogue/rules";
import { facetNames } from "@/lib/catalogue/types";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage } from "@/lib/entry/page";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  const { t } = await readPage(props);
  return { title: t("courses.title"), description: t("courses.lede") };
}

export default async function CoursesPage(props: PageProps) {
  const page = await readPage(props);
  const { t, at, language } = page;
  const { now, goodUntil, ...catalogue } = await loadCatalogue(language, page.query);
  const { query, total, pages, cards, searchable, names } = catalogue;
  const narrowed = query.text !== "" || facetNames.some((name) => query.chosen[name].length > 0);
  return (
    <>
      <GoodUntil instant={goodUntil} />
      <h1>{t("courses.title")}</h1>
      {drawn(
        <div className="mt-5">
          <CatalogueSearch page={page} catalogue={catalogue} />
          <p className="mt-2 lg:hidden">
            <a className="inline-block py-1" href="#narrow">
              {t("courses.filter.jump")}
            </a>
          </p>
        </div>,
      )}
      {drawn(
        <div className="beside mt-6">
          <div className="min-w-0">
            <ChosenNow page={page} catalogue={catalogue} />
            {searchable ? null : (
              <p className="notice caution mb-3">{t("courses.no-word", { text: `\u2068${query.text}\u2069` })}</p>
            )}
            {total === 0 ? (
              <div className="grid justify-items-start gap-4">
                <p>{t(narrowed ? "courses.none" : "courses.none-at-all")}</p>
                <a className="button quiet" href={at(narrowed ? "/courses" : "/events")}>
                  {t(narrowed ? "courses.show-all" : "course.all-events")}
                </a>
              </div>
            ) : (
              <>
                <p className="muted">
                  {t(narrowed ? "courses.count.matching" : "courses.count", { count: total })}
                  {pages > 1 ? ` · ${t("pagination.page", { page: query.page, pages })}` : null}
                </p>
                <ol className="rows mt-3">
                  {cards.map((card) => (
                    <CourseCard key={card.slug} page={page} card={card} topics={names.topic} now={now} />
                  ))}
                </ol>
              </>
            )}
            <PageLinks
              page={page}
              current={query.page}
              pages={pages}
              address={(number) => at(catalogueAddress({ ...query, page: number }))}
            />
          </div>
          <Facets page={page} catalogue={catalogue} />
        </div>,
      )}
    </>
  );
}
