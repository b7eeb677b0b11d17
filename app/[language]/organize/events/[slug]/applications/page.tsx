import type { Metadata } from "next";
import { ApplicantsFilter } from "@/components/admission/selection/applicants-filter";
import { ApplicantsTable } from "@/components/admission/selection/applicants-table";
import { SelectionHead } from "@/components/admission/selection/selection-head";
import { SendPanel } from "@/components/admission/selection/send-panel";
import { ProblemSummary } from "@/components/ui/form";
import { loadApplications } from "@/lib/admission/selection/loaders";
import { listAddress } from "@/lib/admission/selection/rules";
import type { MessageKey } from "@/lib/content/messages";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";

type Props = PageProps<{ slug: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("selection.title"), robots: { index: false } };
}

const done: Readonly<Record<string, MessageKey>> = { decided: "selection.done.decided", sent: "selection.done.sent" };

export default async function ApplicationsPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params } = page;
  const { event, applicants, counts, query, total, pages, organizes } = await loadApplications(
    params.slug,
    page.query,
    language,
  );
  const state = { t, here, refused: await readRefusedForm(page) };
  const said = typeof page.query.done === "string" ? done[page.query.done] : undefined;
  const list = at(`/organize/events/${event.slug}/applications`);
  const turn = (to: number): string => `${list}${listAddress({ ...query, page: to })}#applications`;
  return drawn(
    <div className="grid gap-10">
      <SelectionHead page={page} event={event} title={t("selection.title")} back={organizes ? "event" : null}>
        <p className="lede measure">{t(organizes ? "selection.lede" : "selection.lede.reviewer")}</p>
        {said && !state.refused ? <p className="notice affirm measure">{t(said)}</p> : null}
        <ProblemSummary state={state} />
        {organizes ? (
          <p className="flex flex-wrap gap-3">
            <a className="button quiet" href={`${list}/balance`}>
              {t("balance.title")}
            </a>
            <a className="button quiet" href={at(`/organize/events/${event.slug}/application-form`)}>
              {t("compose.title")}
            </a>
          </p>
        ) : null}
      </SelectionHead>
      {organizes ? <SendPanel page={page} state={state} event={event} counts={counts} /> : null}
      <section aria-labelledby="applications" className="grid gap-4">
        <h2 id="applications">{t("selection.found", { count: total })}</h2>
        {counts.drafted > 0 && organizes ? (
          <p className="small muted">{t("selection.drafted", { count: counts.drafted })}</p>
        ) : null}
        <ApplicantsFilter page={page} slug={event.slug} query={query} counts={counts} organizes={organizes} />
        {applicants.length === 0 ? (
          <p>{t("selection.none")}</p>
        ) : (
          <ApplicantsTable
            page={page}
            state={state}
            event={event}
            applicants={applicants}
            query={query}
            organizes={organizes}
          />
        )}
        {pages > 1 ? (
          <nav className="flex flex-wrap gap-x-6" aria-label={t("results.pages")}>
            {query.page > 1 ? <a href={turn(query.page - 1)}>{t("results.previous")}</a> : null}
            <span>{t("results.page", { page: query.page, pages })}</span>
            {query.page < pages ? <a href={turn(query.page + 1)}>{t("results.next")}</a> : null}
          </nav>
        ) : null}
      </section>
    </div>,
  );
}
