import { SourceText } from "@/components/library/source-text";
import { standingOf } from "@/lib/catalogue/rules";
import type { CourseCard as Card, EventStanding } from "@/lib/catalogue/types";
import { languageName } from "@/lib/catalogue/wording";
import type { Page } from "@/lib/entry/page";
import { formatList } from "@/lib/format/dates";
import { StandingMark } from "./standing-mark";

/** Of a course's events, the one that matters most to a person who might join. */
const byInterest: readonly EventStanding[] = [
  "registration-open",
  "registration-upcoming",
  "upcoming",
  "running",
  "registration-closed",
  "to-be-announced",
];

type Props = {
  readonly page: Pick<Page, "t" | "at" | "language">;
  readonly card: Card;
  /** Names of all topics, in their order. */
  readonly topics: ReadonlyMap<string, string>;
  readonly now: Date;
};

/** A course in the catalogue's list. */
export function CourseCard({ page: { t, at, language }, card, topics, now }: Props) {
  const standings = card.events.map((event) => standingOf(event, now));
  const best = byInterest.find((standing) => standings.includes(standing));
  const [level] = card.values.level;
  const own = [...topics].filter(([slug]) => card.values.topic.includes(slug));
  return (
    <li>
      <h2 className="entry-title">
        <SourceText as="a" page={language} language={card.language} href={at(`/courses/${card.slug}`)}>
          {card.title}
        </SourceText>
      </h2>
      <p className="muted small mt-1">
        <bdi>{card.organizer}</bdi>
      </p>
      <SourceText as="p" page={language} language={card.language} className="mt-2">
        {card.summary}
      </SourceText>
      <ul className="dotted">
        {best ? (
          <li>
            <StandingMark t={t} standing={best} />
          </li>
        ) : null}
        {level ? <li>{t(`level.${level as "introductory"}`)}</li> : null}
        <li>
          {formatList(
            card.values.language.map((code) => languageName(code, language)),
            language,
          )}
        </li>
        {own.slice(0, 4).map(([slug, name]) => (
          <SourceText key={slug} as="li" page={language} language="en">
            {name}
          </SourceText>
        ))}
        {own.length > 4 ? <li>{t("courses.more-topics", { count: own.length - 4 })}</li> : null}
      </ul>
    </li>
  );
}
