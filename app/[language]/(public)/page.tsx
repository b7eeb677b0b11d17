import type { Metadata } from "next";
import { SearchBox } from "@/components/catalogue/catalogue-filter";
import { EventNotice } from "@/components/catalogue/event-notice";
import { GoodUntil } from "@/components/catalogue/good-until";
import { SourceText } from "@/components/library/source-text";
import { loadHome } from "@/lib/catalogue/loaders";
import { type PageProps, readPage } from "@/lib/entry/page";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  const { t } = await readPage(props);
  return { title: { absolute: `Chancery - ${t("home.title")}` }, description: t("home.purpose") };
}

export default async function HomePage(props: PageProps) {
  const page = await readPage(props);
  const { t, at, language } = page;
  const { now, events, topics, goodUntil } = await loadHome(language);
  const steps = [
    t("home.how.find"),
    t("home.how.join"),
    t("home.how.read"),
    t("home.how.sit"),
    t("home.how.certificate"),
  ];
  return (
    <>
      <GoodUntil instant={goodUntil} />
      <div className="opening">
        <div>
          <h1>{t("home.title")}</h1>
          <p className="lede mt-4">{t("home.purpose")}</p>
          <div className="mt-6">
            <SearchBox page={page} text="" />
          </div>
          <p className="mt-3 flex flex-wrap gap-x-6">
            <a className="inline-block py-1" href={at("/courses")}>
              {t("home.all-courses")}
            </a>
            <a className="inline-block py-1" href={at("/verify")}>
              {t("nav.verify")}
            </a>
          </p>
        </div>
        <section aria-labelledby="how" className="steps">
          <h2 id="how">{t("home.how")}</h2>
          <ol>
            {steps.map((step, i) => (
              <li key={step}>
                <span aria-hidden="true" className="number">
                  {i + 1}
                </span>
                {step}
              </li>
            ))}
          </ol>
        </section>
      </div>

      <div className="beside mt-10 md:mt-12">
        <section aria-labelledby="next">
          <h2 id="next">{t("home.next-events")}</h2>
          {events.length === 0 ? (
            <p className="mt-3">{t("home.no-events")}</p>
          ) : (
            <ol className="rows mt-3">
              {events.map((event) => (
                <EventNotice key={event.slug} page={page} event={event} now={now} heading="h3" />
              ))}
            </ol>
          )}
          <p className="mt-3">
            <a className="inline-block py-1" href={at("/events")}>
              {t("home.all-events")}
            </a>
          </p>
        </section>
        {topics.length === 0 ? null : (
          <section aria-labelledby="topics">
            <h2 id="topics">{t("home.topics")}</h2>
            <ul className="tally mt-3">
              {topics.map(({ slug, name, courses }) => (
                <li key={slug}>
                  <SourceText as="a" page={language} language="en" href={at(`/courses?topic=${slug}`)}>
                    {name}
                  </SourceText>
                  <span className="muted nums">{courses}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </>
  );
}
