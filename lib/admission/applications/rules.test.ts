import { describe, expect, it } from "vitest";
import { isStateCode } from "../states";
import {
  arrange,
  askIn,
  cleanText,
  emptyDraft,
  emptyForm,
  findShortcomings,
  HARD_MAXIMUM,
  lengthOf,
  readChoices,
  readDraft,
  tellState,
  withQuestion,
} from "./rules";
import { criteriaOf, institutionKinds, questionFields, questionOf, rubricFields } from "./schema";
import type { ApplicationForm, Draft, EarlierCourse, Question } from "./types";

/** A question of short text, required; a test states what differs. */
const buildQuestion = (fields: Partial<Question> = {}): Question => ({
  id: "q1",
  kind: "short",
  layers: { en: { label: "Why?", help: "" } },
  required: true,
  maximum: 10,
  choices: [],
  hidden: false,
  ...fields,
});
const buildForm = (...questions: Question[]): ApplicationForm => ({ revision: 3, nextNumber: 9, questions });
const buildDraft = (fields: Partial<Draft> = {}): Draft => ({
  ...emptyDraft,
  stateCode: "MU",
  institution: "Ministry",
  institutionKind: "foreign-ministry",
  position: "Attaché",
  ...fields,
});
const choices = [
  { id: "c1", labels: { en: "Policy", fr: "Politique" } },
  { id: "c2", labels: { en: "Technical" } },
];
const known = { isState: isStateCode, institutionKinds, courses: ["level-1"] };
const read = (form: ApplicationForm, fields: Record<string, unknown>) => readDraft(form, fields, known);

describe("what was typed is read against the form, and loses nothing", () => {
  it.each([
    ["empty", "", undefined],
    ["spaces", "   ", undefined],
    ["Arabic", " نور الهدى ", "نور الهدى"],
    ["emoji", "👩‍💻 yes", "👩‍💻 yes"],
    ["script tags, as text", "<script>alert(1)</script>", "<script>alert(1)</script>"],
    ["direction overrides are taken out", "a\u202eb", "ab"],
    ["a lone surrogate is mended", "a\ud800b", "a\ufffdb"],
    ["too long stays, to be mended before it is sent", "x".repeat(50), "x".repeat(50)],
    ["a number is no text", 7, undefined],
    ["a list is no text", ["a"], undefined],
  ])("%s", (_, typed, kept) => {
    expect(read(buildForm(buildQuestion()), { "answer-q1": typed }).answers.q1).toBe(kept);
  });

  it("long text keeps its lines, and at most what a row can hold", () => {
    const form = buildForm(buildQuestion({ kind: "long" }));
    expect(read(form, { "answer-q1": "one\r\n\ttwo\u0007\n\nthree\n" }).answers.q1).toBe("one\n\ttwo\n\nthree");
    expect(lengthOf(String(read(form, { "answer-q1": "🗺".repeat(20_000) }).answers.q1))).toBe(HARD_MAXIMUM);
  });

  it("choices are only those that there are", () => {
    const form = buildForm(
      buildQuestion({ kind: "one", choices }),
      buildQuestion({ id: "q2", kind: "several", choices }),
    );
    expect(read(form, { "answer-q1": "c2", "answer-q2": ["c2", "c9", "c1", "c2"] }).answers).toEqual({
      q1: "c2",
      q2: ["c1", "c2"],
    });
    expect(read(form, { "answer-q1": "c9", "answer-q2": "c1" }).answers).toEqual({});
  });

  it("what is not asked, is hidden or is nobody's field is not kept", () => {
    const form = buildForm(buildQuestion({ hidden: true }), buildQuestion({ id: "q2", kind: "consent" }));
    const draft = read(form, {
      "answer-q1": "a",
      "answer-q2": "yes",
      "answer-q7": "b",
      decision: "accepted",
      state: "XX",
    });
    expect(draft).toEqual({ ...emptyDraft, answers: { q2: "yes" } });
  });

  it("States, kinds and courses are only known ones", () => {
    const fields = { state: "FJ", institutionKind: "csirt", courses: ["level-1", "level-9"], gender: " ana\nb " };
    expect(read(emptyForm, fields)).toMatchObject({
      stateCode: "FJ",
      institutionKind: "csirt",
      declaredCourses: ["level-1"],
      gender: "ana b",
    });
    expect(read(emptyForm, { institutionKind: "king" }).institutionKind).toBeNull();
  });
});

