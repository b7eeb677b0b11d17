import { Form } from "@/components/ui/form";
import { formatCode } from "@/lib/certificates/code";
import { isWaiting } from "@/lib/certificates/dossier/rules";
import type { DossierRow, GivenDocument } from "@/lib/certificates/dossier/types";
import type { MessageKey } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import { formatInstant, formatNumber, joinParts } from "@/lib/format/dates";
import { type ReleaseProps, stateOf } from "./release-props";

const PEOPLE_A_PAGE = 100;

const shows = ["all", "waiting", "not-eligible", "released"] as const;

function rowsToShow({ dossier }: ReleaseProps, show: (typeof shows)[number]): readonly DossierRow[] {
  const { rows, certificateKind: kind } = dossier;
  if (show === "waiting") return rows.filter((row) => kind !== null && isWaiting(row, kind, kind));
  if (show === "not-eligible") return rows.filter(({ judgement }) => judgement.standing === "not-eligible");
  if (show === "released") return rows.filter(({ certificate, letter }) => certificate !== null || letter !== null);
  return rows;
}

/** Everybody of the event: how they stand, what they hold, and the release of what they may be given. */
export function DossierPeople({ open, ...props }: ReleaseProps & { readonly open: boolean }) {
  const { page, dossier, numbers, base } = props;
  const { t, query } = page;
  const kind = dossier.certificateKind;
  const show = shows.find((name) => name === query.show) ?? "all";
  const wanted = rowsToShow(props, show);
  const pages = Math.max(1, Math.ceil(wanted.length / PEOPLE_A_PAGE));
  const asked = typeof query.page === "string" && /^[1-9]\d{0,4}$/.test(query.page) ? Number(query.page) : 1;
  const current = Math.min(asked, pages);
  const rows = wanted.slice((current - 1) * PEOPLE_A_PAGE, current * PEOPLE_A_PAGE);
  const releasable = open && kind !== null && numbers.waiting > 0;
  const link = (to: number, what = show): string => `${base}?show=${what}&page=${to}#people`;
  return (
    <section className="grid gap-4" aria-labelledby="people">
      <h2 id="people">{t("release.people")}</h2>
      {dossier.rows.length === 0 ? <p>{t("release.nobody")}</p> : null}
      {dossier.rows.length > 0 ? (
        <ul className="tools" aria-label={t("release.show")}>
          {shows.map((name) => (
            <li key={name}>
              <a
                href={link(1, name)}
                aria-current={name === show ? "true" : undefined}
                className={name === show ? "text-ink!" : undefined}
              >
                {t(`release.show.${name}`)}
              </a>
            </li>
          ))}
        </ul>
      ) : null}
      <Form state={stateOf(props, "release")} action="release-certificates" className="grid gap-4">
        <input type="hidden" name="event" value={dossier.slug} />
        <input type="hidden" name="form" value="release" />
        {rows.length === 0 && dossier.rows.length > 0 ? <p>{t("release.show.none")}</p> : null}
        {rows.length > 0 ? <PeopleTable {...props} rows={rows} releasable={releasable} /> : null}
        {releasable ? (
          <p className="flex flex-wrap gap-3">
            <button type="submit" className="button quiet">
              {t("release.chosen")}
            </button>
            <button type="submit" name="all" value="1" className="button">
              {t("release.all", { count: numbers.waiting })}
            </button>
          </p>
        ) : null}
      </Form>
      {pages > 1 ? (
        <nav aria-label={t("organize.people.pages-title")} className="flex flex-wrap gap-x-6">
          {current > 1 ? <a href={link(current - 1)}>{t("organize.people.previous")}</a> : null}
          <span>{t("organize.people.page", { page: current, pages })}</span>
          {current < pages ? <a href={link(current + 1)}>{t("organize.people.next")}</a> : null}
        </nav>
      ) : null}
    </section>
  );
}

