import type { CoursePage, Delivery, EventCard, EventPage } from "./types";

/*
 * What the pages say, said to machines in the words of schema.org. A value that is not stated is left out: JSON has no way
 * to write undefined, and so drops it.
 */

type Addressed = { readonly address: string };

const attendance: Readonly<Record<Delivery, string>> = {
  "online-instructor-led": "OnlineEventAttendanceMode",
  "self-paced": "OnlineEventAttendanceMode",
  "face-to-face": "OfflineEventAttendanceMode",
  blended: "MixedEventAttendanceMode",
};

const modes: Readonly<Record<Delivery, readonly string[]>> = {
  "online-instructor-led": ["online", "synchronous"],
  "self-paced": ["online", "asynchronous"],
  "face-to-face": ["onsite"],
  blended: ["blended"],
};

const listOrNothing = <Item>(items: readonly Item[]): readonly Item[] | undefined =>
  items.length > 0 ? items : undefined;

const placesOf = (
  { place, delivery }: Pick<EventCard, "place" | "delivery">,
  address: string,
): readonly object[] | undefined =>
  listOrNothing([
    ...(place ? [{ "@type": "Place", name: place, address: place }] : []),
    ...(delivery && delivery !== "face-to-face" ? [{ "@type": "VirtualLocation", url: address }] : []),
  ]);

const runOf = ({ run, state, delivery }: Pick<EventCard, "run" | "state" | "delivery">) => ({
  startDate: run.opensAt?.toISOString(),
  endDate: run.closesAt?.toISOString(),
  eventStatus: `https://schema.org/${state === "cancelled" ? "EventCancelled" : "EventScheduled"}`,
  eventAttendanceMode: delivery ? `https://schema.org/${attendance[delivery]}` : undefined,
  courseMode: delivery ? modes[delivery] : undefined,
});

/** A course page as schema.org/Course, with its events as instances. */
export const describeCourse = (
  course: CoursePage,
  { address }: Addressed,
  eventAddress: (slug: string) => string,
): object => ({
  "@context": "https://schema.org",
  "@type": "Course",
  url: address,
  name: course.text.title,
  description: course.text.summary,
  inLanguage: course.text.language,
  availableLanguage: course.languages,
  provider: { "@type": "Organization", name: course.organizer.name },
  educationalLevel: course.level ?? undefined,
  timeRequired: course.studyHours === null ? undefined : `PT${course.studyHours.toString()}H`,
  about: course.topics.map(({ name }) => name),
  teaches: listOrNothing(course.text.outcomes.map(({ text }) => text)),
  coursePrerequisites: listOrNothing(
    course.text.entryRequirements.filter(({ need }) => need === "required").map(({ text }) => text),
  ),
  hasCourseInstance: listOrNothing(
    course.events.map((event) => ({
      "@type": "CourseInstance",
      name: event.title,
      url: eventAddress(event.slug),
      location: placesOf(event, eventAddress(event.slug)),
      ...runOf(event),
    })),
  ),
});

/** An event page as schema.org/EducationEvent and CourseInstance at once. */
export const describeEvent = (
  event: EventPage,
  { address, courseAddress }: Addressed & { readonly courseAddress: string },
): object => ({
  "@context": "https://schema.org",
  "@type": ["EducationEvent", "CourseInstance"],
  url: address,
  identifier: event.reference,
  name: event.title,
  description: event.course.text.summary,
  ...runOf(event),
  location: placesOf(event, address),
  inLanguage: listOrNothing(event.languages),
  organizer: { "@type": "Organization", name: event.organizer.name },
  sponsor: listOrNothing(
    event.partners.filter(({ role }) => role === "funding").map(({ name }) => ({ "@type": "Organization", name })),
  ),
  contributor: listOrNothing(
    event.partners.filter(({ role }) => role !== "funding").map(({ name }) => ({ "@type": "Organization", name })),
  ),
  maximumAttendeeCapacity: event.seats ?? undefined,
  remainingAttendeeCapacity: event.seats === null ? undefined : Math.max(0, event.seats - event.seatsTaken),
  audience: listOrNothing(
    event.course.text.audience.map((audienceType) => ({ "@type": "EducationalAudience", audienceType })),
  ),
  about: {
    "@type": "Course",
    name: event.course.text.title,
    url: courseAddress,
    description: event.course.text.summary,
    provider: { "@type": "Organization", name: event.organizer.name },
  },
});

/** JSON that can stand inside a script element: nothing in it can end the element. */
export const embedJson = (value: object): string =>
  JSON.stringify(value).replaceAll("<", "\\u003c").replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
