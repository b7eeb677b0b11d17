import { announceForm, unmuteForm, unsubscribeForm } from "@/lib/admission/announcements/forms";
import {
  arrangeFormQuestionForm,
  saveApplicationForm,
  saveFormQuestionForm,
  saveRubricForm,
  submitApplicationForm,
  withdrawApplicationForm,
} from "@/lib/admission/applications/forms";
import {
  claimOfferForm,
  declineOfferForm,
  joinEventForm,
  moveToHeadForm,
  removeFromEventForm,
  withdrawForm,
} from "@/lib/admission/forms";
import { applyImportForm, checkImportForm } from "@/lib/admission/imports/forms";
import { answerInvitationForm, inviteForm, manageInvitationForm } from "@/lib/admission/invitations/forms";
import {
  decideNominationForm,
  editNominationForm,
  moveNominationForm,
  nameFocalPointForm,
  nominateForm,
  nominatePairForm,
  removeFocalPointForm,
  sendNominationsForm,
  substituteForm,
  takeBackNominationForm,
} from "@/lib/admission/nominations/forms";
import { decideApplicationsForm, scoreApplicationForm, sendDecisionsForm } from "@/lib/admission/selection/forms";
import { makeFeedForm, revokeFeedForm } from "@/lib/catalogue/own-calendar/forms";
import { correctForm } from "@/lib/certificates/correction/forms";
import { saveTemplateForm } from "@/lib/certificates/documents/forms";
import { decideReleaseForm, handInForm, releaseForm, returnDossierForm } from "@/lib/certificates/dossier/forms";
import { revokeForm } from "@/lib/certificates/forms";
import { revokeShareForm, shareForm, showScoreForm } from "@/lib/certificates/holder/forms";
import { makeTranscriptForm, takeBackTranscriptForm } from "@/lib/certificates/transcript/forms";
import { verifyFileForm, verifyForm } from "@/lib/certificates/verification/forms";
import { deleteCommentForm, editCommentForm, reportCommentForm, writeCommentForm } from "@/lib/comments/forms";
import { liftMuteForm, moderateCommentForm, saveRoomForm } from "@/lib/comments/moderation/forms";
import { nameModeratorForm, removeModeratorForm } from "@/lib/comments/moderators/forms";
import type { Form } from "@/lib/entry/define-form";
import { answerAppealForm, makeAppealForm } from "@/lib/exams/appeals/forms";
import { decideProposalForm, proposeDecisionForm } from "@/lib/exams/evidence/forms";
import { examAnswersForm, startExamForm, submitExamForm } from "@/lib/exams/forms";
import { findSheetForm, keySheetForm, preparePaperForm, withdrawPaperForm } from "@/lib/exams/paper/forms";
import { repairKeyForm } from "@/lib/exams/regrade/forms";
import { rehearsalForm } from "@/lib/exams/rehearsal/forms";
import { changeAllowanceForm, extendRunningForm } from "@/lib/exams/supervision/forms";
import { checkSourceForm } from "@/lib/library/sources/forms";
import { saveBlueprintForm } from "@/lib/organizing/blueprint/forms";
import { cloneEventForm } from "@/lib/organizing/clone/forms";
import { dropDraftForm } from "@/lib/organizing/drafts/forms";
import {
  closeEventForm,
  createEventForm,
  editEventForm,
  publishEventForm,
  sendToReviewForm,
} from "@/lib/organizing/forms";
import { archiveEventForm, cancelEventForm, reviewEventForm } from "@/lib/organizing/lifecycle/forms";
import { savePrerequisitesForm } from "@/lib/organizing/prerequisites/forms";
import { eraseAccountForm } from "@/lib/people/erasure/forms";
import {
  changePasswordForm,
  confirmForm,
  forgotPasswordForm,
  mailChoiceForm,
  nameForm,
  preferencesForm,
  reconfirmForm,
  registerForm,
  resetPasswordForm,
  settingsForm,
  signInForm,
  signOutForm,
} from "@/lib/people/forms";
import { confirmNameForm } from "@/lib/people/names/forms";
import { createOrganizationForm, editOrganizationForm, giveGrantForm, revokeGrantForm } from "@/lib/platform/forms";
import { retryLettersForm } from "@/lib/platform/letters/forms";
import { keepQuestionForm, moveQuestionForm, questionEnemyForm, saveQuestionForm } from "@/lib/questions/forms";
import { uploadPictureForm } from "@/lib/questions/pictures/forms";
import { saveBriefForm } from "@/lib/reading/brief/forms";
import { markReadForm } from "@/lib/reading/forms";
import { deleteNoteForm, saveNoteForm } from "@/lib/reading/notes/forms";
import {
  addFileForm,
  changeSessionForm,
  checkInCodeForm,
  checkInForm,
  recordRollForm,
  removeFileForm,
  removeStaffForm,
  saveSessionForm,
  saveStaffForm,
} from "@/lib/sessions/forms";

