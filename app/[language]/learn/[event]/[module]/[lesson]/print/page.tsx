import type { Metadata } from "next";
import { BriefView } from "@/components/reading/brief-view";
import { LayerText } from "@/components/reading/layer-text";
import { LessonSources } from "@/components/reading/lesson-sources";
import { Practice } from "@/components/reading/practice";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage } from "@/lib/entry/page";
import { directionOf } from "@/lib/format/languages";
import { loadWholeLesson } from "@/lib/reading/loaders";
import { pathOfLesson } from "@/lib/reading/rules";

type Props = PageProps<{ readonly event: string; readonly module: string; readonly lesson: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { params, language } = await readPage(props);
  const { lesson } = await loadWholeLesson(params.event, params.module, params.lesson, language);
  return { title: `${lesson.number} ${lesson.title.text}`, robots: { index: false } };
}

/** A whole lesson in one piece, as it is printed. */
export default async function WholeLessonPage(props: Props) {
  const page = await readPage(props);
  const { t, at, params, language } = page;
  const { event, outline, place, lesson, brief } = await loadWholeLesson(
    params.event,
    params.module,
    params.lesson,
    language,
  );
  const last = lesson.pages.at(-1);
  return drawn(
    <article className="grid gap-8">
      <p className="no-print">
        <a className="inline-block py-1 small" href={at(pathOfLesson(event.slug, place))}>
          {t("reading.back-to-lesson")}
        </a>
      </p>
      <header className="grid gap-2 reader-indent">
        <p className="eyebrow">
          <LayerText layer={event.courseTitle} language={language} />
        </p>
        <p className="muted">
          {t("reading.module-of", { module: place.module.position, modules: outline.modules.length })}{" "}
          <LayerText layer={place.module.title} language={language} />
        </p>
        <p className="font-semibold">
          <span className="nums">{lesson.number}</span> <LayerText layer={lesson.title} language={language} />
        </p>
        <h1>
          <LayerText layer={lesson.keyQuestion} language={language} />
        </h1>
        {event.reviewed ? null : <p className="small muted">{t("common.sample")}</p>}
        {last && last.text.language !== "en" && !last.text.translationReviewed ? (
          <p className="small muted">{t("reading.translation-not-reviewed")}</p>
        ) : null}
      </header>
      {lesson.pages.map(({ number, title, text }) => (
        <section
          key={number}
          aria-labelledby={`page-${number}`}
          className="reader-indent grid gap-5"
          lang={text.language === language ? undefined : text.language}
          dir={text.language === language ? undefined : directionOf(text.language)}
        >
          <h2 id={`page-${number}`}>{title.text}</h2>
          {text.contested ? (
            <p className="notice reader-notice" lang={language} dir={directionOf(language)}>
              {t("reading.contested")}
            </p>
          ) : null}
          {/* biome-ignore lint/security/noDangerouslySetInnerHtml: made at import from our own content's Markdown with raw HTML switched off, never from what a visitor typed */}
          <div className="prose" dangerouslySetInnerHTML={{ __html: text.html }} />
        </section>
      ))}
      {brief ? (
        <section aria-labelledby="brief" className="reader-indent grid gap-4">
          <h2 id="brief">{t("brief.of-event")}</h2>
          <BriefView page={page} brief={brief} zone={event.zone} under="h2" />
        </section>
      ) : null}
      {last ? (
        <>
          <Practice page={page} lesson={last.text} />
          <LessonSources page={page} lesson={last.text} />
        </>
      ) : null}
    </article>,
  );
}