describe("what an application lacks", () => {
  const course: EarlierCourse = {
    slug: "level-1",
    title: { text: "Level 1", language: "en" },
    kind: "required",
    passedHere: false,
  };
  const fields = (form: ApplicationForm, draft: Draft, files: string[] = [], courses: EarlierCourse[] = []) =>
    findShortcomings(form, draft, files, courses).map(({ field, why }) => `${field}: ${why}`);

  it("an empty one lacks everything that is always asked, and not the gender", () => {
    expect(fields(emptyForm, emptyDraft)).toEqual([
      "state: missing",
      "institution: missing",
      "institutionKind: missing",
      "position: missing",
    ]);
  });

  it("a whole one lacks nothing", () => expect(fields(emptyForm, buildDraft())).toEqual([]));

  it.each([
    [buildQuestion(), {}, "answer-q1: missing"],
    [buildQuestion({ required: false }), {}, undefined],
    [buildQuestion({ hidden: true }), {}, undefined],
    [buildQuestion(), { q1: "x".repeat(11) }, "answer-q1: too-long"],
    [buildQuestion(), { q1: "👩".repeat(10) }, undefined],
    [buildQuestion({ required: false }), { q1: "x".repeat(11) }, "answer-q1: too-long"],
    [buildQuestion({ kind: "one", choices, maximum: null }), { q1: "c9" }, "answer-q1: missing"],
    [buildQuestion({ kind: "several", choices, maximum: null }), { q1: ["c9"] }, "answer-q1: missing"],
    [buildQuestion({ kind: "several", choices, maximum: null }), { q1: ["c1"] }, undefined],
    [buildQuestion({ kind: "consent", maximum: null }), {}, "answer-q1: missing"],
    [buildQuestion({ kind: "file", maximum: null }), {}, "file-q1: missing"],
  ])("%o with %o: %s", (question, answers, lacks) => {
    expect(fields(buildForm(question), buildDraft({ answers }))).toEqual(lacks ? [lacks] : []);
  });

  it("a file answers, and says how much is too long", () => {
    expect(fields(buildForm(buildQuestion({ kind: "file", maximum: null })), buildDraft(), ["q1"])).toEqual([]);
    expect(
      findShortcomings(buildForm(buildQuestion()), buildDraft({ answers: { q1: "é".repeat(13) } }), [], []),
    ).toEqual([{ field: "answer-q1", why: "too-long", over: 3 }]);
  });

  it("a required earlier course is passed here or declared; a recommended one need not be", () => {
    expect(fields(emptyForm, buildDraft(), [], [course])).toEqual(["courses: course"]);
    expect(fields(emptyForm, buildDraft({ declaredCourses: ["level-1"] }), [], [course])).toEqual([]);
    expect(fields(emptyForm, buildDraft(), [], [{ ...course, passedHere: true }])).toEqual([]);
    expect(fields(emptyForm, buildDraft(), [], [{ ...course, kind: "recommended" }])).toEqual([]);
  });
});

describe("composing", () => {
  const free = { answered: false, most: 40 };
  const answered = { answered: true, most: 40 };
  const { id: _, ...question } = buildQuestion();

  it("a new question gets a number that no other had", () => {
    expect(withQuestion(buildForm(), null, question, free)).toMatchObject({
      ok: true,
      value: { revision: 4, nextNumber: 10, questions: [{ id: "q9" }] },
    });
    expect(withQuestion(buildForm(buildQuestion()), null, question, { answered: false, most: 1 })).toEqual({
      ok: false,
      reason: "too-many",
    });
  });

  it("once the form was sent in, a new question is optional", () => {
    expect(withQuestion(buildForm(), null, question, answered)).toEqual({ ok: false, reason: "required-later" });
    expect(withQuestion(buildForm(), null, { ...question, required: false }, answered).ok).toBe(true);
  });

  it.each([
    ["other words", { layers: { en: { label: "How?", help: "" } } }, false],
    ["other help", { layers: { en: { label: "Why?", help: "Say." } } }, false],
    ["no longer required", { required: false }, false],
    ["another length", { maximum: 11 }, false],
    ["another kind", { kind: "long" as const }, false],
    ["a translation more", { layers: { en: { label: "Why?", help: "" }, ar: { label: "لماذا؟", help: "" } } }, true],
    ["nothing", {}, true],
  ])("an answered question takes %o: %s %s", (_, change, allowed) => {
    const changed = withQuestion(buildForm(buildQuestion()), "q1", { ...question, ...change }, answered);
    expect(changed.ok).toBe(allowed);
    if (!changed.ok) expect(changed.reason).toBe("answered");
    expect(withQuestion(buildForm(buildQuestion()), "q1", { ...question, ...change }, free).ok).toBe(true);
  });

  it("an answered question's choices stay, and may be put into another language", () => {
    const one = buildQuestion({ kind: "one", maximum: null, choices });
    const form = buildForm(one);
    const translated = [
      choices[0] ?? one.choices[0],
      { id: "c2", labels: { en: "Technical", fr: "Technique" } },
    ] as typeof choices;
    expect(withQuestion(form, "q1", { ...one, choices: translated }, answered).ok).toBe(true);
    expect(withQuestion(form, "q1", { ...one, choices: [...choices].reverse() }, answered).ok).toBe(false);
    expect(withQuestion(form, "q1", { ...one, choices: choices.slice(1) }, answered).ok).toBe(false);
  });

  it("questions move, and the ends stay where they are", () => {
    const form = buildForm(buildQuestion(), buildQuestion({ id: "q2" }), buildQuestion({ id: "q3" }));
    const order = (id: string, intent: "up" | "down") => {
      const arranged = arrange(form, id, intent, true);
      return arranged.ok ? arranged.value.questions.map((one) => one.id).join() : arranged.reason;
    };
    expect(order("q3", "up")).toBe("q1,q3,q2");
    expect(order("q1", "down")).toBe("q2,q1,q3");
    expect(order("q1", "up")).toBe("q1,q2,q3");
    expect(order("q3", "down")).toBe("q1,q2,q3");
    expect(order("q7", "up")).toBe("no-such-question");
  });

  it("an answered question is hidden, never taken away, and comes back optional", () => {
    const form = buildForm(buildQuestion());
    expect(arrange(form, "q1", "remove", true)).toEqual({ ok: false, reason: "answered" });
    expect(arrange(form, "q1", "remove", false)).toMatchObject({ value: { questions: [] } });
    const hidden = arrange(form, "q1", "hide", true);
    if (!hidden.ok) throw new Error("not hidden");
    expect(hidden.value.questions[0]).toMatchObject({ hidden: true, required: true });
    expect(arrange(hidden.value, "q1", "show", true)).toMatchObject({
      value: { questions: [{ hidden: false, required: false }] },
    });
  });

  it("a question without the reader's language is asked in English and says so", () => {
    const question = buildQuestion({ kind: "one", choices, layers: { en: { label: "Which?", help: "" } } });
    expect(askIn(question, "ar")).toMatchObject({
      label: { text: "Which?", language: "en" },
      choices: [{ label: "Policy" }, { label: "Technical" }],
    });
    const french = { ...question, layers: { ...question.layers, fr: { label: "Lequel ?", help: "" } } };
    expect(askIn(french, "fr")).toMatchObject({
      label: { language: "fr" },
      choices: [{ label: "Politique" }, { label: "Technical" }],
    });
  });
});

