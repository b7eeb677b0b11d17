import { cleanName } from "@/lib/format/fold";
import { type Language, languages } from "@/lib/format/languages";
import { ok, type Result, refuse } from "@/lib/result";
import type {
  Answer,
  ApplicationForm,
  ApplicationState,
  AskedQuestion,
  ComposeReason,
  Draft,
  EarlierCourse,
  InstitutionKind,
  Question,
  Rubric,
  Shortcoming,
  ToldState,
} from "./types";

/** No text of an answer is kept beyond this, in characters; a question's own limit is lower. */
export const HARD_MAXIMUM = 10_000;
/** The longest answers to what everybody is asked. */
export const fixedMaximums = { institution: 200, position: 200, gender: 100 } as const;

export const emptyForm: ApplicationForm = { revision: 0, nextNumber: 1, questions: [] };

export const emptyRubric: Rubric = { revision: 0, nextNumber: 1, criteria: [] };

export const emptyDraft: Draft = {
  stateCode: null,
  institution: "",
  institutionKind: null,
  position: "",
  gender: "",
  declaredCourses: [],
  answers: {},
};

/** Text of several lines as it is stored: well-formed, without control or direction-override characters. */
export const cleanText = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll("\r\n", "\n")
    .replace(/[^\P{Cc}\n\t]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, "")
    .trim()
    .normalize("NFC");

/** The lines of a list of choices, without empty ones. */
export const readChoices = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => cleanName(line.toWellFormed()))
    .filter(Boolean);

/** How long a text is to the person who counts it. */
export const lengthOf = (text: string): number => [...text].length;

const cut = (text: string): string =>
  lengthOf(text) > HARD_MAXIMUM ? [...text].slice(0, HARD_MAXIMUM).join("") : text;

type Fields = Readonly<Record<string, unknown>>;

/** The name of a question's field in the form, without the brackets of a list. */
export const fieldOf = (questionId: string): string => `answer-${questionId}`;
export const fileFieldOf = (questionId: string): string => `file-${questionId}`;

const textIn = (fields: Fields, name: string): string => (typeof fields[name] === "string" ? fields[name] : "");
const listIn = (fields: Fields, name: string): string[] => {
  const value = fields[name];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
};

/** What a posted form says, read against the event's own questions: what it does not ask is not kept. A draft may be anything. */
export function readDraft(
  form: Pick<ApplicationForm, "questions">,
  fields: Fields,
  known: {
    readonly isState: (code: string) => boolean;
    readonly institutionKinds: readonly InstitutionKind[];
    readonly courses: readonly string[];
  },
): Draft {
  const answers: Record<string, Answer> = {};
  for (const question of form.questions) {
    if (question.hidden) continue;
    const answer = readAnswer(question, fields);
    if (answer.length > 0) answers[question.id] = answer;
  }
  const code = textIn(fields, "state");
  const line = (name: string): string => cut(cleanName(textIn(fields, name).toWellFormed()));
  return {
    stateCode: known.isState(code) ? code : null,
    institution: line("institution"),
    institutionKind: known.institutionKinds.find((kind) => kind === textIn(fields, "institutionKind")) ?? null,
    position: line("position"),
    gender: line("gender"),
    declaredCourses: known.courses.filter((slug) => listIn(fields, "courses").includes(slug)),
    answers,
  };
}

function readAnswer({ id, kind, choices }: Question, fields: Fields): Answer {
  const name = fieldOf(id);
  switch (kind) {
    case "short":
      return cut(cleanName(textIn(fields, name).toWellFormed()));
    case "long":
      return cut(cleanText(textIn(fields, name)));
    case "one":
      return choices.find((choice) => choice.id === textIn(fields, name))?.id ?? "";
    case "several":
      return choices.map((choice) => choice.id).filter((choice) => listIn(fields, name).includes(choice));
    case "consent":
      return textIn(fields, name) === "yes" ? "yes" : "";
    case "file":
      return "";
  }
}

/** What is still missing or too long before an application can be sent, in the order of the form. */
export function findShortcomings(
  form: {
    readonly questions: readonly (Pick<Question, "id" | "kind" | "required" | "maximum" | "hidden"> & {
      readonly choices: readonly { readonly id: string }[];
    })[];
  },
  draft: Draft,
  files: readonly string[],
  courses: readonly EarlierCourse[],
): Shortcoming[] {
  const found: Shortcoming[] = [];
  const missing = (field: string): void => void found.push({ field, why: "missing", over: 0 });
  const limit = (field: string, text: string, maximum: number): void => {
    const over = lengthOf(text) - maximum;
    if (over > 0) found.push({ field, why: "too-long", over });
  };
  if (!draft.stateCode) missing("state");
  if (!draft.institution) missing("institution");
  limit("institution", draft.institution, fixedMaximums.institution);
  if (!draft.institutionKind) missing("institutionKind");
  if (!draft.position) missing("position");
  limit("position", draft.position, fixedMaximums.position);
  limit("gender", draft.gender, fixedMaximums.gender);
  for (const { slug, kind, passedHere } of courses)
    if (kind === "required" && !passedHere && !draft.declaredCourses.includes(slug)) {
      found.push({ field: "courses", why: "course", over: 0 });
      break;
    }
  for (const question of form.questions) {
    if (question.hidden) continue;
    const answer = draft.answers[question.id] ?? "";
    const given = question.kind === "file" ? files.includes(question.id) : isAnswer(question, answer);
    if (question.required && !given)
      missing(question.kind === "file" ? fileFieldOf(question.id) : fieldOf(question.id));
    if (question.maximum !== null && typeof answer === "string") limit(fieldOf(question.id), answer, question.maximum);
  }
  return found;
}

