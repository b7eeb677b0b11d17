import "./month-table.css";
import { SourceText } from "@/components/library/source-text";
import { weeksOf } from "@/lib/catalogue/month/rules";
import type { DayEntry, Month } from "@/lib/catalogue/month/types";
import { firstDayOf, formatWeekDay, weekdayNames } from "@/lib/catalogue/month/wording";
import { formatMonth } from "@/lib/catalogue/wording";
import type { Page } from "@/lib/entry/page";
import { formatDay, formatOffset, formatTime, joinParts, zonePlace } from "@/lib/format/dates";
import { dayIn } from "@/lib/scheduling/zones";

type Props = {
  readonly page: Pick<Page, "t" | "at" | "language">;
  readonly month: string;
  readonly today: string;
  readonly days: Month["days"];
  readonly viewerZone: string | null;
};

/** A month as a table of weeks and days; on a narrow screen, the days with something on them as a list. */
export function MonthTable({ page, month, today, days, viewerZone }: Props) {
  const { t, language } = page;
  return (
    <table className="month-table">
      <caption className="visually-hidden">{formatMonth(month, language)}</caption>
      <thead>
        <tr>
          {weekdayNames(language).map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month, firstDayOf(language)).map((week) => (
          <tr key={week.find((day) => day !== null)}>
            {week.map((day, i) => {
              const entries = day === null ? [] : (days.get(day) ?? []);
              return (
                <td
                  key={day ?? `beside-${i.toString()}`}
                  className={entries.length === 0 && day !== today ? "vacant" : undefined}
                  aria-current={day === today ? "date" : undefined}
                >
                  {day === null ? null : (
                    <time dateTime={day} className="day">
                      <span className="whole">{formatWeekDay(day, language)}</span>
                      <span className="bare" aria-hidden="true">
                        {Number(day.slice(-2))}
                      </span>
                      {day === today ? <span className="today">{t("calendar.today")}</span> : null}
                    </time>
                  )}
                  {entries.length > 0 ? (
                    <ul className="grid gap-3">
                      {entries.map((entry) => (
                        <Entry
                          key={`${entry.event.slug} ${entry.kind} ${entry.at.getTime().toString()} ${entry.session?.title ?? ""}`}
                          page={page}
                          entry={entry}
                          viewerZone={viewerZone}
                        />
                      ))}
                    </ul>
                  ) : null}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Entry({
  page: { t, at, language },
  entry: { kind, event, session, at: begins, until },
  viewerZone,
}: {
  readonly page: Props["page"];
  readonly entry: DayEntry;
  readonly viewerZone: string | null;
}) {
  const { zone } = event;
  const clock = (where: string): string =>
    [begins, ...(until ? [until] : [])].map((instant) => formatTime(instant, language, where)).join("–");
  const own = viewerZone && formatOffset(begins, viewerZone) !== formatOffset(begins, zone) ? viewerZone : null;
  const sameDay = own && dayIn(begins, own) === dayIn(begins, zone);
  return (
    <li>
      <p>
        <strong>{t(`calendar.${kind}`)}</strong> <span className="nums">{clock(zone)}</span>
      </p>
      <p>
        <a className="inline-block py-1" href={at(`/events/${event.slug}`)}>
          <SourceText page={language} language={(session ?? event).language}>
            {(session ?? event).title}
          </SourceText>
        </a>
      </p>
      {session ? (
        <SourceText as="p" page={language} language={event.language}>
          {event.title}
        </SourceText>
      ) : null}
      <p className="muted">
        <bdi>{zone === "UTC" ? "UTC" : `${zonePlace(zone)} (${formatOffset(begins, zone)})`}</bdi>
      </p>
      {own ? (
        <p className="muted nums">
          {t("calendar.your-time", {
            time: sameDay ? clock(own) : joinParts([formatDay(begins, language, own), clock(own)], language),
          })}
        </p>
      ) : null}
    </li>
  );
}
