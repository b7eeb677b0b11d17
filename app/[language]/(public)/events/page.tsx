import type { Metadata } from "next";
import { EventMonths } from "@/components/catalogue/event-months";
import { EventNotice } from "@/components/catalogue/event-notice";
import { EventViews } from "@/components/catalogue/event-views";
import { GoodUntil } from "@/components/catalogue/good-until";
import { PageLinks } from "@/components/catalogue/page-links";
import { loadEvents } from "@/lib/catalogue/loaders";
import { readPageNumber } from "@/lib/catalogue/rules";
import { type PageProps, readPage } from "@/lib/entry/page";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  const { t } = await readPage(props);
  return { title: t("events.title"), description: t("events.lede") };
}

export default async function EventsPage(props: PageProps) {
  const page = await readPage(props);
  const { t, at, language } = page;
  const {
    groups,
    total,
    page: current,
    pages,
    now,
    goodUntil,
  } = await loadEvents(language, readPageNumber(page.query.page));
  return (
    <>
      <GoodUntil instant={goodUntil} />
      <h1>{t("events.title")}</h1>
      <p className="lede measure mt-3">{t("events.lede")}</p>
      <EventViews page={page} current="list" />
      {total === 0 ? (
        <p className="mt-6">
          {t("events.none")}{" "}
          <a className="inline-block py-1" href={at("/courses")}>
            {t("home.all-courses")}
          </a>
        </p>
      ) : null}
      <EventMonths page={page} id="current" title={t("events.current")} months={groups.current} now={now} />
      {groups.announced.length > 0 ? (
        <section aria-labelledby="announced" className="mt-10">
          <h2 id="announced">{t("events.announced")}</h2>
          <ol className="rows mt-4">
            {groups.announced.map((event) => (
              <EventNotice key={event.slug} page={page} event={event} now={now} heading="h3" />
            ))}
          </ol>
        </section>
      ) : null}
      <EventMonths page={page} id="past" title={t("events.past")} months={groups.past} now={now} />
      <PageLinks
        page={page}
        current={current}
        pages={pages}
        address={(number) => at(number > 1 ? `/events?page=${number.toString()}` : "/events")}
      />
    </>
  );
}
