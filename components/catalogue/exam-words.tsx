import type { EventPage, ExamRule } from "@/lib/catalogue/types";
import type { MessageKey } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import { formatList } from "@/lib/format/dates";
import { leastPointsToPass } from "@/lib/grading/pass-rule";

type Props = {
  readonly page: Pick<Page, "t" | "language">;
  readonly exam: ExamRule;
  /** The parts of the total score; none where the exam alone counts. */
  readonly components?: EventPage["components"];
};

/** An exam's rule in words and numbers, so that everybody can count for themselves. */
export function ExamWords({ page: { t, language }, exam, components = [] }: Props) {
  const { questions, pointsPerQuestion, timeLimitMinutes, attemptsAllowed, threshold, strict } = exam;
  const possible = questions * pointsPerQuestion;
  const least = leastPointsToPass(possible, threshold, strict);
  const alone = components.every(({ kind }) => kind === "exam");
  const rule = strict ? "more-than" : "or-more";
  return (
    <>
      <p>
        {t("course.exam.size", { questions, minutes: timeLimitMinutes })}{" "}
        {pointsPerQuestion > 1 ? `${t("course.exam.points", { points: pointsPerQuestion })} ` : null}
        {alone && least !== null
          ? t(`course.exam.${rule}`, { threshold, least, possible })
          : t(`course.exam.total.${rule}`, { threshold })}
      </p>
      {alone ? null : (
        <p>
          {t("course.exam.total.parts", {
            parts: formatList(
              components.map(({ kind, weight }) => t(`course.exam.component.${kind}` as MessageKey, { weight })),
              language,
            ),
          })}
        </p>
      )}
      <p>{t("course.exam.attempts", { attempts: attemptsAllowed })}</p>
    </>
  );
}
