import type { StateGroups } from "@/lib/admission/states";
import type { Bin } from "@/lib/exams/results/types";
import type { DossierRow, GivenDocument } from "../dossier/types";

/** One participant of an event that is over. */
export type ReportedPerson = Pick<
  DossierRow,
  "personId" | "fullName" | "nativeName" | "eligibility" | "best" | "total" | "attendance"
> & {
  readonly certificate: Pick<GivenDocument, "code" | "state"> | null;
  /** ISO 3166 alpha-2; null where nobody said for which State. */
  readonly stateCode: string | null;
  readonly stateName: string | null;
  /** As they were when the person was admitted. */
  readonly groups: StateGroups | null;
};

export type ReportedSession = {
  readonly id: string;
  readonly title: string;
  readonly language: string;
  readonly startsAt: Date;
  readonly present: number;
  readonly absent: number;
  readonly excused: number;
  readonly unrecorded: number;
};

export type EventReport = {
  readonly slug: string;
  readonly title: string;
  readonly language: string;
  readonly reference: string;
  readonly organization: string;
  readonly zone: string;
  readonly opensAt: Date | null;
  readonly closesAt: Date | null;
  readonly closedAt: Date | null;
  readonly closedBy: string | null;
  readonly closingReport: string | null;
  readonly studyHours: number | null;
  readonly threshold: number;
  readonly strict: boolean;
  readonly attendancePercent: number | null;
  readonly people: readonly ReportedPerson[];
  /** The sessions that were held. */
  readonly sessions: readonly ReportedSession[];
};

export type Count<Name extends string = string> = { readonly name: Name; readonly count: number };

/** What the page of the report plots; each list adds up to the participants, but for groups, of which a State may be in several. */
export type ReportNumbers = {
  readonly participants: number;
  readonly eligible: number;
  readonly certificates: number;
  readonly states: readonly (Count & { readonly code: string | null })[];
  readonly regions: readonly Count[];
  readonly groups: readonly Count<"ldc" | "lldc" | "sids">[];
  readonly verdicts: readonly Count[];
  /** Of the exam's points, for those who sat it. */
  readonly scores: readonly Bin[];
  readonly sat: number;
};
