import type { EventMonth } from "@/lib/catalogue/types";
import { formatMonth } from "@/lib/catalogue/wording";
import type { Page } from "@/lib/entry/page";
import { EventNotice } from "./event-notice";

type Props = {
  readonly page: Pick<Page, "t" | "at" | "language">;
  readonly id: string;
  readonly title: string;
  readonly months: readonly EventMonth[];
  readonly now: Date;
};

/** A part of the list of events, month by month. */
export function EventMonths({ page, id, title, months, now }: Props) {
  if (months.length === 0) return null;
  return (
    <section aria-labelledby={id} className="mt-10">
      <h2 id={id}>{title}</h2>
      {months.map(({ month, events }) => (
        <section key={month} className="mt-5">
          <h3 className="month">{month ? formatMonth(month, page.language) : page.t("events.undated")}</h3>
          <ol className="rows">
            {events.map((event) => (
              <EventNotice key={event.slug} page={page} event={event} now={now} heading="h4" />
            ))}
          </ol>
        </section>
      ))}
    </section>
  );
}
