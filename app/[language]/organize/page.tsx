import type { Metadata } from "next";
import { EventEntry } from "@/components/organizing/event-entry";
import { type PageProps, readPage } from "@/lib/entry/page";
import { loadOrganizedEvents } from "@/lib/organizing/loaders";
import type { EventState } from "@/lib/organizing/types";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return { title: (await readPage(props)).t("organize.title"), robots: { index: false } };
}

const groups = [
  { key: "organize.preparing", id: "preparing", states: ["draft", "in-review"] },
  { key: "organize.published", id: "published", states: ["published"] },
  { key: "organize.over", id: "over", states: ["closed", "archived", "cancelled"] },
] as const satisfies readonly { key: string; id: string; states: readonly EventState[] }[];

export default async function OrganizePage(props: PageProps) {
  const page = await readPage(props);
  const { t, at, language } = page;
  const { events, mayCreate } = await loadOrganizedEvents(language);
  return (
    <div className="grid gap-10">
      <div className="grid gap-4">
        <h1>{t("organize.title")}</h1>
        <p className="lede measure">{t("organize.lede")}</p>
        <p className="flex flex-wrap gap-3">
          {mayCreate ? (
            <a className="button" href={at("/organize/events/new")}>
              {t("organize.new")}
            </a>
          ) : null}
          <a className="button quiet" href={at("/organize/banks")}>
            {t("bank.link")}
          </a>
        </p>
      </div>
      {events.length === 0 ? <p>{t("organize.empty")}</p> : null}
      {groups.map(({ key, id, states }) => {
        const listed = events.filter(({ state }) => (states as readonly EventState[]).includes(state));
        return listed.length === 0 ? null : (
          <section key={id} aria-labelledby={id} className="grid gap-4">
            <h2 id={id}>{t(key)}</h2>
            <ul className="rows">
              {listed.map((event) => (
                <EventEntry key={event.slug} page={page} event={event} />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