function PeopleTable({
  rows,
  releasable,
  ...props
}: ReleaseProps & { readonly rows: readonly DossierRow[]; readonly releasable: boolean }) {
  const { page, dossier } = props;
  const { t, language } = page;
  const kind = dossier.certificateKind;
  const hasAttendance = rows.some(({ attendance }) => attendance);
  return (
    <section id="release-people" className="table-scroll" tabIndex={0} aria-label={t("release.people-table")}>
      <table className="table cards">
        <caption className="visually-hidden">{t("release.people-table")}</caption>
        <thead>
          <tr>
            {releasable ? <th scope="col">{t("release.choose")}</th> : null}
            <th scope="col">{t("release.person")}</th>
            <th scope="col">{t("release.score")}</th>
            {hasAttendance ? <th scope="col">{t("release.attendance")}</th> : null}
            <th scope="col">{t("release.standing")}</th>
            <th scope="col">{t("release.certificate")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.personId}>
              {releasable ? (
                <td data-label={t("release.choose")}>
                  {kind !== null && isWaiting(row, kind, kind) ? (
                    <input
                      type="checkbox"
                      className="h-6 w-6"
                      name="people[]"
                      value={row.personId}
                      aria-label={t("release.choose-person", { name: row.documentName })}
                    />
                  ) : null}
                </td>
              ) : null}
              <th scope="row">
                <span>
                  <bdi className="block">{row.documentName}</bdi>
                  {row.documentNative ? <bdi className="block font-normal muted">{row.documentNative}</bdi> : null}
                  {row.nameConfirmed ? null : (
                    <span className="block font-normal small muted">{t("release.name-unconfirmed")}</span>
                  )}
                </span>
              </th>
              <td className="nums" data-label={t("release.score")}>
                {row.best ? <bdi>{`${formatNumber(row.best.earned, language)} / ${row.best.possible}`}</bdi> : "–"}
              </td>
              {hasAttendance ? (
                <td className="nums" data-label={t("release.attendance")}>
                  {row.attendance ? t("organize.people.attendance-value", row.attendance) : "–"}
                </td>
              ) : null}
              <td data-label={t("release.standing")}>
                <Standing page={page} row={row} />
              </td>
              <td data-label={t("release.certificate")}>
                <Documents {...props} row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Standing({ page: { t }, row: { judgement, decision } }: { readonly page: Page; readonly row: DossierRow }) {
  const [look, key]: readonly [string, MessageKey] =
    judgement.standing === "eligible"
      ? ["affirm", "standing.eligible"]
      : judgement.standing === "decision"
        ? ["caution", `release.cause.${judgement.cause}`]
        : ["caution", `standing.${judgement.reason}`];
  return (
    <span>
      <span className={`state ${look}`}>{t(key)}</span>
      {decision && judgement.standing !== "decision" ? (
        <span className="block small muted">
          {t(`release.decided.${decision.verdict}`, { name: `\u2068${decision.by}\u2069` })}{" "}
          <bdi>{decision.reason}</bdi>
        </span>
      ) : null}
    </span>
  );
}

function Documents({ row, ...props }: ReleaseProps & { readonly row: DossierRow }) {
  const { t, at } = props.page;
  const documents = [row.certificate, row.letter].filter((document) => document !== null);
  if (row.underWay.length > 0) return t("release.under-way");
  if (documents.length === 0) return "–";
  return (
    <ul className="grid gap-2">
      {documents.map((document) => (
        <li key={document.code}>
          <a className="inline-block py-0.5" href={at(`/verify/${document.code}`)}>
            <code dir="ltr">{formatCode(document.code)}</code>
          </a>{" "}
          <DocumentState {...props} document={document} />
          {props.isAdmin && props.mayRelease && document.state === "valid" ? (
            <a className="block py-0.5 small" href={at(`/admin/certificates/${document.code}`)}>
              {t("correct.link")}
            </a>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function DocumentState({
  page: { t, language },
  dossier,
  zone,
  document,
}: ReleaseProps & { readonly document: GivenDocument }) {
  const own = document.kind === dossier.certificateKind;
  return (
    <span className="block small muted">
      {joinParts(
        [...(own ? [] : [t(`certificate-kind.${document.kind}`)]), t(`certificate-state.${document.state}`)],
        language,
      )}
      <span className="block">
        {t("release.released-by", {
          name: `\u2068${document.releasedBy}\u2069`,
          time: formatInstant(document.releasedAt, language, zone),
        })}
      </span>
    </span>
  );
}
