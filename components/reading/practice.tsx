import type { Page } from "@/lib/entry/page";
import { directionOf } from "@/lib/format/languages";
import type { LessonPage } from "@/lib/reading/types";

type Props = { readonly page: Page; readonly lesson: Pick<LessonPage, "practice" | "language"> };

/** Questions to check oneself with: nothing is sent or marked, and the answers stand folded under each. */
export function Practice({ page: { t, language }, lesson }: Props) {
  if (lesson.practice.length === 0) return null;
  const isOther = lesson.language !== language;
  const own = { lang: isOther ? lesson.language : undefined, dir: isOther ? directionOf(lesson.language) : undefined };
  return (
    <section aria-labelledby="practice" className="reader-indent grid gap-3">
      <h2 id="practice">{t("reading.practice")}</h2>
      <p className="small muted">{t("reading.practice-note")}</p>
      <ol className="practice measure grid gap-6">
        {lesson.practice.map(({ stem, options, rationale }) => (
          <li key={stem}>
            <div className="grid gap-2">
              <p {...own}>{stem}</p>
              <ol {...own} className="grid gap-1">
                {options.map(({ text }) => (
                  <li key={text}>{text}</li>
                ))}
              </ol>
              <details className="in-print">
                <summary>{t("reading.practice-answer")}</summary>
                <div {...own} className="grid gap-2 py-2">
                  <p className="font-semibold">{options.find(({ right }) => right)?.text}</p>
                  <p>{rationale}</p>
                  <ul className="bullets">
                    {options
                      .filter(({ right }) => !right)
                      .map(({ text, why }) => (
                        <li key={text}>
                          {text}
                          <p className="small muted">{why}</p>
                        </li>
                      ))}
                  </ul>
                </div>
              </details>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