/** Every form there is, under its stable address /forms/<name>. */
export const forms = {
  "arrange-form-question": arrangeFormQuestionForm,
  "decide-applications": decideApplicationsForm,
  "save-application": saveApplicationForm,
  "save-form-question": saveFormQuestionForm,
  "save-rubric": saveRubricForm,
  "score-application": scoreApplicationForm,
  "send-decisions": sendDecisionsForm,
  "submit-application": submitApplicationForm,
  "withdraw-application": withdrawApplicationForm,
  "claim-offer": claimOfferForm,
  "decline-offer": declineOfferForm,
  "move-to-head": moveToHeadForm,
  "remove-from-event": removeFromEventForm,
  withdraw: withdrawForm,
  "archive-event": archiveEventForm,
  "cancel-event": cancelEventForm,
  "clone-event": cloneEventForm,
  "close-event": closeEventForm,
  "create-event": createEventForm,
  "create-organization": createOrganizationForm,
  "drop-event-draft": dropDraftForm,
  "edit-event": editEventForm,
  "edit-organization": editOrganizationForm,
  "give-grant": giveGrantForm,
  "publish-event": publishEventForm,
  "review-event": reviewEventForm,
  "save-prerequisites": savePrerequisitesForm,
  "revoke-grant": revokeGrantForm,
  "send-to-review": sendToReviewForm,
  "correct-certificate": correctForm,
  "decide-release": decideReleaseForm,
  "hand-in-dossier": handInForm,
  "release-certificates": releaseForm,
  "return-dossier": returnDossierForm,
  "revoke-certificate": revokeForm,
  "make-transcript": makeTranscriptForm,
  "take-back-transcript": takeBackTranscriptForm,
  "save-template": saveTemplateForm,
  "share-certificate": shareForm,
  "show-score": showScoreForm,
  "unshare-certificate": revokeShareForm,
  verify: verifyForm,
  "verify-file": verifyFileForm,
  "keep-question": keepQuestionForm,
  "check-source": checkSourceForm,
  "move-question": moveQuestionForm,
  "question-enemy": questionEnemyForm,
  "save-blueprint": saveBlueprintForm,
  "save-question": saveQuestionForm,
  "upload-picture": uploadPictureForm,
  "mark-read": markReadForm,
  "save-brief": saveBriefForm,
  "save-note": saveNoteForm,
  "delete-note": deleteNoteForm,
  "change-allowance": changeAllowanceForm,
  "decide-proposal": decideProposalForm,
  "extend-running": extendRunningForm,
  "find-sheet": findSheetForm,
  "key-sheet": keySheetForm,
  "prepare-paper": preparePaperForm,
  "propose-decision": proposeDecisionForm,
  "withdraw-paper": withdrawPaperForm,
  "exam-answers": examAnswersForm,
  "answer-invitation": answerInvitationForm,
  "apply-import": applyImportForm,
  "check-import": checkImportForm,
  "decide-nomination": decideNominationForm,
  "edit-nomination": editNominationForm,
  invite: inviteForm,
  "manage-invitation": manageInvitationForm,
  "move-nomination": moveNominationForm,
  "name-focal-point": nameFocalPointForm,
  nominate: nominateForm,
  "nominate-pair": nominatePairForm,
  "remove-focal-point": removeFocalPointForm,
  "send-nominations": sendNominationsForm,
  "substitute-nomination": substituteForm,
  "take-back-nomination": takeBackNominationForm,
  "join-event": joinEventForm,
  "answer-appeal": answerAppealForm,
  "make-appeal": makeAppealForm,
  "repair-key": repairKeyForm,
  "start-exam": startExamForm,
  "submit-exam": submitExamForm,
  "make-calendar-feed": makeFeedForm,
  "revoke-calendar-feed": revokeFeedForm,
  "write-comment": writeCommentForm,
  "edit-comment": editCommentForm,
  "delete-comment": deleteCommentForm,
  "report-comment": reportCommentForm,
  "moderate-comment": moderateCommentForm,
  "lift-mute": liftMuteForm,
  "save-room": saveRoomForm,
  "name-moderator": nameModeratorForm,
  "remove-moderator": removeModeratorForm,
  "account-erase": eraseAccountForm,
  "account-mail": mailChoiceForm,
  "account-name": nameForm,
  "account-password": changePasswordForm,
  "account-settings": settingsForm,
  "account-unmute": unmuteForm,
  announce: announceForm,
  "confirm-address": confirmForm,
  "confirm-name": confirmNameForm,
  "forgot-password": forgotPasswordForm,
  preferences: preferencesForm,
  "reconfirm-address": reconfirmForm,
  register: registerForm,
  "reset-password": resetPasswordForm,
  "retry-letters": retryLettersForm,
  "sign-in": signInForm,
  "add-event-file": addFileForm,
  "change-session": changeSessionForm,
  "check-in": checkInForm,
  "check-in-code": checkInCodeForm,
  "record-roll": recordRollForm,
  "remove-event-file": removeFileForm,
  "remove-staff": removeStaffForm,
  "save-session": saveSessionForm,
  "save-staff": saveStaffForm,
  rehearsal: rehearsalForm,
  "sign-out": signOutForm,
  unsubscribe: unsubscribeForm,
} satisfies Record<string, Form>;
