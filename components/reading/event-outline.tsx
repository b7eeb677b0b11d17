import type { Page } from "@/lib/entry/page";
import { countLessonProgress, lessonNumber, pathOfPlace, readingMinutes } from "@/lib/reading/rules";
import type { TitledLesson, TitledModule } from "@/lib/reading/types";
import type { EventReading } from "@/lib/reading/views";
import { LayerText } from "./layer-text";
import { ReadMark } from "./read-mark";

type Props = { readonly page: Page; readonly reading: Pick<EventReading, "event" | "outline" | "reads" | "preview"> };

/** The whole course as a numbered list: modules, lessons, how long each is, and what of it is read. */
export function EventOutline({ page, reading }: Props) {
  const { t, language } = page;
  return (
    <section aria-labelledby="outline" className="grid gap-6">
      <h2 id="outline">{t("reading.outline")}</h2>
      {reading.outline.modules.map((module) => (
        <section key={module.position} aria-labelledby={`module-${module.position}`}>
          <div className="numbered pair border-t border-rule-strong pt-3">
            <p className="number font-semibold">{module.position}</p>
            <h3 id={`module-${module.position}`}>
              <LayerText layer={module.title} language={language} />
            </h3>
          </div>
          {module.lessons.length === 0 ? <p className="muted">{t("learn.no-pages")}</p> : null}
          <ol>
            {module.lessons.map((lesson) => (
              <OutlineLesson key={lesson.position} page={page} reading={reading} module={module} lesson={lesson} />
            ))}
          </ol>
        </section>
      ))}
    </section>
  );
}

type LessonProps = Props & { readonly module: TitledModule; readonly lesson: TitledLesson };

function OutlineLesson({ page: { t, at, language }, reading: { event, reads, preview }, module, lesson }: LessonProps) {
  const minutes = readingMinutes(lesson.pages.reduce((sum, { words }) => sum + words, 0));
  return (
    <li className="numbered pair py-3">
      <p className="number">{lessonNumber({ module, lesson })}</p>
      <div>
        <p>
          <a className="font-semibold" href={at(pathOfPlace(event.slug, { module, lesson, page: 1 }))}>
            <LayerText layer={lesson.title} language={language} />
          </a>
        </p>
        <p className="muted">
          <LayerText layer={lesson.keyQuestion} language={language} />
        </p>
        <p className="small muted nums">
          {t("reading.length", { pages: lesson.pageCount, minutes })}
          {preview ? null : (
            <>
              {" "}
              · <ReadMark t={t} progress={countLessonProgress(lesson, reads)} />
            </>
          )}
        </p>
      </div>
    </li>
  );
}
