import { readdirSync } from "node:fs";
import path from "node:path";
import type { BrowserContext } from "@playwright/test";
import type { Platform } from "../../setup/platform";
import { sealFor } from "./session";
import {
  type ExamDay,
  type FinishedEvent,
  finishEvent,
  holdExam,
  holdNomination,
  holdSelection,
  type Nominating,
  readBankQuestions,
  type Selection,
  startExam,
  visitorOf,
} from "./states";

/*
 * Every page of the route tree, as somebody who may see it and in the states worth looking at: what the accessibility and the
 * language of pages are held against.
 */

export type Who = "visitor" | "learner" | "organizer" | "admin";
export const roles = ["visitor", "learner", "organizer", "admin"] as const;

export const demoEvent = "un-cyber-norms-csirts-online";

const demoBank = "un-cyber-norms-csirts";

/** What a page's address is made of: an event that is over, a learner's running exam, and questions of the demonstration's bank. */
type States = {
  readonly finished: FinishedEvent;
  readonly attemptId: string;
  /** An event with an exam in progress: one learner sits it, another is to sit it on paper. */
  readonly examDay: ExamDay;
  /** An event with selection, and one application to it. */
  readonly selection: Selection;
  /** An event by nomination, of which the learner is a focal point. */
  readonly nominating: Nominating;
  readonly bankQuestion: { readonly published: string; readonly drafted: string };
};
type Shown = readonly [Who, string | ((states: States) => string)];