describe("the composer's form", () => {
  const base = { event: "an-event", revision: "0", question: "", kind: "one", label_en: "Which?" };
  const problems = (fields: Record<string, string>) =>
    questionFields
      .safeParse({ ...base, ...fields })
      .error?.issues.map(({ path, message }) => `${String(path[0])}: ${message}`) ?? [];

  it.each([
    [{ kind: "short", label_en: "" }, ["label_en: problem.form-question.label"]],
    [{ kind: "short", help_fr: "Aide" }, ["label_fr: problem.form-question.label-too"]],
    [{ kind: "short", maximum: "0" }, ["maximum: problem.form-question.maximum"]],
    [{ kind: "short", maximum: "99999" }, ["maximum: problem.form-question.maximum"]],
    [{}, ["choices_en: problem.form-question.choices"]],
    [{ choices_en: "A\nA" }, ["choices_en: problem.form-question.choices-twice"]],
    [{ choices_en: "A\nB", label_fr: "Lequel ?", choices_fr: "C" }, ["choices_fr: problem.form-question.choices-like"]],
    [{ choices_en: "A\nB", label_fr: "Lequel ?", choices_fr: "C\n\nD" }, []],
  ])("%o: %o", (fields, found) => {
    expect(problems(fields)).toEqual(found);
  });

  it("a choice keeps its id while its English wording stays", () => {
    const parse = (choices_en: string) => questionFields.parse({ ...base, choices_en });
    const first = questionOf(parse("A\nB"), null);
    expect(first.choices.map(({ id }) => id)).toEqual(["c1", "c2"]);
    const second = questionOf(parse("B\nC\nA"), { id: "q1", ...first });
    expect(second.choices.map(({ id }) => id)).toEqual(["c2", "c3", "c1"]);
  });

  it("a rubric's rows are whole or empty", () => {
    const rows = {
      event: "an-event",
      revision: "0",
      reviewers: "2",
      label1: "Motivation",
      maximum1: "5",
      weight1: "2",
    };
    expect(criteriaOf(rubricFields.parse(rows))).toEqual([{ id: "", label: "Motivation", maximum: 5, weight: 2 }]);
    const half = rubricFields.safeParse({ ...rows, label2: "Need", weight3: "1", maximum1: "0" });
    expect(half.error?.issues.map(({ path }) => path[0])).toEqual([
      "maximum1",
      "maximum2",
      "weight2",
      "label3",
      "maximum3",
    ]);
  });
});

it("text is cleaned, lines of choices are read, and a shortlist is not told", () => {
  expect(cleanText("  e\u0301t\u00e9\u2066  ")).toBe("été");
  expect(readChoices(" a \n\n b\tc \n")).toEqual(["a", "b c"]);
  expect(tellState("shortlisted")).toBe("submitted");
  expect(tellState("not-selected")).toBe("not-selected");
});
