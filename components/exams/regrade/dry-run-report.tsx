import { LayerText } from "@/components/reading/layer-text";
import type { MessageKey } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import type { DryRun, Judged, Remark, RepairedEvent } from "@/lib/exams/regrade/types";
import { formatNumber } from "@/lib/format/dates";

type Props = { readonly page: Page; readonly dry: DryRun };

const A_PAGE = 200;

/** What a repair would change: the counts, who crosses the threshold, and every attempt before and after. */
export function DryRunReport({ page, dry }: Props) {
  const { t, language } = page;
  const counts: readonly (readonly [MessageKey, number])[] = [
    ["repair.affected", dry.affected],
    ["repair.changed", dry.changed],
    ["repair.up", dry.up],
    ["repair.down", dry.down],
  ];
  return (
    <div className="grid gap-6">
      <dl className="particulars text-base! nums">
        {counts.map(([key, count]) => (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd className="font-serif text-[1.42rem]">{formatNumber(count, language)}</dd>
          </div>
        ))}
      </dl>
      <p className="measure">{t("repair.nothing-written")}</p>
      {dry.running > 0 ? <p className="measure">{t("repair.running", { count: dry.running })}</p> : null}
      {dry.down > 0 ? <p className="notice caution measure">{t("repair.down-note", { count: dry.down })}</p> : null}
      {dry.events.length === 0 ? <p>{t("repair.never-drawn")}</p> : null}
      {dry.events.map((event) => (
        <EventRemarks key={event.id} page={page} event={event} />
      ))}
    </div>
  );
}

function EventRemarks({ page, event }: { readonly page: Page; readonly event: RepairedEvent }) {
  const { t, at, here, language, query } = page;
  const pages = Math.max(1, Math.ceil(event.remarks.length / A_PAGE));
  const asked = query.event === event.slug && typeof query.page === "string" ? Number(query.page) : 1;
  const current = Number.isInteger(asked) ? Math.min(Math.max(asked, 1), pages) : 1;
  const link = (to: number): string => {
    const url = new URL(here, "http://page");
    url.searchParams.set("event", event.slug);
    url.searchParams.set("page", String(to));
    return `${url.pathname}${url.search}#event-${event.slug}`;
  };
  return (
    <section className="grid gap-2" aria-labelledby={`event-${event.slug}`}>
      <h3 id={`event-${event.slug}`}>
        <a href={at(`/organize/events/${event.slug}/results`)}>
          <LayerText layer={{ text: event.title, language: event.language }} language={language} />
        </a>
      </h3>
      <p className="small muted">
        {t(event.strict ? "repair.rule-more" : "repair.rule-least", { threshold: event.threshold })}
      </p>
      {event.remarks.length === 0 ? (
        <p>{t("repair.none-closed")}</p>
      ) : (
        <RemarkTable page={page} remarks={event.remarks.slice((current - 1) * A_PAGE, current * A_PAGE)} />
      )}
      {pages > 1 ? (
        <nav className="flex flex-wrap gap-x-6" aria-label={t("repair.pages")}>
          {current > 1 ? <a href={link(current - 1)}>{t("repair.previous")}</a> : null}
          <span>{t("repair.page", { page: current, pages })}</span>
          {current < pages ? <a href={link(current + 1)}>{t("repair.next")}</a> : null}
        </nav>
      ) : null}
    </section>
  );
}

function RemarkTable({
  page: { t, at, language },
  remarks,
}: {
  readonly page: Page;
  readonly remarks: readonly Remark[];
}) {
  const score = ({ earned, possible, passed }: Judged): string =>
    t("repair.score", {
      earned: formatNumber(earned.numerator / earned.denominator, language),
      possible,
      passed: passed ? "yes" : "no",
    });
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="visually-hidden">{t("repair.table")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("repair.learner")}</th>
            <th scope="col">{t("repair.before")}</th>
            <th scope="col">{t("repair.after")}</th>
            <th scope="col">{t("repair.side")}</th>
          </tr>
        </thead>
        <tbody>
          {remarks.map((remark) => (
            <tr key={remark.attemptId}>
              <th scope="row">
                <a className="inline-block py-1" href={at(`/exams/${remark.attemptId}/result`)}>
                  <bdi>{remark.fullName}</bdi>
                </a>{" "}
                {remark.number > 1 ? (
                  <span className="font-normal muted">{t("repair.attempt", { number: remark.number })}</span>
                ) : null}
              </th>
              <td data-label={t("repair.before")}>{score(remark.before)}</td>
              <td data-label={t("repair.after")}>{score(remark.after)}</td>
              <td data-label={t("repair.side")}>
                {remark.side ? (
                  <span className={`state ${remark.side === "up" ? "affirm" : "caution"}`}>
                    {t(`repair.side.${remark.side}`)}
                  </span>
                ) : (
                  <span className="muted">{t("repair.side.same")}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