export const pages: Readonly<Record<string, readonly Shown[]>> = {
  "/": [["visitor", "/"]],
  "/courses": [
    ["visitor", "/courses"],
    ["visitor", "/courses?q=norms&topic=cybersecurity"],
    ["visitor", "/courses?q=nothing-has-this-word"],
  ],
  "/courses/[slug]": [
    ["visitor", "/courses/un-cyber-norms-csirts"],
    ["visitor", "/courses/cyberdiplomacy-training"],
  ],
  "/events": [["visitor", "/events"]],
  "/calendar": [["visitor", "/calendar"]],
  "/events/[slug]": [
    ["visitor", `/events/${demoEvent}`],
    ["visitor", "/events/cyberdiplomacy-training-montevideo"],
    ["learner", `/events/${demoEvent}`],
  ],
  "/events/[slug]/apply": [["learner", ({ selection }) => `/events/${selection.slug}/apply`]],
  "/modules": [["visitor", "/modules"]],
  "/modules/[slug]": [["visitor", "/modules/csirts-norms-and-measures"]],
  "/workshops": [["visitor", "/workshops"]],
  "/publications": [["visitor", "/publications"]],
  "/library": [["visitor", "/library"]],
  "/library/[slug]": [
    ["visitor", "/library/itu"],
    ["visitor", "/library/a-70-174"],
  ],
  "/glossary": [["visitor", "/glossary"]],
  "/norms": [["visitor", "/norms"]],
  "/verify": [["visitor", "/verify"]],
  "/verify/[code]": [
    ["visitor", "/verify/0000000000000000ZZ"],
    ["visitor", ({ finished }) => `/verify/${finished.code}`],
    ["learner", ({ finished }) => `/verify/${finished.code}`],
    ["admin", ({ finished }) => `/verify/${finished.code}`],
    ["learner", ({ finished }) => `/verify/${finished.transcript}`],
    ["admin", ({ finished }) => `/verify/${finished.transcript}`],
  ],
  "/missing": [["visitor", "/no-such-page"]],
  "/sign-in": [["visitor", "/sign-in"]],
  "/register": [["visitor", "/register"]],
  "/confirm": [["visitor", "/confirm?token=none"]],
  "/forgot-password": [["visitor", "/forgot-password"]],
  "/reset-password": [["visitor", "/reset-password?token=none"]],
  "/letters": [["visitor", "/letters"]],
  "/account": [["learner", "/account"]],
  "/invitations/[token]": [["visitor", ({ nominating }) => `/invitations/${nominating.token}`]],
  "/nominate": [["learner", "/nominate"]],
  "/nominate/[event]": [["learner", ({ nominating }) => `/nominate/${nominating.slug}`]],
  "/unsubscribe/[secret]": [["visitor", "/unsubscribe/none"]],
  "/account/letters": [["learner", "/account/letters"]],
  "/account/letters/[id]": [["learner", ({ finished }) => `/account/letters/${finished.holder.letterId}`]],
  "/account/notes": [["learner", "/account/notes"]],
  "/account/certificates": [["learner", "/account/certificates"]],
  "/account/transcript": [["learner", "/account/transcript"]],
  "/learn": [["learner", "/learn"]],
  "/learn/[event]": [
    ["learner", `/learn/${demoEvent}`],
    ["learner", ({ finished }) => `/learn/${finished.slug}`],
  ],
  "/learn/[event]/[module]/[lesson]": [["learner", `/learn/${demoEvent}/csirts-norms-and-measures/the-eleven-norms`]],
  "/learn/[event]/[module]/[lesson]/print": [
    ["learner", `/learn/${demoEvent}/csirts-norms-and-measures/the-eleven-norms/print`],
  ],
  "/learn/[event]/brief": [["organizer", "/learn/cyberdiplomacy-training-montevideo/brief"]],
  "/organize/events/[slug]/brief": [["organizer", "/organize/events/cyberdiplomacy-training-montevideo/brief"]],
  "/learn/[event]/rehearsal": [
    ["learner", `/learn/${demoEvent}/rehearsal`],
    ["learner", `/learn/${demoEvent}/rehearsal?found=240-1-1`],
  ],
  "/exams/[attemptId]": [
    ["learner", ({ attemptId }) => `/exams/${attemptId}`],
    ["learner", ({ attemptId }) => `/exams/${attemptId}?view=one&q=2`],
  ],
  "/exams/[attemptId]/submit": [["learner", ({ attemptId }) => `/exams/${attemptId}/submit`]],
  "/exams/[attemptId]/result": [
    ["learner", ({ finished }) => `/exams/${finished.holder.attemptId}/result`],
    ["organizer", ({ finished }) => `/exams/${finished.waiting.attemptId}/result`],
  ],
  "/organize": [["organizer", "/organize"]],
  "/organize/events/new": [["organizer", "/organize/events/new"]],
  "/organize/organizations/[slug]/template": [["organizer", "/organize/organizations/cert-mu/template"]],
  "/organize/events/[slug]": [
    ["organizer", `/organize/events/${demoEvent}`],
    ["organizer", ({ finished }) => `/organize/events/${finished.slug}`],
  ],
  "/organize/events/[slug]/announcements": [["organizer", `/organize/events/${demoEvent}/announcements`]],
  "/organize/events/[slug]/room": [["organizer", `/organize/events/${demoEvent}/room`]],
  "/organize/events/[slug]/edit": [["organizer", `/organize/events/${demoEvent}/edit`]],
  "/organize/events/[slug]/blueprint": [["organizer", `/organize/events/${demoEvent}/blueprint`]],
  "/organize/sources": [["organizer", "/organize/sources?document=PC.DEC/1202"]],
  "/organize/banks": [["organizer", "/organize/banks"]],
  "/organize/banks/[slug]": [["organizer", `/organize/banks/${demoBank}`]],
  "/organize/banks/[slug]/new": [["organizer", `/organize/banks/${demoBank}/new`]],
  "/organize/banks/[slug]/questions/[id]": [
    ["organizer", ({ bankQuestion }) => `/organize/banks/${demoBank}/questions/${bankQuestion.published}`],
  ],
  "/organize/banks/[slug]/questions/[id]/edit": [
    ["organizer", ({ bankQuestion }) => `/organize/banks/${demoBank}/questions/${bankQuestion.published}/edit`],
  ],
  "/organize/banks/[slug]/questions/[id]/history": [
    ["organizer", ({ bankQuestion }) => `/organize/banks/${demoBank}/questions/${bankQuestion.published}/history`],
  ],
  "/organize/banks/[slug]/questions/[id]/review": [
    ["organizer", ({ bankQuestion }) => `/organize/banks/${demoBank}/questions/${bankQuestion.drafted}/review`],
  ],
  "/organize/banks/[slug]/questions/[id]/repair": [
    [
      "organizer",
      ({ examDay }) =>
        `/organize/banks/${demoBank}/questions/${examDay.question.id}/repair?version=${examDay.question.version}`,
    ],
  ],
  "/organize/analysis/versions/[versionId]": [
    ["organizer", ({ examDay }) => `/organize/analysis/versions/${examDay.question.version}`],
  ],
  "/organize/events/[slug]/exam": [
    ["organizer", ({ examDay }) => `/organize/events/${examDay.slug}/exam`],
    ["organizer", ({ finished }) => `/organize/events/${finished.slug}/exam`],
  ],
  "/organize/events/[slug]/exam/attempts/[attempt]": [
    ["organizer", ({ examDay }) => `/organize/events/${examDay.slug}/exam/attempts/${examDay.attemptId}`],
    ["organizer", ({ finished }) => `/organize/events/${finished.slug}/exam/attempts/${finished.waiting.attemptId}`],
  ],
  "/organize/events/[slug]/exam/people/[enrolment]": [
    ["organizer", ({ examDay }) => `/organize/events/${examDay.slug}/exam/people/${examDay.enrolmentId}`],
  ],
  "/organize/events/[slug]/exam/paper": [["organizer", ({ examDay }) => `/organize/events/${examDay.slug}/exam/paper`]],
  "/organize/events/[slug]/exam/paper/print": [
    ["organizer", ({ examDay }) => `/organize/events/${examDay.slug}/exam/paper/print`],
  ],
  "/organize/events/[slug]/exam/paper/sheets/[attempt]": [
    ["organizer", ({ examDay }) => `/organize/events/${examDay.slug}/exam/paper/sheets/${examDay.sheetId}`],
  ],
  "/organize/events/[slug]/results": [["organizer", ({ finished }) => `/organize/events/${finished.slug}/results`]],
  "/organize/events/[slug]/results/appeals": [
    ["organizer", ({ finished }) => `/organize/events/${finished.slug}/results/appeals`],
  ],
  "/organize/events/[slug]/analysis": [["organizer", ({ finished }) => `/organize/events/${finished.slug}/analysis`]],
  "/organize/events/[slug]/sessions": [
    ["organizer", ({ examDay }) => `/organize/events/${examDay.slug}/sessions?session=${examDay.timetabledId}`],
  ],
  "/organize/events/[slug]/sessions/[id]/attendance": [
    ["organizer", ({ examDay }) => `/organize/events/${examDay.slug}/sessions/${examDay.timetabledId}/attendance`],
  ],
  "/organize/events/[slug]/report": [["organizer", ({ finished }) => `/organize/events/${finished.slug}/report`]],
  "/learn/[event]/agenda": [["organizer", ({ examDay }) => `/learn/${examDay.slug}/agenda`]],
  "/organize/events/[slug]/invitations": [
    ["organizer", ({ nominating }) => `/organize/events/${nominating.slug}/invitations`],
  ],
  "/organize/events/[slug]/nominations": [
    ["organizer", ({ nominating }) => `/organize/events/${nominating.slug}/nominations`],
  ],
  "/organize/events/[slug]/import": [["organizer", ({ nominating }) => `/organize/events/${nominating.slug}/import`]],
  "/organize/events/[slug]/waiting": [["organizer", ({ examDay }) => `/organize/events/${examDay.slug}/waiting`]],
  "/organize/events/[slug]/preview": [["organizer", `/organize/events/${demoEvent}/preview`]],
  "/organize/events/[slug]/review": [["organizer", `/organize/events/${demoEvent}/review`]],
  "/organize/events/[slug]/clone": [["organizer", `/organize/events/${demoEvent}/clone`]],
  "/organize/events/[slug]/cancel": [["organizer", `/organize/events/${demoEvent}/cancel`]],
  "/organize/courses/[slug]/prerequisites": [["organizer", "/organize/courses/un-cyber-norms-csirts/prerequisites"]],
  "/organize/events/[slug]/application-form": [
    ["organizer", ({ selection }) => `/organize/events/${selection.slug}/application-form?new=several`],
  ],
  "/organize/events/[slug]/applications": [
    ["organizer", ({ selection }) => `/organize/events/${selection.slug}/applications`],
  ],
  "/organize/events/[slug]/applications/[application]": [
    ["organizer", ({ selection: { slug, applicationId } }) => `/organize/events/${slug}/applications/${applicationId}`],
  ],
  "/organize/events/[slug]/applications/balance": [
    ["organizer", ({ selection }) => `/organize/events/${selection.slug}/applications/balance`],
  ],
  "/organize/events/[slug]/close": [["organizer", `/organize/events/${demoEvent}/close`]],
  "/admin": [["admin", "/admin"]],
  "/admin/organizations": [["admin", "/admin/organizations"]],
  "/admin/organizations/new": [["admin", "/admin/organizations/new"]],
  "/admin/organizations/[slug]": [["admin", "/admin/organizations/cert-mu"]],
  "/admin/letters": [["admin", "/admin/letters"]],
  "/admin/grants": [["admin", "/admin/grants"]],
  "/organize/events/[slug]/release": [["organizer", ({ finished }) => `/organize/events/${finished.slug}/release`]],
  "/admin/certificates/[code]": [["admin", ({ finished }) => `/admin/certificates/${finished.code}`]],
  "/admin/events/[slug]": [["admin", ({ finished }) => `/admin/events/${finished.slug}`]],
};

