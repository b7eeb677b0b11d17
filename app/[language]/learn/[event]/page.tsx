import type { Metadata } from "next";
import { ExamBox } from "@/components/exams/exam-box";
import { CertificateName } from "@/components/people/certificate-name";
import { EventDates } from "@/components/reading/event-dates";
import { EventOutline } from "@/components/reading/event-outline";
import { LayerText } from "@/components/reading/layer-text";
import { PackList } from "@/components/reading/pack-list";
import { ProgressLine } from "@/components/reading/progress-line";
import { AdmittedSessions } from "@/components/sessions/admitted-sessions";
import type { MessageKey } from "@/lib/content/messages";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { loadExamBox } from "@/lib/exams/loaders";
import type { ExamBoxView } from "@/lib/exams/types";
import { loadCertificateName } from "@/lib/people/names/loaders";
import { loadEventReading } from "@/lib/reading/loaders";
import { lessonNumber, pathOfPlace } from "@/lib/reading/rules";
import { loadAdmittedProgramme } from "@/lib/sessions/loaders";

type Props = PageProps<{ event: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { params, language } = await readPage(props);
  const { event } = await loadEventReading(params.event, language);
  return { title: event.title.text, robots: { index: false } };
}

/** Whether the exam's own form is shown, to somebody who has not begun it before: it asks for the name too. */
const beginsFirst = ({ window, running, finished, attemptsUsed, attemptsAllowed, nextStartAt }: ExamBoxView): boolean =>
  window === "open" && !running && finished.length === 0 && attemptsUsed < attemptsAllowed && !nextStartAt;

export default async function EventReadingPage(props: Props) {
  const page = await readPage(props);
  const { t, at, language, query, params } = page;
  const reading = await loadEventReading(params.event, language);
  const { event, progress, resume, started, preview, insider, zone, packs, hasBrief } = reading;
  const refused = await readRefusedForm(page);
  const exam = preview ? null : await loadExamBox(event.slug);
  const name = preview ? null : await loadCertificateName(event.slug);
  const begins = exam !== null && beginsFirst(exam.exam);
  return drawn(
    <div className="grid gap-10">
      <header className="grid gap-5">
        <div className="grid gap-2">
          <p className="eyebrow">
            <bdi>{event.reference}</bdi>
          </p>
          <h1>
            <LayerText layer={event.title} language={language} />
          </h1>
          {event.state === "published" ? null : (
            <p className="state caution">{t(`event-state.${event.state}` as MessageKey)}</p>
          )}
        </div>
        {query.done === "joined" ? <p className="notice affirm">{t("learn.done.joined")}</p> : null}
        {query.done === "last-page" && !preview ? (
          <p className="notice affirm">{t("learn.done.last-page", { left: progress.total - progress.read })}</p>
        ) : null}
        {preview ? <p className="notice">{t("learn.preview")}</p> : null}
        <dl className="facts">
          <div>
            <dt>{t("learn.course")}</dt>
            <dd>
              <a href={at(`/courses/${event.courseSlug}`)}>
                <LayerText layer={event.courseTitle} language={language} />
              </a>
            </dd>
          </div>
          <div>
            <dt>{t("learn.dates")}</dt>
            <dd>
              <EventDates page={page} window={event} zone={zone} />
            </dd>
          </div>
        </dl>
        <p className="flex flex-wrap gap-x-6 gap-y-1">
          <a href={at(`/events/${event.slug}`)}>{t("learn.about")}</a>
          {hasBrief ? <a href={at(`/learn/${event.slug}/brief`)}>{t("brief.title")}</a> : null}
        </p>
        {event.reviewed ? null : <p className="small muted">{t("common.sample")}</p>}
      </header>
      {preview ? null : (
        <section aria-labelledby="progress" className="grid gap-4">
          <h2 id="progress">{t("learn.progress.title")}</h2>
          <ProgressLine page={page} progress={progress} />
          {resume ? (
            <p>
              <a className="button" href={at(pathOfPlace(event.slug, resume))}>
                {started ? t("learn.resume", { lesson: lessonNumber(resume), page: resume.page }) : t("learn.start")}
              </a>
            </p>
          ) : null}
        </section>
      )}
      {insider ? (
        <AdmittedSessions page={page} programme={await loadAdmittedProgramme(event.slug, language)} refused={refused} />
      ) : null}
      <EventOutline page={page} reading={reading} />
      <PackList page={page} slug={event.slug} packs={packs} />
      {name ? (
        <CertificateName
          page={page}
          name={name}
          zone={zone}
          refused={refused}
          askedElsewhere={begins && !name.confirmedAt}
        />
      ) : null}
      {exam ? (
        <ExamBox
          page={page}
          exam={exam.exam}
          zone={exam.zone}
          refused={refused?.values.form || refused?.problems.some(({ field }) => field === "code") ? null : refused}
          name={begins && !name?.confirmedAt && name?.changeable ? name : null}
        />
      ) : null}
    </div>,
  );
}
