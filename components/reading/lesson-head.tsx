import type { Page } from "@/lib/entry/page";
import { lessonNumber, readingMinutes } from "@/lib/reading/rules";
import type { LessonReading } from "@/lib/reading/views";
import { LayerText } from "./layer-text";

type Props = { readonly page: Page; readonly reading: LessonReading };

/** Where a page belongs, the question it answers, and how long it is. */
export function LessonHead({ page: { t, at, language }, reading: { event, outline, place, page } }: Props) {
  const { module, lesson } = place;
  return (
    <header className="grid gap-3">
      <div className="reader-indent grid gap-1">
        <p className="eyebrow">
          <a className="text-inherit no-underline hover:underline" href={at(`/learn/${event.slug}`)}>
            <LayerText layer={event.courseTitle} language={language} />
          </a>
        </p>
        <p className="muted">
          {t("reading.module-of", { module: module.position, modules: outline.modules.length })}{" "}
          <LayerText layer={module.title} language={language} />
        </p>
      </div>
      <div className="numbered run-in">
        <p className="number">
          <span className="visually-hidden">{t("reading.lesson")} </span>
          {lessonNumber(place)}
        </p>
        <div className="max-md:space-y-2 md:grid md:gap-2">
          <p className="font-semibold">
            <LayerText layer={lesson.title} language={language} />
          </p>
          <h1>
            <LayerText layer={lesson.keyQuestion} language={language} />
          </h1>
          <p className="small muted nums">
            {t("reading.page-of", { page: place.page, pages: lesson.pageCount })} ·{" "}
            {t("reading.minutes", { minutes: readingMinutes(page.words) })}
          </p>
          {event.reviewed ? null : <p className="small muted">{t("common.sample")}</p>}
        </div>
      </div>
    </header>
  );
}
