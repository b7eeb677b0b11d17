import { joinEventForm } from "@/lib/admission/forms";
import { releaseForm, revokeForm, revokeShareForm, shareForm, verifyForm } from "@/lib/certificates/forms";
import type { Form } from "@/lib/entry/define-form";
import { examAnswersForm, startExamForm, submitExamForm } from "@/lib/exams/forms";
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
  "mark-read": markReadForm,
  "exam-answers": examAnswersForm,
  "join-event": joinEventForm,
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
  "sign-out": signOutForm,
} satisfies Record<string, Form>;
