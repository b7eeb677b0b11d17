import type { Metadata } from "next";
import { ReportTable } from "@/components/certificates/report-table";
import { Histogram } from "@/components/exams/results/histogram";
import { ShareBars } from "@/components/exams/share-bars";
import { SourceText } from "@/components/library/source-text";
import { WindowText } from "@/components/organizing/window-text";
import { CountPlot } from "@/components/ui/count-plot";
import { loadEventReport } from "@/lib/certificates/report/loaders";
import { reportColumns } from "@/lib/certificates/report/rules";
import type { MessageKey } from "@/lib/content/messages";
import { drawn } from "@/lib/entry/drawn";
import { type Page, type PageProps, readPage } from "@/lib/entry/page";
import { formatDay, formatInstant, formatNumber } from "@/lib/format/dates";

type Props = PageProps<{ slug: string }>;
type Report = Awaited<ReturnType<typeof loadEventReport>>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("report.title"), robots: { index: false } };
}

/** What an organizer hands in after an event: who came from where, who was there, how they did, and what they were given. */
export default async function ReportPage(props: Props) {
  const page = await readPage(props);
  const { t, at, language, params } = page;
  const report = await loadEventReport(params.slug, language);
  return drawn(
    <div className="report grid gap-10">
      <header className="grid gap-4">
        <p className="no-print">
          <a className="inline-block py-1 small" href={at(`/organize/events/${report.slug}`)}>
            {t("report.back")}
          </a>
        </p>
        <p className="eyebrow flex flex-wrap gap-x-4">
          <bdi>{report.organization}</bdi>
          <bdi>{report.reference}</bdi>
        </p>
        <h1>{t("report.title")}</h1>
        <SourceText as="p" page={language} language={report.language} className="lede measure">
          {report.title}
        </SourceText>
        <p className="no-print">
          <a className="button quiet" href={`/api/events/${report.slug}/report.csv`} download>
            {t("report.export")}
          </a>
        </p>
      </header>

      <Facts page={page} report={report} />
      {report.closingReport ? (
        <section aria-labelledby="words" className="grid gap-3">
          <h2 id="words">{t("organize.report.title")}</h2>
          <p className="measure whitespace-pre-line font-serif" dir="auto">
            {report.closingReport}
          </p>
          {report.closedAt ? (
            <p className="small muted">
              {t("organize.report.closed-by", {
                time: formatInstant(report.closedAt, language, report.zone),
                name: report.closedBy ?? "",
              })}
            </p>
          ) : null}
        </section>
      ) : null}
      {report.people.length === 0 ? <p>{t("report.nobody")}</p> : <Plots page={page} report={report} />}
      {report.people.length > 0 ? (
        <div className="grid gap-2">
          <h2 id="people">{t("report.people")}</h2>
          <ReportTable page={page} people={report.people} hasSessions={report.sessions.length > 0} />
        </div>
      ) : null}

      <section aria-labelledby="columns" className="no-print grid gap-3">
        <h2 id="columns">{t("report.columns")}</h2>
        <p className="measure">{t("report.columns-note")}</p>
        <details>
          <summary className="font-semibold">{t("results.columns-show")}</summary>
          <dl className="facts measure mt-3">
            {reportColumns.map((column) => (
              <div key={column}>
                <dt>
                  <code dir="ltr">{column}</code>
                </dt>
                <dd>{t(`report.column.${column}`)}</dd>
              </div>
            ))}
          </dl>
        </details>
      </section>
    </div>,
  );
}

function Facts({ page, report }: { readonly page: Page; readonly report: Report }) {
  const { t, language } = page;
  const { numbers, studyHours, threshold, strict, attendancePercent } = report;
  return (
    <dl className="facts">
      <div>
        <dt>{t("organize.event.window")}</dt>
        <dd>
          <WindowText
            page={page}
            opensAt={report.opensAt}
            closesAt={report.closesAt}
            zone={report.zone}
            ownZone={report.ownZone}
          />
        </dd>
      </div>
      <div>
        <dt>{t("report.study-hours")}</dt>
        <dd>{studyHours === null ? t("common.not-stated") : formatNumber(studyHours, language)}</dd>
      </div>
      <div>
        <dt>{t("report.rule")}</dt>
        <dd>
          {t(strict ? "results.rule-more" : "results.rule-least", { threshold })}{" "}
          {attendancePercent === null ? null : t("sessions.condition", { percent: attendancePercent })}
        </dd>
      </div>
      <div>
        <dt>{t("report.participants")}</dt>
        <dd>{formatNumber(numbers.participants, language)}</dd>
      </div>
      <div>
        <dt>{t("report.eligible")}</dt>
        <dd>{formatNumber(numbers.eligible, language)}</dd>
      </div>
      <div>
        <dt>{t("report.certificates")}</dt>
        <dd>{formatNumber(numbers.certificates, language)}</dd>
      </div>
    </dl>
  );
}

function Plots({ page, report }: { readonly page: Page; readonly report: Report }) {
  const { t, language } = page;
  const { numbers, sessions, people } = report;
  const headings = (key: MessageKey) => [t(key), t("report.participants")] as const;
  return (
    <>
      <section aria-labelledby="states" className="grid gap-6">
        <h2 id="states">{t("report.states")}</h2>
        <div className="grid gap-8 lg:grid-cols-2">
          <CountPlot
            language={language}
            caption={t("report.by-state")}
            headings={headings("report.state")}
            rows={numbers.states.map(({ code, name, count }) => ({
              key: code ?? "none",
              label: name || t("common.not-stated"),
              count,
            }))}
          />
          <CountPlot
            language={language}
            caption={t("report.by-region")}
            headings={headings("report.region")}
            rows={numbers.regions.map(({ name, count }) => ({
              key: name || "none",
              label: name ? t(`region.${name}` as MessageKey) : t("common.not-stated"),
              count,
            }))}
          />
          <CountPlot
            language={language}
            caption={t("report.by-group")}
            headings={headings("report.group")}
            rows={numbers.groups.map(({ name, count }) => ({ key: name, label: t(`report.group.${name}`), count }))}
          />
        </div>
      </section>
      {sessions.length > 0 ? (
        <section aria-labelledby="attendance" className="grid gap-3">
          <h2 id="attendance">{t("report.attendance")}</h2>
          <ShareBars
            caption={t("report.attendance-caption")}
            headings={[t("sessions.agenda.session"), t("report.attendance-present")]}
            rows={sessions.map((session) => ({
              label: t("report.session-on", {
                title: session.title,
                day: formatDay(session.startsAt, language, report.zone),
              }),
              language: session.language === language ? undefined : session.language,
              part: session.present,
              whole: people.length,
            }))}
          />
          <p className="small muted measure">{t("report.attendance-note")}</p>
        </section>
      ) : null}
      <section aria-labelledby="scores" className="grid gap-6">
        <h2 id="scores">{t("report.scores")}</h2>
        <div className="grid gap-8 lg:grid-cols-2">
          {numbers.sat > 0 ? <Histogram page={page} bins={numbers.scores} /> : <p>{t("report.nobody-sat")}</p>}
          <CountPlot
            language={language}
            caption={t("report.by-verdict")}
            headings={headings("report.verdict")}
            rows={numbers.verdicts.map(({ name, count }) => ({
              key: name,
              label: t(`standing.${name}` as MessageKey),
              count,
            }))}
          />
        </div>
      </section>
    </>
  );
}
