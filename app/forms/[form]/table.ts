import { joinEventForm } from "@/lib/admission/forms";
import { releaseForm, revokeForm, revokeShareForm, shareForm, verifyForm } from "@/lib/certificates/forms";
import type { Form } from "@/lib/entry/define-form";
import { answerAppealForm, makeAppealForm } from "@/lib/exams/appeals/forms";
import { decideProposalForm, proposeDecisionForm } from "@/lib/exams/evidence/forms";
import { examAnswersForm, startExamForm, submitExamForm } from "@/lib/exams/forms";
import { findSheetForm, keySheetForm, preparePaperForm, withdrawPaperForm } from "@/lib/exams/paper/forms";
import { repairKeyForm } from "@/lib/exams/regrade/forms";
import { rehearsalForm } from "@/lib/exams/rehearsal/forms";
import { changeAllowanceForm, extendRunningForm } from "@/lib/exams/supervision/forms";
import { saveBlueprintForm } from "@/lib/organizing/blueprint/forms";
import {
  closeEventForm,
  createEventForm,
  editEventForm,
  publishEventForm,
  sendToReviewForm,
} from "@/lib/organizing/forms";
import {
  changePasswordForm,
  confirmForm,
  forgotPasswordForm,
  nameForm,
  preferencesForm,
  registerForm,
  resetPasswordForm,
  settingsForm,
  signInForm,
  signOutForm,
} from "@/lib/people/forms";
import { createOrganizationForm, editOrganizationForm, giveGrantForm, revokeGrantForm } from "@/lib/platform/forms";
import { keepQuestionForm, moveQuestionForm, questionEnemyForm, saveQuestionForm } from "@/lib/questions/forms";
import { markReadForm } from "@/lib/reading/forms";

/** Every form there is, under its stable address /forms/<name>. */
export const forms = {
  "close-event": closeEventForm,
  "create-event": createEventForm,
  "create-organization": createOrganizationForm,
  "edit-event": editEventForm,
  "edit-organization": editOrganizationForm,
  "give-grant": giveGrantForm,
  "publish-event": publishEventForm,
  "revoke-grant": revokeGrantForm,
  "send-to-review": sendToReviewForm,
  "release-certificates": releaseForm,
  "revoke-certificate": revokeForm,
  "share-certificate": shareForm,
  "unshare-certificate": revokeShareForm,
  verify: verifyForm,
  "keep-question": keepQuestionForm,
  "move-question": moveQuestionForm,
  "question-enemy": questionEnemyForm,
  "save-blueprint": saveBlueprintForm,
  "save-question": saveQuestionForm,
  "mark-read": markReadForm,
  "change-allowance": changeAllowanceForm,
  "decide-proposal": decideProposalForm,
  "extend-running": extendRunningForm,
  "find-sheet": findSheetForm,
  "key-sheet": keySheetForm,
  "prepare-paper": preparePaperForm,
  "propose-decision": proposeDecisionForm,
  "withdraw-paper": withdrawPaperForm,
  "exam-answers": examAnswersForm,
  "join-event": joinEventForm,
  "answer-appeal": answerAppealForm,
  "make-appeal": makeAppealForm,
  "repair-key": repairKeyForm,
  "start-exam": startExamForm,
  "submit-exam": submitExamForm,
  "account-name": nameForm,
  "account-password": changePasswordForm,
  "account-settings": settingsForm,
  "confirm-address": confirmForm,
  "forgot-password": forgotPasswordForm,
  preferences: preferencesForm,
  register: registerForm,
  "reset-password": resetPasswordForm,
  "sign-in": signInForm,
  rehearsal: rehearsalForm,
  "sign-out": signOutForm,
} satisfies Record<string, Form>;
