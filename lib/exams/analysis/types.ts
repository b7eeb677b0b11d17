import type { ChoiceFlag, Choices } from "@/lib/grading/distractors";
import type { FormDifficultyReport } from "@/lib/grading/form-difficulty";
import type { ItemAnswer } from "@/lib/grading/item-answer";
import type { LanguageComparison, LanguageDifference } from "@/lib/grading/language-comparison";
import type { QuestionKind } from "@/lib/grading/mark-form";
import type { DrawnFormsReason, Reliability, SameFormReason } from "@/lib/grading/reliability";
import type { SharedWrong } from "@/lib/grading/shared-wrong";
import type { Statistic } from "@/lib/grading/statistic";

/** An answer with the event in which it was given, so that a version's answers can be told apart by event. */
export type PlacedAnswer = ItemAnswer & { readonly eventId: string };

/** What a person should look at: what the choices say, or that the able do worse. */
export type ItemFlag = ChoiceFlag | { readonly kind: "discrimination-below-zero"; readonly optionId: null };

/** What is computed of one question version. */
export type ItemStatistics = {
  readonly facility: Statistic<number, "too-few">;
  readonly discrimination: Statistic<number, "too-few" | "no-variance">;
  readonly medianSeconds: Statistic<number, "too-few">;
  /** null while there are too few answers to flag anything. */
  readonly flags: readonly ItemFlag[] | null;
};

/** A question's name and text for staff; never its key. */
export type QuestionHead = {
  readonly versionId: string;
  readonly externalId: string;
  readonly number: number;
  readonly stem: string;
  readonly language: string;
};

/** One row of an event's table of questions. */
export type AnalysedQuestion = QuestionHead &
  Omit<ItemStatistics, "flags"> & {
    /** People of this event who were asked it; the statistics are over all events. */
    readonly askedHere: number;
    /** Without the options they are about, which would tell the key. */
    readonly flags: readonly ItemFlag["kind"][] | null;
  };

export const questionOrders = ["question", "facility", "discrimination", "time"] as const;
export type QuestionOrder = (typeof questionOrders)[number];

export type ThresholdErrorReason =
  | "too-few"
  | "not-same-length"
  | "unequal-points"
  | "partial-points"
  | "nothing-passes"
  | "one-question"
  | "all-right"
  | "none-right";

/** Lord's standard error at the least number of right answers that passes, both in right answers; `n` is in questions. */
export type ThresholdError = Statistic<{ readonly right: number; readonly error: number }, ThresholdErrorReason>;

/** One column of the histogram: whole points, or whole percent, from `from` up to but not including `to`. */
export type ScoreBin = { readonly from: number; readonly to: number; readonly people: number };

/** How scores are spread; in percent where forms were not worth the same. */
export type ScoreSpread = {
  readonly unit: "points" | "percent";
  /** The highest score there can be. */
  readonly top: number;
  readonly bins: readonly ScoreBin[];
  /** Where passing begins: the least points that pass, or the threshold in percent; null where nothing passes. */
  readonly passesFrom: number | null;
  readonly people: number;
  readonly passed: number;
  /** Whether somebody has a broken score, which stands in the column of the whole one below it. */
  readonly broken: boolean;
};

/** Two people and the wrong answers they share, by name. It is no finding about either of them. */
export type SharedWrongPair = Omit<SharedWrong, "personKeys"> & {
  readonly people: readonly [NamedPerson, NamedPerson];
};
export type NamedPerson = { readonly fullName: string; readonly nativeName: string | null };

export type SharedWrongView = Statistic<
  { readonly pairs: number; readonly unusual: readonly SharedWrongPair[] },
  "too-few" | "nothing-shared" | "too-many"
>;

/** Questions that were answered in more than one language, with the differences that there are answers enough for. */
export type EventLanguages = {
  /** In which languages people answered, over all events. */
  readonly languages: readonly string[];
  readonly inSeveral: number;
  readonly differences: readonly (QuestionHead & { readonly difference: LanguageDifference })[];
};

/** An event's exam, analysed. */
export type EventAnalysis = {
  readonly slug: string;
  readonly title: string;
  readonly language: string;
  readonly reference: string;
  readonly hasExam: boolean;
  readonly bank: { readonly id: string; readonly organizationId: string } | null;
  /** People with a closed attempt that counts. */
  readonly people: number;
  readonly running: number;
  readonly threshold: number;
  readonly strict: boolean;
  readonly reliability: Statistic<Reliability, SameFormReason | DrawnFormsReason>;
  readonly error: ThresholdError;
  readonly forms: FormDifficultyReport;
  /** What a question is worth where all are worth the same; null where they are not. */
  readonly pointsPerQuestion: number | null;
  /** null where nobody has a score. */
  readonly scores: ScoreSpread | null;
  readonly questions: readonly AnalysedQuestion[];
  /** Questions of these forms that were voided, and count nowhere. */
  readonly voided: number;
  readonly languages: EventLanguages;
  readonly sharedWrong: SharedWrongView;
};

export type AnalysedOption = {
  readonly id: string;
  readonly text: string;
  readonly role: "key" | "accepted" | "distractor";
};

/** One question version, analysed over every event in which it was asked. Staff only: it has the key. */
export type VersionAnalysis = QuestionHead &
  ItemStatistics & {
    readonly questionId: string;
    readonly bank: { readonly slug: string; readonly title: string };
    readonly kind: QuestionKind;
    readonly options: readonly AnalysedOption[];
    /** The repair of its key that holds. */
    readonly repair: "void" | "accept" | "rekey" | null;
    readonly choices: Statistic<Choices, "too-few">;
    readonly comparison: LanguageComparison;
    readonly byEvent: readonly {
      readonly slug: string;
      readonly title: string;
      readonly language: string;
      readonly facility: Statistic<number, "too-few">;
    }[];
    /** In how many forms it was drawn, of how many events. */
    readonly drawn: number;
    readonly events: number;
    /** When learners were shown its key; null while they were not. */
    readonly keySeenAt: Date | null;
    readonly otherVersions: readonly { readonly id: string; readonly number: number }[];
  };
