import type { Metadata } from "next";
import { CourseTextParts } from "@/components/catalogue/course-text-parts";
import { EventFacts } from "@/components/catalogue/event-facts";
import { ExamWords } from "@/components/catalogue/exam-words";
import { GoodUntil } from "@/components/catalogue/good-until";
import { JoinBox } from "@/components/catalogue/join-box";
import { LayerNotes } from "@/components/catalogue/layer-notes";
import { MarginSection } from "@/components/catalogue/margin-section";
import { ShareLinks } from "@/components/catalogue/share-links";
import { Paragraphs } from "@/components/catalogue/source-blocks";
import { StandingMark } from "@/components/catalogue/standing-mark";
import { StructuredData } from "@/components/catalogue/structured-data";
import { SourceText } from "@/components/library/source-text";
import { EventProgramme } from "@/components/sessions/event-programme";
import { loadMyPlace } from "@/lib/admission/loaders";
import { loadEvent } from "@/lib/catalogue/loaders";
import { describeEvent } from "@/lib/catalogue/structured-data";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { loadProgramme } from "@/lib/sessions/loaders";

type Props = PageProps<{ slug: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { params, language } = await readPage(props);
  const { event } = await loadEvent(language, params.slug);
  return {
    title: event.title,
    description: event.course.text.summary,
    ...(event.state === "draft" || event.state === "in-review" ? { robots: { index: false } } : {}),
  };
}

export default async function EventPage(props: Props) {
  const page = await readPage(props);
  const { t, language, params } = page;
  const { event, standing, joining, viewer, goodUntil, address, courseAddress } = await loadEvent(
    language,
    params.slug,
  );
  const { course, exam } = event;
  const mine = viewer ? await loadMyPlace(event.slug) : null;
  const state = { t, here: page.here, refused: await readRefusedForm(page) };
  return (
    <>
      <GoodUntil instant={goodUntil} />
      <StructuredData value={describeEvent(event, { address, courseAddress })} />
      {standing === "not-published" ? <p className="notice caution mb-6">{t("event.preview")}</p> : null}
      <header className="margined">
        <div className="margin">
          <p className="reference">
            <bdi>{event.reference}</bdi>
          </p>
          <StandingMark t={t} standing={standing} />
        </div>
        <div className="min-w-0">
          <p className="eyebrow">{t("event.eyebrow")}</p>
          <SourceText as="h1" page={language} language={event.language} className="page-title">
            {event.title}
          </SourceText>
          <p className="mt-2">
            <bdi>{event.organizer.name}</bdi>
          </p>
          <LayerNotes page={page} layer={course.text} sample={course.reviewedAt === null} />
        </div>
      </header>

      <div className="beside mt-8">
        <JoinBox
          page={page}
          event={event}
          joining={joining}
          place={mine?.place ?? null}
          application={mine?.application ?? null}
          viewerZone={viewer?.zone ?? null}
          state={state}
        />
        <div className="min-w-0">
          <EventFacts page={page} event={event} viewerZone={viewer?.zone ?? null} />
          <div className="mt-12">
            {event.notice ? (
              <MarginSection id="notice" title={t("event.notice")}>
                <Paragraphs page={language} language={event.language} text={event.notice} />
              </MarginSection>
            ) : null}
            <CourseTextParts page={page} text={course.text} />
            <EventProgramme page={page} programme={await loadProgramme(event.slug, language)} />
            <MarginSection id="exam" title={t("event.exam")}>
              {exam ? (
                <ExamWords page={page} exam={exam} components={event.components} />
              ) : (
                <p className="muted">{t("common.not-stated")}</p>
              )}
            </MarginSection>
            <MarginSection id="certificate" title={t("event.certificate")}>
              <p className={event.certificateKind ? undefined : "muted"}>
                {event.certificateKind ? t(`certificate-kind.${event.certificateKind}`) : t("common.not-stated")}
              </p>
              {event.attendancePercent === null ? null : (
                <p>{t("event.attendance-condition", { percent: event.attendancePercent })}</p>
              )}
            </MarginSection>
            <MarginSection id="share" title={t("share.title")}>
              <ShareLinks page={page} title={event.title} address={address} />
            </MarginSection>
          </div>
        </div>
      </div>
    </>
  );
}