/** Whether a kept answer still answers the question; one that names a choice that is gone does not. */
function isAnswer({ choices }: { readonly choices: readonly { readonly id: string }[] }, answer: Answer): boolean {
  if (typeof answer !== "string") return choices.some(({ id }) => answer.includes(id));
  if (choices.length > 0) return choices.some(({ id }) => id === answer);
  return answer !== "";
}

/** A question in the wanted language; where it has none, in English, and its label says so. */
export function askIn(
  { id, kind, required, maximum, hidden, layers, choices }: Question,
  language: Language,
): AskedQuestion {
  const spoken = layers[language] ? language : "en";
  const layer = layers[spoken];
  return {
    id,
    kind,
    required,
    maximum,
    hidden,
    label: { text: layer?.label ?? "", language: spoken },
    help: layer?.help ?? "",
    choices: choices.map((choice) => ({ id: choice.id, label: choice.labels[spoken] ?? choice.labels.en ?? "" })),
  };
}

/** Whether two questions say the same, but for words in a language in which the first said nothing. */
function onlyTranslated(before: Omit<Question, "id">, after: Omit<Question, "id">): boolean {
  if (before.kind !== after.kind || before.required !== after.required || before.maximum !== after.maximum)
    return false;
  if (before.choices.length !== after.choices.length) return false;
  return languages.every((language) => {
    const [old, now] = [before.layers[language], after.layers[language]];
    if (old && (old.label !== now?.label || old.help !== now.help)) return false;
    return before.choices.every((choice, at) => {
      const label = choice.labels[language];
      return after.choices[at]?.id === choice.id && (!label || after.choices[at].labels[language] === label);
    });
  });
}

/**
 * The form with one question more or changed. Once somebody has sent it in, a question never changes its meaning: a new one is
 * optional, and an old one may only be put into another language.
 */
export function withQuestion(
  form: ApplicationForm,
  id: string | null,
  question: Omit<Question, "id">,
  { answered, most }: { readonly answered: boolean; readonly most: number },
): Result<ApplicationForm, ComposeReason> {
  const revision = form.revision + 1;
  if (id === null) {
    if (answered && question.required) return refuse("required-later");
    if (form.questions.length >= most) return refuse("too-many");
    const made = { id: `q${form.nextNumber}`, ...question };
    return ok({ revision, nextNumber: form.nextNumber + 1, questions: [...form.questions, made] });
  }
  const before = form.questions.find((one) => one.id === id);
  if (!before) return refuse("no-such-question");
  if (answered && !onlyTranslated(before, question)) return refuse("answered");
  return ok({
    ...form,
    revision,
    questions: form.questions.map((one) => (one.id === id ? { id, ...question, hidden: before.hidden } : one)),
  });
}

export type Arrangement = "up" | "down" | "hide" | "show" | "remove";

/** The form with one question moved, hidden, shown again or taken away; one that was answered is hidden, never taken away. */
export function arrange(
  form: ApplicationForm,
  id: string,
  intent: Arrangement,
  answered: boolean,
): Result<ApplicationForm, ComposeReason> {
  const at = form.questions.findIndex((question) => question.id === id);
  const question = form.questions[at];
  if (!question) return refuse("no-such-question");
  if (intent === "remove" && answered) return refuse("answered");
  const questions = [...form.questions];
  if (intent === "remove") questions.splice(at, 1);
  if (intent === "hide") questions[at] = { ...question, hidden: true };
  // Those who sent the form in while it was hidden did not answer it.
  if (intent === "show") questions[at] = { ...question, hidden: false, required: question.required && !answered };
  if (intent === "up" || intent === "down") {
    const to = intent === "up" ? at - 1 : at + 1;
    const other = questions[to];
    if (other) {
      questions[to] = question;
      questions[at] = other;
    }
  }
  return ok({ ...form, revision: form.revision + 1, questions });
}

/** What an applicant is told of where their application stands. */
export const tellState = (state: ApplicationState): ToldState => (state === "shortlisted" ? "submitted" : state);
