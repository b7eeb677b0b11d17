import { Form, type FormState } from "@/components/ui/form";
import type { ImportReport, PlannedRow } from "@/lib/admission/imports/types";
import { stateName } from "@/lib/admission/states";
import type { MessageKey } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import { formatInstant, formatList } from "@/lib/format/dates";

type Props = {
  readonly page: Page;
  readonly state: FormState;
  readonly event: { readonly slug: string; readonly zone: string };
  readonly kind: "participants" | "nominations";
  /** Under which what was read is kept, for the form that applies it. */
  readonly kept: string;
  readonly report: ImportReport;
};

const looks = { add: "state affirm", there: "state", wrong: "state refuse" } as const;

/** What a file would do, line by line, and the button that does just that. */
export function ImportReportView(props: Props) {
  const { page, event, report, kind } = props;
  const { t, language } = page;
  return (
    <section aria-labelledby="report" className="grid gap-4">
      <h2 id="report">{t("import.report")}</h2>
      {report.ok ? (
        <>
          {report.importedAt ? (
            <p className="notice caution measure">
              {t("import.imported", { time: formatInstant(report.importedAt, language, event.zone) })}
            </p>
          ) : null}
          <p className="measure">
            {t(kind === "nominations" ? "import.counts-nominations" : "import.counts", report.plan.counts)}{" "}
            {t("import.separator", {
              separator: t(`import.separator.${separators[report.table.separator]}` satisfies MessageKey),
            })}
          </p>
          {report.table.unknown.length > 0 ? (
            <p className="measure">
              {t("import.unknown-columns")} <bdi>{formatList(report.table.unknown, language)}</bdi>
            </p>
          ) : null}
          <ApplyForm {...props} />
          <Rows {...props} rows={report.plan.rows} />
        </>
      ) : (
        <p className="notice refuse measure">
          {t(`problem.import.file.${report.problem}` as MessageKey, { line: report.line ?? 0 })}
        </p>
      )}
    </section>
  );
}

const separators = { ",": "comma", ";": "semicolon", "\t": "tab" } as const;

function ApplyForm({ page: { t }, state, event, kind, kept, report }: Props) {
  if (!report.ok || report.importedAt || report.plan.counts.add === 0) return null;
  const { add, wrong } = report.plan.counts;
  return (
    <Form state={{ ...state, refused: null }} action="apply-import" className="grid gap-3" summary={false}>
      <input type="hidden" name="event" value={event.slug} />
      <input type="hidden" name="kept" value={kept} />
      <input type="hidden" name="digest" value={report.plan.digest} />
      {wrong > 0 ? (
        <label className="choice">
          <input type="checkbox" id="leaveOut" name="leaveOut" value="yes" />
          <span>{t("import.leave-out", { count: wrong })}</span>
        </label>
      ) : null}
      <p>
        <button type="submit" className="button">
          {t(kind === "nominations" ? "import.apply-nominations" : "import.apply", { count: add })}
        </button>
      </p>
    </Form>
  );
}

function Rows({ page: { t, language }, rows }: Props & { readonly rows: readonly PlannedRow[] }) {
  const said = ({ outcome, problems }: PlannedRow): string[] =>
    outcome === "wrong"
      ? problems.map(({ problem, with: other }) =>
          t(`import.problem.${problem}` satisfies MessageKey, { other: other ?? "" }),
        )
      : [];
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="visually-hidden">{t("import.caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("import.line")}</th>
            <th scope="col">{t("import.person")}</th>
            <th scope="col">{t("import.state")}</th>
            <th scope="col">{t("import.outcome")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.line}>
              <th scope="row" className="nums" data-label={t("import.line")}>
                {row.line}
              </th>
              <td data-label={t("import.person")}>
                <span>
                  <bdi>{row.fullName}</bdi> <bdi className="small muted break-all">{row.address}</bdi>
                </span>
              </td>
              <td data-label={t("import.state")}>
                {row.stateCode ? stateName(row.stateCode, language) : t("common.not-stated")}
              </td>
              <td data-label={t("import.outcome")}>
                <span>
                  <span className={looks[row.outcome]}>{t(`import.outcome.${row.outcome}` satisfies MessageKey)}</span>
                  {said(row).map((sentence) => (
                    <span key={sentence} className="small block">
                      {sentence}
                    </span>
                  ))}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
