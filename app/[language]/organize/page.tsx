import type { Metadata } from "next";
import { EventEntry } from "@/components/organizing/event-entry";
import { WaitingDecisions } from "@/components/supervision/waiting-decisions";
import { loadTemplateOwners } from "@/lib/certificates/documents/loaders";
import { drawn } from "@/lib/entry/drawn";
import { type Page, type PageProps, readPage } from "@/lib/entry/page";
import { loadWaitingDecisions } from "@/lib/exams/evidence/loaders";
import { loadOrganizedEvents } from "@/lib/organizing/loaders";
import { eventStates } from "@/lib/organizing/rules";
import type { EventState, NextStep, OrganizedEvent } from "@/lib/organizing/types";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return { title: (await readPage(props)).t("organize.title"), robots: { index: false } };
}

/** The workspace: an organizer's events by organization and state, each with its next step. */
export default async function OrganizePage(props: PageProps) {
  const page = await readPage(props);
  const { t, at, language, query } = page;
  const state = eventStates.find((name) => name === query.state) ?? null;
  const asked = typeof query.page === "string" && /^[1-9]\d{0,5}$/.test(query.page) ? Number(query.page) : 1;
  const { events, counts, page: shown, pages, mayCreate } = await loadOrganizedEvents(language, { state, page: asked });
  const decisions = await loadWaitingDecisions(language);
  const owners = await loadTemplateOwners();
  const organizations = [...new Set(events.map(({ organizationName }) => organizationName))];
  return drawn(
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
          {owners.map(({ slug, shortName }) => (
            <a key={slug} className="button quiet" href={at(`/organize/organizations/${slug}/template`)}>
              {t("template.link", { name: shortName })}
            </a>
          ))}
          <a className="button quiet" href={at("/organize/sources")}>
            {t("sources.title")}
          </a>
        </p>
      </div>
      <WaitingDecisions page={page} {...decisions} />
      {Object.keys(counts).length === 0 ? (
        <p>{t("organize.empty")}</p>
      ) : (
        <StateFilter page={page} counts={counts} chosen={state} />
      )}
      {organizations.map((name, index) => (
        <Organization
          key={name}
          page={page}
          name={name}
          id={`organization-${index}`}
          events={events.filter(({ organizationName }) => organizationName === name)}
        />
      ))}
      {pages > 1 ? <Pages page={page} state={state} shown={shown} pages={pages} /> : null}
    </div>,
  );
}

type Listed = OrganizedEvent & { readonly nextStep: NextStep };

function Organization({
  page,
  name,
  id,
  events,
}: {
  readonly page: Page;
  readonly name: string;
  readonly id: string;
  readonly events: readonly Listed[];
}) {
  return (
    <section aria-labelledby={id} className="grid gap-6">
      <h2 id={id}>
        <bdi>{name}</bdi>
      </h2>
      {eventStates.map((state) => {
        const listed = events.filter((event) => event.state === state);
        return listed.length === 0 ? null : (
          <div key={state} className="grid gap-2">
            <h3 className="legend">{page.t(`event-state.${state}`)}</h3>
            <ul className="rows">
              {listed.map((event) => (
                <EventEntry key={event.slug} page={page} event={event} />
              ))}
            </ul>
          </div>
        );
      })}
    </section>
  );
}

function StateFilter({
  page: { t, at },
  counts,
  chosen,
}: {
  readonly page: Page;
  readonly counts: Readonly<Partial<Record<EventState, number>>>;
  readonly chosen: EventState | null;
}) {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const choices = [
    { state: null, label: t("organize.filter.all", { count: all }) },
    ...eventStates.flatMap((state) => {
      const count = counts[state] ?? 0;
      return count === 0
        ? []
        : [{ state, label: t("organize.filter.state", { state: t(`event-state.${state}`), count }) }];
    }),
  ];
  return (
    <nav aria-label={t("organize.filter.title")}>
      <ul className="flex flex-wrap gap-x-6 gap-y-1">
        {choices.map(({ state, label }) => (
          <li key={state ?? "all"}>
            <a
              className={`inline-block py-1${state === chosen ? " font-semibold" : ""}`}
              aria-current={state === chosen ? "true" : undefined}
              href={at(state ? `/organize?state=${state}` : "/organize")}
            >
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Pages({
  page: { t, at },
  state,
  shown,
  pages,
}: {
  readonly page: Page;
  readonly state: EventState | null;
  readonly shown: number;
  readonly pages: number;
}) {
  const link = (to: number): string => at(`/organize?${state ? `state=${state}&` : ""}page=${to}`);
  return (
    <nav aria-label={t("organize.pages-title")} className="flex flex-wrap gap-x-6">
      {shown > 1 ? <a href={link(shown - 1)}>{t("organize.people.previous")}</a> : null}
      <span>{t("organize.people.page", { page: shown, pages })}</span>
      {shown < pages ? <a href={link(shown + 1)}>{t("organize.people.next")}</a> : null}
    </nav>
  );
}
