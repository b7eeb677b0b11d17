import { Form } from "@/components/ui/form";
import type { Page } from "@/lib/entry/page";
import { formatInstant } from "@/lib/format/dates";

type Props = {
  readonly page: Pick<Page, "t" | "here" | "language">;
  /** The address is known only just after it was made. */
  readonly feed: { readonly madeAt: Date; readonly zone: string; readonly address: string | null } | null;
};

/** The address at which a person's calendar program reads their own events: made, shown once, replaced and taken back. */
export function CalendarFeed({ page: { t, here, language }, feed }: Props) {
  const state = { t, here, refused: null };
  return (
    <div className="grid max-w-xl gap-4">
      {feed?.address ? (
        <div className="notice affirm grid gap-2" role="status">
          <p>{t("account.calendar.shown-once")}</p>
          <p className="break-all" dir="ltr">
            <a href={feed.address}>{feed.address}</a>
          </p>
        </div>
      ) : (
        <p>
          {feed
            ? t("account.calendar.made", { time: formatInstant(feed.madeAt, language, feed.zone) })
            : t("account.calendar.none")}
        </p>
      )}
      <div className="flex flex-wrap items-start gap-3">
        <Form state={state} action="make-calendar-feed" className="contents" summary={false}>
          <button type="submit" className={feed ? "button quiet" : "button"}>
            {t(feed ? "account.calendar.replace" : "account.calendar.make")}
          </button>
        </Form>
        {feed ? (
          <Form state={state} action="revoke-calendar-feed" className="contents" summary={false}>
            <button type="submit" className="button danger">
              {t("account.calendar.revoke")}
            </button>
          </Form>
        ) : null}
      </div>
    </div>
  );
}
