import type { Page } from "@/lib/entry/page";
import { countLessonProgress, isRead, lessonNumber, pathOfPlace } from "@/lib/reading/rules";
import type { TitledLesson, TitledModule } from "@/lib/reading/types";
import type { LessonReading } from "@/lib/reading/views";
import { LayerText } from "./layer-text";
import { ProgressLine } from "./progress-line";
import { ReadMark } from "./read-mark";

type Props = { readonly page: Page; readonly reading: LessonReading };

/** The outline beside a lesson: the module being read is open, the others wait behind their titles. */
export function LessonOutline({ page, reading }: Props) {
  const { t, at, language } = page;
  const { event, outline, place, progress, preview } = reading;
  return (
    <nav aria-label={t("reading.outline")} className="outline-nav grid gap-4">
      <p>
        <a href={at(`/learn/${event.slug}`)}>{t("reading.to-event")}</a>
      </p>
      {preview ? null : <ProgressLine page={page} progress={progress} />}
      <ol>
        {outline.modules.map((module) => (
          <li key={module.position} className="border-t border-rule">
            <details open={module.position === place.module.position}>
              <summary className="py-2 font-semibold">
                <span className="nums">{module.position}</span> <LayerText layer={module.title} language={language} />
              </summary>
              <ol className="pb-2">
                {module.lessons.map((lesson) => (
                  <OutlineLesson key={lesson.position} page={page} reading={reading} module={module} lesson={lesson} />
                ))}
              </ol>
            </details>
          </li>
        ))}
      </ol>
    </nav>
  );
}

type LessonProps = Props & { readonly module: TitledModule; readonly lesson: TitledLesson };

function OutlineLesson({
  page: { t, at, language },
  reading: { event, place, reads, preview },
  module,
  lesson,
}: LessonProps) {
  const isHere = module.position === place.module.position && lesson.position === place.lesson.position;
  const lessonProgress = countLessonProgress(lesson, reads);
  return (
    <li>
      <a
        className="block py-1.5"
        href={at(pathOfPlace(event.slug, { module, lesson, page: 1 }))}
        aria-current={isHere ? (lesson.pageCount === 1 ? "page" : "true") : undefined}
      >
        <span className="nums">{lessonNumber({ module, lesson })}</span>{" "}
        <LayerText layer={lesson.title} language={language} />
        {preview || lessonProgress.read === 0 ? null : (
          <span className="muted inline-block ps-1">
            (<ReadMark t={t} progress={lessonProgress} />)
          </span>
        )}
      </a>
      {isHere && lesson.pageCount > 1 ? (
        <ol className="ps-4 pb-1">
          {lesson.pages.map(({ number, title }) => (
            <li key={number}>
              <a
                className="block py-1"
                href={at(pathOfPlace(event.slug, { module, lesson, page: number }))}
                aria-current={number === place.page ? "page" : undefined}
              >
                <span className="nums">{number}.</span> <LayerText layer={title} language={language} />
                {isRead(reads, lesson.versionId, number) ? (
                  <span className="muted inline-block ps-1">({t("reading.read.all")})</span>
                ) : null}
              </a>
            </li>
          ))}
        </ol>
      ) : null}
    </li>
  );
}
