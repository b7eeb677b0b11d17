import type { Page } from "@/lib/entry/page";
import type { BoardRow } from "@/lib/exams/supervision/types";
import { formatDay, formatSeconds, formatTime } from "@/lib/format/dates";
import { dayIn } from "@/lib/scheduling/zones";
import { StandingMark } from "./standing-mark";

type Props = {
  readonly page: Page;
  readonly slug: string;
  readonly rows: readonly BoardRow[];
  readonly zone: string;
  readonly readAt: Date;
  /** Whoever looks: nobody steers their own exam. */
  readonly actorId: string;
};

/** Silence from a page that should speak every few seconds is said from here on. Units: milliseconds. */
const SILENCE_MS = 120_000;

/** Everybody's exam in one table; its rows carry ids, so that the page's program changes only those that changed. */
export function BoardTable({ page, slug, rows, zone, readAt, actorId }: Props) {
  const { t, at } = page;
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="visually-hidden">{t("board.caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("board.name")}</th>
            <th scope="col">{t("board.standing")}</th>
            <th scope="col">{t("board.contact")}</th>
            <th scope="col">{t("board.left")}</th>
            <th scope="col">{t("board.answered")}</th>
            <th scope="col">{t("board.extra")}</th>
          </tr>
        </thead>
        <tbody data-rows>
          {rows.map((row) => (
            <tr key={row.enrolmentId} data-row={row.enrolmentId}>
              <th scope="row">
                <span>
                  <span className="block">
                    {row.attempt && row.personId !== actorId ? (
                      <a href={at(`/organize/events/${slug}/exam/attempts/${row.attempt.id}`)}>
                        <bdi>{row.fullName}</bdi>
                      </a>
                    ) : (
                      <bdi>{row.fullName}</bdi>
                    )}
                  </span>
                  {row.nativeName ? (
                    <span className="block font-normal muted">
                      <bdi>{row.nativeName}</bdi>
                    </span>
                  ) : null}
                </span>
              </th>
              <td data-label={t("board.standing")}>
                <span>
                  <StandingMark t={t} standing={row.standing} />
                  {row.attempts > 1 ? (
                    <span className="block small muted">
                      {t("board.attempt", { number: row.attempt?.number ?? 1 })}
                    </span>
                  ) : null}
                  {row.attempt && row.attempt.evidence > 0 ? (
                    <span className="block small">
                      {row.attempt.decisionOpen
                        ? t("board.decision-open")
                        : t("board.evidence", { count: row.attempt.evidence })}
                    </span>
                  ) : null}
                </span>
              </td>
              <td data-label={t("board.contact")}>
                <Contact page={page} row={row} zone={zone} readAt={readAt} />
              </td>
              <td data-label={t("board.left")}>
                <Left page={page} row={row} zone={zone} readAt={readAt} />
              </td>
              <td className="nums" data-label={t("board.answered")}>
                {row.attempt && !(row.standing === "on-paper")
                  ? t("board.answered-of", { answered: row.attempt.answered, total: row.attempt.questions })
                  : "–"}
              </td>
              <td data-label={t("board.extra")}>
                <span>
                  <span className="block">{extraText(page, row)}</span>
                  {row.personId === actorId ? null : (
                    <a
                      className="inline-block py-1 small"
                      href={at(`/organize/events/${slug}/exam/people/${row.enrolmentId}`)}
                    >
                      {t("board.change")}
                      <span className="visually-hidden">
                        : <bdi>{row.fullName}</bdi>
                      </span>
                    </a>
                  )}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type CellProps = { readonly page: Page; readonly row: BoardRow; readonly zone: string; readonly readAt: Date };

function extraText({ t }: Page, { extraTimeSeconds, extraAttempts, attempt }: BoardRow): string {
  const seconds = extraTimeSeconds + (attempt?.extraTimeSeconds ?? 0);
  const parts = [
    ...(seconds > 0 ? [t("board.extra-minutes", { minutes: Math.round(seconds / 60) })] : []),
    ...(extraAttempts > 0 ? [t("board.extra-attempts", { count: extraAttempts })] : []),
  ];
  return parts.length > 0 ? parts.join(", ") : t("board.extra-none");
}

function Contact({ page: { t, language }, row: { attempt, standing }, zone, readAt }: CellProps) {
  if (!attempt || standing === "on-paper") return "–";
  if (!attempt.contactAt) return <span className="muted">{t("board.contact-none")}</span>;
  const silence = readAt.getTime() - attempt.contactAt.getTime();
  const time = formatSeconds(attempt.contactAt, language, zone);
  if (standing !== "working" || silence < SILENCE_MS) return <span className="nums">{time}</span>;
  return (
    <span>
      <span className="nums block">{time}</span>
      <span className="state caution">{t("board.silent", { minutes: Math.floor(silence / 60_000) })}</span>
    </span>
  );
}

function Left({ page: { t, language }, row: { attempt, standing }, zone, readAt }: CellProps) {
  if (!attempt) return "–";
  // A sheet of paper may be due on another day.
  const day =
    dayIn(attempt.deadlineAt, zone) === dayIn(readAt, zone) ? "" : `${formatDay(attempt.deadlineAt, language, zone)}, `;
  const until = t("board.until", { time: `${day}${formatTime(attempt.deadlineAt, language, zone)}` });
  if (standing === "working") {
    const minutes = Math.floor((attempt.deadlineAt.getTime() - readAt.getTime()) / 60_000);
    return (
      <span>
        <span className="block">{minutes < 1 ? t("board.left-seconds") : t("exam.minutes-left", { minutes })}</span>
        <span className="small muted nums">{until}</span>
      </span>
    );
  }
  if (standing === "over" || standing === "on-paper") return <span className="nums">{until}</span>;
  return (
    <span className="nums">
      {attempt.closedAt ? t("board.closed-at", { time: formatTime(attempt.closedAt, language, zone) }) : "–"}
    </span>
  );
}
