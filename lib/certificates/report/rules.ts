import { binsOf, csvCell } from "@/lib/exams/results/rules";
import type { Count, EventReport, ReportedPerson, ReportNumbers } from "./types";

/** Names with how many people carry each: the most first, and by name among equals. */
function countBy<Name extends string>(people: readonly ReportedPerson[], nameOf: (person: ReportedPerson) => Name) {
  const counts = new Map<Name, number>();
  for (const person of people) counts.set(nameOf(person), (counts.get(nameOf(person)) ?? 0) + 1);
  return [...counts]
    .map(([name, count]): Count<Name> => ({ name, count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

/** What became of a person, in one word: "eligible", or the reason for which not. */
export const verdictOf = ({ eligibility }: Pick<ReportedPerson, "eligibility">): string =>
  eligibility.standing === "eligible" ? "eligible" : eligibility.reason;

/** The report in numbers. An unknown State or region has an empty name. */
export function numbersOf({ people }: Pick<EventReport, "people">): ReportNumbers {
  const nameOf = new Map(people.map(({ stateCode, stateName }) => [stateCode ?? "", stateName]));
  const groups = (["ldc", "lldc", "sids"] as const).map((name) => ({
    name,
    count: people.filter((person) => person.groups?.[name]).length,
  }));
  const scores = people.flatMap(({ best }) => best?.percent.tenths ?? []);
  return {
    participants: people.length,
    eligible: people.filter(({ eligibility }) => eligibility.standing === "eligible").length,
    certificates: people.filter(({ certificate }) => certificate?.state === "valid").length,
    states: countBy(people, ({ stateCode }) => stateCode ?? "").map(({ name: code, count }) => ({
      code: code || null,
      name: nameOf.get(code) ?? "",
      count,
    })),
    regions: countBy(people, (person) => person.groups?.region ?? ""),
    groups,
    verdicts: countBy(people, verdictOf),
    scores: binsOf(scores),
    sat: scores.length,
  };
}

/** The columns of the export, in order; the page documents each by its name. */
export const reportColumns = [
  "full_name",
  "native_name",
  "state_code",
  "state_name",
  "region",
  "ldc",
  "lldc",
  "sids",
  "study_hours",
  "sessions_attended",
  "sessions_counted",
  "sessions_held",
  "exam_earned_points",
  "exam_possible_points",
  "total_percent",
  "verdict",
  "certificate_code",
  "certificate_state",
] as const;
type ReportColumn = (typeof reportColumns)[number];

/** The report as a file for spreadsheets, one line for each participant: written as the results are (lib/exams/results/rules.ts). */
export function reportCsv({ people, studyHours, sessions }: EventReport): string {
  const line = (cells: readonly (string | number | boolean | null)[]): string => `${cells.map(csvCell).join(",")}\r\n`;
  const lines = people.map((person) => {
    const { groups, attendance, best, total, certificate } = person;
    const cells: Readonly<Record<ReportColumn, string | number | boolean | null>> = {
      full_name: person.fullName,
      native_name: person.nativeName,
      state_code: person.stateCode,
      state_name: person.stateName,
      region: groups?.region ?? null,
      ldc: groups?.ldc ?? null,
      lldc: groups?.lldc ?? null,
      sids: groups?.sids ?? null,
      study_hours: studyHours,
      sessions_attended: attendance?.attended ?? 0,
      sessions_counted: attendance?.counted ?? 0,
      sessions_held: sessions.length,
      exam_earned_points: best?.earned ?? null,
      exam_possible_points: best?.possible ?? null,
      total_percent: total ? total.tenths / 10 : null,
      verdict: verdictOf(person),
      certificate_code: certificate?.code ?? null,
      certificate_state: certificate?.state ?? null,
    };
    return line(reportColumns.map((column) => cells[column]));
  });
  return `\uFEFF${line(reportColumns)}${lines.join("")}`;
}
