import type { ReactNode } from "react";
import type { MessageKey } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import { formatList } from "@/lib/format/dates";
import type { ReviewView } from "@/lib/organizing/lifecycle/types";
import type { ReviewItem } from "@/lib/organizing/rules";

type Props = { readonly page: Pick<Page, "t" | "language">; readonly review: ReviewView };

/** What an event says about each item of the reviewer's checklist. */
export function ReviewFacts({ page, review }: Props) {
  const { t } = page;
  const { settings, objectives, outcomes, objectivesLanguage, sessions } = review;
  const notStated = <span className="muted">{t("common.not-stated")}</span>;
  const items = (list: readonly string[]): ReactNode =>
    list.length === 0 ? (
      notStated
    ) : (
      <ul className="bullets" lang={objectivesLanguage} dir="auto">
        {list.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    );
  const facts: Readonly<Record<ReviewItem, ReactNode>> = {
    objectives: (
      <>
        {items(objectives)}
        {outcomes.length > 0 ? (
          <>
            <p className="label mt-2">{t("organize.review.outcomes")}</p>
            {items(outcomes)}
          </>
        ) : null}
      </>
    ),
    "study-hours": review.studyHours === null ? notStated : t("course.study-hours.value", { hours: review.studyHours }),
    assessment: <Assessment page={page} review={review} />,
    presence: (
      <>
        {settings.instructorPresence ? t(`presence.${settings.instructorPresence}` as MessageKey) : notStated} (
        {t("organize.review.sessions", { count: sessions })})
      </>
    ),
    partners:
      settings.partners.length === 0 ? (
        notStated
      ) : (
        <ul>
          {settings.partners.map(({ name, role }) => (
            <li key={`${role} ${name}`}>
              {t("event.partner", {
                name: `\u2068${name}\u2069`,
                role: t(`event.partner-role.${role}` as MessageKey),
              })}
            </li>
          ))}
        </ul>
      ),
  };
  return (
    <section aria-labelledby="says" className="grid gap-3">
      <h2 id="says">{t("organize.review.says")}</h2>
      <dl className="facts">
        {Object.entries(facts).map(([item, fact]) => (
          <div key={item}>
            <dt>{t(`organize.review.${item as ReviewItem}`)}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Assessment({ page: { t, language }, review: { settings } }: Props) {
  const { exam, components, attendancePercent } = settings;
  return (
    <>
      <p>
        {exam
          ? t("organize.event.exam-value", {
              questions: exam.blueprint.questions,
              minutes: Math.round(exam.timeLimitSeconds / 60),
              attempts: exam.attemptsAllowed,
            })
          : t("organize.event.no-exam")}
      </p>
      {exam ? (
        <p>
          {t(exam.strict ? "course.exam.total.more-than" : "course.exam.total.or-more", {
            threshold: exam.thresholdPercent,
          })}{" "}
          {components.length > 1
            ? t("course.exam.total.parts", {
                parts: formatList(
                  components.map(({ kind, weight }) => t(`course.exam.component.${kind}` as MessageKey, { weight })),
                  language,
                ),
              })
            : null}
        </p>
      ) : null}
      {attendancePercent === null ? null : <p>{t("event.attendance-condition", { percent: attendancePercent })}</p>}
    </>
  );
}
