import type { Metadata } from "next";
import { EventViews } from "@/components/catalogue/event-views";
import { MonthTable } from "@/components/catalogue/month-table";
import { SourceText } from "@/components/library/source-text";
import { loadMonth } from "@/lib/catalogue/month/loaders";
import { NOTICES_PER_PAGE } from "@/lib/catalogue/rules";
import { formatMonth } from "@/lib/catalogue/wording";
import { type PageProps, readPage } from "@/lib/entry/page";
import { zonePlace } from "@/lib/format/dates";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  const { t, query } = await readPage(props);
  return {
    title: t("calendar.title"),
    description: t("calendar.lede"),
    // One page of it is enough for a search engine; months have no end.
    ...(query.month === undefined ? {} : { robots: { index: false } }),
  };
}

export default async function CalendarPage(props: PageProps) {
  const page = await readPage(props);
  const { t, at, language } = page;
  const shown = await loadMonth(language, page.query.month);
  const { month, previous, next, nextWith, lastWith, running, viewerZone } = shown;
  const link = (to: string): string => at(`/calendar?month=${to}`);
  return (
    <>
      <h1>{t("calendar.title")}</h1>
      <p className="lede measure mt-3">{t("calendar.lede")}</p>
      <EventViews page={page} current="month" />
      <section aria-labelledby="month" className="mt-8 grid gap-4">
        <div className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-2">
          <h2 id="month">{formatMonth(month, language)}</h2>
          <nav aria-label={t("calendar.months")} className="flex flex-wrap gap-x-6 gap-y-1">
            {previous ? (
              <a className="inline-block py-1" href={link(previous)} rel="prev nofollow">
                {t("calendar.previous", { month: formatMonth(previous, language) })}
              </a>
            ) : null}
            <a className="inline-block py-1" href={at("/calendar")}>
              {t("calendar.today")}
            </a>
            {next ? (
              <a className="inline-block py-1" href={link(next)} rel="next nofollow">
                {t("calendar.next", { month: formatMonth(next, language) })}
              </a>
            ) : null}
          </nav>
        </div>
        {shown.empty ? (
          <p className="notice measure">
            {t("calendar.none")}{" "}
            {nextWith ? (
              <a className="inline-block py-1" href={link(nextWith)}>
                {t("calendar.none.next", { month: formatMonth(nextWith, language) })}
              </a>
            ) : lastWith ? (
              <a className="inline-block py-1" href={link(lastWith)}>
                {t("calendar.none.before", { month: formatMonth(lastWith, language) })}
              </a>
            ) : null}
          </p>
        ) : (
          <p className="small muted">
            {viewerZone ? t("calendar.zone-note-own", { zone: zonePlace(viewerZone) }) : t("calendar.zone-note")}
          </p>
        )}
        <MonthTable page={page} month={month} today={shown.today} days={shown.days} viewerZone={viewerZone} />
        {running.length > 0 ? (
          <section aria-labelledby="running" className="grid gap-2">
            <h3 id="running">{t("calendar.running")}</h3>
            <ul className="grid gap-1">
              {running.slice(0, NOTICES_PER_PAGE).map(({ slug, language: written, title }) => (
                <li key={slug}>
                  <SourceText
                    as="a"
                    page={language}
                    language={written}
                    href={at(`/events/${slug}`)}
                    className="inline-block py-1"
                  >
                    {title}
                  </SourceText>
                </li>
              ))}
            </ul>
            {running.length > NOTICES_PER_PAGE ? (
              <p>
                <a className="inline-block py-1" href={at("/events")}>
                  {t("calendar.more", { count: running.length - NOTICES_PER_PAGE })}
                </a>
              </p>
            ) : null}
          </section>
        ) : null}
      </section>
    </>
  );
}
