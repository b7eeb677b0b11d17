import { describe, expect, it } from "vitest";
import { describeCourse, describeEvent, embedJson } from "./structured-data";
import type { CoursePage, CourseText, EventPage } from "./types";

const text: CourseText = {
  language: "en",
  reviewedAt: null,
  title: "A course",
  summary: "What it is.",
  description: "More of it.",
  audience: [],
  entryRequirements: [
    { text: "This", need: "required" },
    { text: "That", need: "advantage" },
  ],
  objectives: [],
  outcomes: [],
  coverage: [],
};
const organizer = { slug: "o", name: "An organizer", shortName: "O" };
const course: CoursePage = {
  slug: "course",
  organizer,
  text,
  level: null,
  languages: ["en"],
  topics: [],
  studyHours: null,
  prerequisites: [],
  exam: null,
  reviewedAt: null,
  outline: [],
  events: [],
};
const event: EventPage = {
  id: "id",
  organizationId: "organization",
  slug: "event",
  reference: "E/1",
  language: "en",
  reviewedAt: null,
  title: "An event",
  notice: "",
  organizer,
  state: "published",
  admission: "open",
  registration: { opensAt: null, closesAt: null },
  run: { opensAt: null, closesAt: null },
  zone: "UTC",
  delivery: null,
  region: null,
  place: null,
  languages: [],
  seats: null,
  seatsTaken: 0,
  seatsHeld: 0,
  waitingList: false,
  contacts: [],
  partners: [],
  certificateKind: null,
  exam: null,
  components: [],
  course: { slug: "course", level: null, studyHours: null, reviewedAt: null, topics: [], text, prerequisites: [] },
  seatsRule: "cap",
  instructorPresence: null,
  attendancePercent: null,
};
const addresses = { address: "http://site/events/event", courseAddress: "http://site/courses/course" };
const read = (value: object): Record<string, unknown> => JSON.parse(embedJson(value)) as Record<string, unknown>;

describe("describeEvent", () => {
  it("leaves out what is not stated", () => {
    const described = read(describeEvent(event, addresses));
    for (const name of [
      "startDate",
      "endDate",
      "location",
      "inLanguage",
      "maximumAttendeeCapacity",
      "remainingAttendeeCapacity",
      "courseMode",
    ])
      expect(described, name).not.toHaveProperty(name);
    expect(described).toMatchObject({
      "@type": ["EducationEvent", "CourseInstance"],
      name: "An event",
      eventStatus: "https://schema.org/EventScheduled",
    });
  });

  it("says dates, seats, place and state when they are known", () => {
    const run = { opensAt: new Date("2027-03-12T10:00:00Z"), closesAt: new Date("2027-03-13T10:00:00Z") };
    const described = read(
      describeEvent(
        { ...event, state: "cancelled", run, seats: 35, seatsTaken: 23, delivery: "face-to-face", place: "Montevideo" },
        addresses,
      ),
    );
    expect(described).toMatchObject({
      startDate: "2027-03-12T10:00:00.000Z",
      endDate: "2027-03-13T10:00:00.000Z",
      eventStatus: "https://schema.org/EventCancelled",
      eventAttendanceMode: "https://schema.org/OfflineEventAttendanceMode",
      location: [{ "@type": "Place", name: "Montevideo" }],
      maximumAttendeeCapacity: 35,
      remainingAttendeeCapacity: 12,
    });
  });
});

describe("describeCourse", () => {
  it("requires only what is required", () => {
    expect(read(describeCourse(course, addresses, (slug) => slug))).toMatchObject({
      "@type": "Course",
      coursePrerequisites: ["This"],
    });
  });

  it("lists its events as instances", () => {
    const described = read(
      describeCourse(
        { ...course, events: [{ ...event, organizer: "An organizer" }] },
        addresses,
        (slug) => `http://site/events/${slug}`,
      ),
    );
    expect(described).toMatchObject({
      hasCourseInstance: [{ "@type": "CourseInstance", url: "http://site/events/event" }],
    });
  });
});

describe("embedJson", () => {
  it("cannot end the element it stands in", () => {
    const json = embedJson({ title: "</script><script>alert(1)</script>\u2028" });
    expect(json).not.toMatch(/<|\u2028/);
    expect(JSON.parse(json)).toEqual({ title: "</script><script>alert(1)</script>\u2028" });
  });
});
