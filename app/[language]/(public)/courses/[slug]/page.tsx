import type { Metadata } from "next";
import { CourseOutline } from "@/components/catalogue/course-outline";
import { CourseTextParts } from "@/components/catalogue/course-text-parts";
import { EventNotice } from "@/components/catalogue/event-notice";
import { ExamWords } from "@/components/catalogue/exam-words";
import { Fact } from "@/components/catalogue/fact";
import { GoodUntil } from "@/components/catalogue/good-until";
import { LayerNotes } from "@/components/catalogue/layer-notes";
import { MarginSection } from "@/components/catalogue/margin-section";
import { PrerequisiteList } from "@/components/catalogue/prerequisite-list";
import { StructuredData } from "@/components/catalogue/structured-data";
import { TopicLinks } from "@/components/catalogue/topic-links";
import { SourceText } from "@/components/library/source-text";
import { loadCourse } from "@/lib/catalogue/loaders";
import { sortEvents } from "@/lib/catalogue/rules";
import { describeCourse } from "@/lib/catalogue/structured-data";
import { languageName } from "@/lib/catalogue/wording";
import { type PageProps, readPage } from "@/lib/entry/page";
import { formatList } from "@/lib/format/dates";

type Props = PageProps<{ slug: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { params, language } = await readPage(props);
  const { course } = await loadCourse(language, params.slug);
  return { title: course.text.title, description: course.text.summary };
}

export default async function CoursePage(props: Props) {
  const page = await readPage(props);
  const { t, at, language, params } = page;
  const { course, now, goodUntil, address, eventAddress } = await loadCourse(language, params.slug);
  const { text } = course;
  const { current, announced, past } = sortEvents(course.events, now);
  return (
    <>
      <GoodUntil instant={goodUntil} />
      <StructuredData value={describeCourse(course, { address }, eventAddress)} />
      <header>
        <p className="eyebrow">{t("course.eyebrow")}</p>
        <SourceText as="h1" page={language} language={text.language} className="page-title">
          {text.title}
        </SourceText>
        <SourceText as="p" page={language} language={text.language} className="lede measure mt-3">
          {text.summary}
        </SourceText>
        <LayerNotes page={page} layer={text} sample={course.reviewedAt === null} />
      </header>

      <dl className="facts mt-8">
        <Fact page={page} title={t("course.organizer")}>
          <bdi>{course.organizer.name}</bdi>
        </Fact>
        <Fact page={page} title={t("course.level")}>
          {course.level ? t(`level.${course.level}`) : null}
        </Fact>
        <Fact page={page} title={t("course.languages")}>
          {formatList(
            course.languages.map((code) => languageName(code, language)),
            language,
          )}
        </Fact>
        <Fact page={page} title={t("course.topics")}>
          <TopicLinks page={page} topics={course.topics} />
        </Fact>
        <Fact page={page} title={t("course.study-hours")}>
          {course.studyHours === null ? null : t("course.study-hours.value", { hours: course.studyHours })}
        </Fact>
        {course.prerequisites.length > 0 ? (
          <Fact page={page} title={t("course.prerequisites")}>
            <PrerequisiteList page={page} prerequisites={course.prerequisites} />
          </Fact>
        ) : null}
      </dl>

      <section aria-labelledby="events" className="mt-12">
        <h2 id="events">{t("course.events")}</h2>
        {course.events.length === 0 ? (
          <p className="mt-3">
            {t("course.no-events")}{" "}
            <a className="inline-block py-1" href={at("/events")}>
              {t("course.all-events")}
            </a>
          </p>
        ) : (
          <ol className="rows mt-3">
            {[...current, ...announced, ...past].map((event) => (
              <EventNotice key={event.slug} page={page} event={event} now={now} heading="h3" />
            ))}
          </ol>
        )}
      </section>

      <div className="mt-12">
        <CourseTextParts page={page} text={text} />
        <MarginSection id="exam" title={t("course.exam")}>
          {course.exam ? (
            <>
              <ExamWords page={page} exam={course.exam} />
              <p className="muted small">{t("course.exam.by-event")}</p>
            </>
          ) : (
            <p className="muted">{t("common.not-stated")}</p>
          )}
        </MarginSection>
      </div>

      <section aria-labelledby="outline" className="mt-12">
        <h2 id="outline">{t("course.outline")}</h2>
        {course.outline.length > 0 ? (
          <CourseOutline page={page} outline={course.outline} />
        ) : (
          <p className="muted mt-3">{t("common.not-stated")}</p>
        )}
      </section>
    </>
  );
}
