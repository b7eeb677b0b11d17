import { joinEventForm } from "@/lib/admission/forms";
import type { Form } from "@/lib/entry/define-form";
import { examAnswersForm, startExamForm, submitExamForm } from "@/lib/exams/forms";
import { preferencesForm, signInForm, signOutForm } from "@/lib/people/forms";
import { markReadForm } from "@/lib/reading/forms";

/** Every form there is, under its stable address /forms/<name>. */
export const forms = {
  "mark-read": markReadForm,
  "exam-answers": examAnswersForm,
  "join-event": joinEventForm,
  "start-exam": startExamForm,
  "submit-exam": submitExamForm,
  preferences: preferencesForm,
  "sign-in": signInForm,
  "sign-out": signOutForm,
} satisfies Record<string, Form>;
