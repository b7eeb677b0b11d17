import { SourceText } from "@/components/library/source-text";
import { seatsLeft } from "@/lib/catalogue/rules";
import type { EventPage } from "@/lib/catalogue/types";
import { languageName } from "@/lib/catalogue/wording";
import type { Page } from "@/lib/entry/page";
import { formatList } from "@/lib/format/dates";
import { Fact } from "./fact";
import { PrerequisiteList } from "./prerequisite-list";
import { TopicLinks } from "./topic-links";
import { WindowText } from "./window-text";

type Props = {
  readonly page: Pick<Page, "t" | "at" | "language">;
  readonly event: EventPage;
  readonly viewerZone: string | null;
};

/** Everything a notice states of an event, in one list; what is left open says that it is. */
export function EventFacts({ page, event, viewerZone }: Props) {
  const { t, at, language } = page;
  const { course, registration, run, zone, seats, contacts, partners } = event;
  const left = seatsLeft(event);
  const dated = run.opensAt !== null && run.closesAt !== null;
  return (
    <dl className="facts" aria-label={t("event.facts")}>
      <Fact page={page} title={t("event.registration")}>
        <WindowText page={page} window={registration} zone={zone} viewerZone={viewerZone} />
      </Fact>
      <Fact page={page} title={t("event.run")}>
        <WindowText page={page} window={run} zone={zone} viewerZone={viewerZone} />
        {dated ? (
          <a className="block py-1 small" href={`/events/${event.slug}/event.ics`}>
            {t("event.calendar")}
          </a>
        ) : null}
      </Fact>
      <Fact page={page} title={t("event.place")}>
        {event.place ? <bdi>{event.place}</bdi> : null}
      </Fact>
      <Fact page={page} title={t("event.region")}>
        {event.region ? t(`region.${event.region}`) : null}
      </Fact>
      <Fact page={page} title={t("event.type")}>
        {event.delivery ? t(`delivery.${event.delivery}`) : null}
      </Fact>
      <Fact page={page} title={t("course.languages")}>
        {formatList(
          event.languages.map((code) => languageName(code, language)),
          language,
        )}
      </Fact>
      <Fact page={page} title={t("event.admission")}>
        {t(`event.admission.${event.admission}`)}
      </Fact>
      <Fact page={page} title={t("event.seats")}>
        {seats === null || left === null
          ? null
          : t(event.seatsRule === "recommended" ? "event.seats.recommended" : "event.seats.left", { left, seats })}
      </Fact>
      <Fact page={page} title={t("course.topics")}>
        {course.topics.length > 0 ? <TopicLinks page={page} topics={course.topics} /> : null}
      </Fact>
      <Fact page={page} title={t("course.level")}>
        {course.level ? t(`level.${course.level}`) : null}
      </Fact>
      <Fact page={page} title={t("course.study-hours")}>
        {course.studyHours === null ? null : t("course.study-hours.value", { hours: course.studyHours })}
      </Fact>
      <Fact page={page} title={t("event.presence")}>
        {event.instructorPresence ? t(`presence.${event.instructorPresence}`) : null}
      </Fact>
      {course.prerequisites.length > 0 ? (
        <Fact page={page} title={t("course.prerequisites")}>
          <PrerequisiteList page={page} prerequisites={course.prerequisites} />
        </Fact>
      ) : null}
      <Fact page={page} title={t("event.course")}>
        <SourceText
          as="a"
          page={language}
          language={course.text.language}
          href={at(`/courses/${course.slug}`)}
          className="inline-block py-0.5"
        >
          {course.text.title}
        </SourceText>
      </Fact>
      <Fact page={page} title={t("course.organizer")}>
        <bdi>{event.organizer.name}</bdi>
      </Fact>
      <Fact page={page} title={t("event.partners")}>
        {partners.length > 0 ? (
          <ul>
            {partners.map(({ name, role }) => (
              <li key={`${role} ${name}`}>
                {t("event.partner", { name: `\u2068${name}\u2069`, role: t(`event.partner-role.${role}`) })}
              </li>
            ))}
          </ul>
        ) : null}
      </Fact>
      <Fact page={page} title={t("event.contacts")}>
        {contacts.length > 0 ? (
          <ul>
            {contacts.map(({ role, email }) => (
              <li key={`${role} ${email}`} className="flex flex-wrap gap-x-3">
                <bdi>{role}</bdi>
                <a className="py-0.5" href={`mailto:${email}`} dir="ltr">
                  {email}
                </a>
              </li>
            ))}
          </ul>
        ) : null}
      </Fact>
    </dl>
  );
}