const root = path.resolve(import.meta.dirname, "../../../app/[language]");

function directories(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return directories(path.join(directory, entry.name));
    return entry.name === "page.tsx" ? [directory] : [];
  });
}

/** The addresses of the route tree, as its folders say them. */
export const routes = (): string[] =>
  directories(root).map((directory) => `/${path.relative(root, directory)}`.replace(/\/\([^)]+\)/g, "") || "/");

/** The address of a page in a language. */
export const inLanguage = (language: "en" | "fr" | "ar", shown: string): string =>
  language === "en" ? shown : `/${language}${shown === "/" ? "" : shown}`;

/** Makes the states that pages show, signs in as somebody and says which addresses that person looks at. */
export async function lookAs(
  who: Who,
  {
    platform,
    context,
    signIn,
    baseUrl = platform.baseUrl,
  }: {
    readonly platform: Platform;
    readonly context: BrowserContext;
    readonly signIn: (role: "organizer" | "admin") => Promise<void>;
    /** The server that is looked at, when it is not the platform's own. */
    readonly baseUrl?: string;
  },
): Promise<string[]> {
  const finished = await finishEvent(platform, `finished-${crypto.randomUUID()}`);
  const bankQuestion = await readBankQuestions(platform.adminUrl, demoBank);
  const examDay = await holdExam(platform, `exam-day-${crypto.randomUUID()}`);
  const selection = await holdSelection(platform, `selection-${crypto.randomUUID()}`);
  const nominating = await holdNomination(platform, `nominating-${crypto.randomUUID()}`, finished.holder.sessionId);
  let attemptId = "";
  if (who === "learner") {
    const learner = await visitorOf(platform, finished.holder.sessionId);
    await learner.call("POST", `/api/events/${demoEvent}/enrolments`);
    attemptId = await startExam(learner, demoEvent);
    await context.addCookies([
      {
        name: "next-auth.session-token",
        value: await sealFor(platform, finished.holder.sessionId),
        url: baseUrl,
        httpOnly: true,
        sameSite: "Lax",
      },
    ]);
  } else if (who !== "visitor") await signIn(who);
  return Object.values(pages)
    .flat()
    .filter(([sees]) => sees === who)
    .map(([, shown]) =>
      typeof shown === "string" ? shown : shown({ finished, attemptId, examDay, selection, nominating, bankQuestion }),
    );
}
