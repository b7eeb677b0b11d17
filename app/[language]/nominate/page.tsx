import type { Metadata } from "next";
import { SourceText } from "@/components/library/source-text";
import { WindowText } from "@/components/organizing/window-text";
import { loadFocalEvents } from "@/lib/admission/nominations/loaders";
import { stateName } from "@/lib/admission/states";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage } from "@/lib/entry/page";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return { title: (await readPage(props)).t("nominate.title"), robots: { index: false } };
}

export default async function NominatePage(props: PageProps) {
  const page = await readPage(props);
  const { t, at, language } = page;
  const { actor, events } = await loadFocalEvents(language);
  return drawn(
    <div className="grid gap-8">
      <header className="grid gap-2">
        <h1>{t("nominate.title")}</h1>
        <p className="lede measure">{t("nominate.lede")}</p>
      </header>
      {events.length === 0 ? (
        <p>{t("nominate.none")}</p>
      ) : (
        <ul className="rows">
          {events.map((event) => (
            <li key={`${event.slug} ${event.stateCode}`} className="grid gap-2">
              <h2 className="entry-title">
                <a href={at(`/nominate/${event.slug}`)}>
                  <SourceText as="span" page={language} language={event.language}>
                    {event.title}
                  </SourceText>
                </a>
              </h2>
              <p className="flex flex-wrap items-baseline gap-x-4">
                <span className="font-semibold">{stateName(event.stateCode, language)}</span>
                <span className={event.mayNominate ? "state affirm" : "state"}>
                  {t(event.mayNominate ? "nominate.open" : "nominate.closed")}
                </span>
                <span className="nums">{t("nominate.count", { count: event.nominated })}</span>
              </p>
              <div className="small muted">
                {t("nominate.window")}{" "}
                <WindowText
                  page={page}
                  opensAt={event.registrationOpensAt}
                  closesAt={event.registrationClosesAt}
                  zone={event.zone}
                  ownZone={actor.zone}
                />
              </div>
            </li>
          ))}
        </ul>
      )}
    </div>,
  );
}
