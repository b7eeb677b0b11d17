import { SourceText } from "@/components/library/source-text";
import type { OutlineModule } from "@/lib/catalogue/types";
import type { Page } from "@/lib/entry/page";
import { Items } from "./source-blocks";

/** A course's modules and the questions its lessons answer, numbered in the margin as in the reader. */
export function CourseOutline({
  page: { t, language },
  outline,
}: {
  readonly page: Pick<Page, "t" | "language">;
  readonly outline: readonly OutlineModule[];
}) {
  return (
    <ol className="course-outline">
      {outline.map((module, m) => (
        <li key={m.toString()}>
          <div className="numbered">
            <p className="number">{m + 1}</p>
            <div className="min-w-0">
              <SourceText as="h3" page={language} language={module.language}>
                {module.title}
              </SourceText>
              <SourceText as="p" page={language} language={module.language} className="muted measure mt-1">
                {module.summary}
              </SourceText>
              {module.objectives.length > 0 ? (
                <details className="small mt-2">
                  <summary className="py-1">{t("course.outline.objectives")}</summary>
                  <Items
                    page={language}
                    language={module.language}
                    items={module.objectives}
                    className="bullets mt-2"
                  />
                </details>
              ) : null}
            </div>
          </div>
          {module.lessons.length > 0 ? (
            <ol className="mt-3 grid gap-2">
              {module.lessons.map((lesson, l) => (
                <li key={l.toString()} className="numbered">
                  <p className="number">
                    {m + 1}.{l + 1}
                  </p>
                  <SourceText as="p" page={language} language={lesson.language} className="measure">
                    {lesson.keyQuestion}
                  </SourceText>
                </li>
              ))}
            </ol>
          ) : null}
        </li>
      ))}
    </ol>
  );
}
