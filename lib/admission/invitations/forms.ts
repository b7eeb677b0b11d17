import { authorize } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import type { MessageKey } from "@/lib/content/messages";
import { defineForm, type FormAnswer, type Problem } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { acceptInvitation, askForInvitation, declineInvitation } from "./answers/mutations";
import { approveAsked, invite, refuseAsked, resendInvitation, withdrawInvitation } from "./mutations";
import { MOST_LINES, readInvitees } from "./rules";
import { answerFields, inviteFields, manageFields } from "./schema";
import type { WrongLine } from "./types";

/** How many wrong lines are told at once; a list with more of them is told that there are more. */
const MOST_TOLD = 12;

function problemsOf(wrong: readonly WrongLine[]): Problem[] {
  const told = wrong.slice(0, MOST_TOLD).map(
    ({ line, problem, address }): Problem => ({
      field: "people",
      key: `problem.invite.line.${problem}` as MessageKey,
      values: { line, address },
    }),
  );
  const more = wrong.length - told.length;
  return more > 0 ? [...told, { field: "people", key: "problem.invite.more", values: { count: more } }] : told;
}

/** The lines as they stood in the text, for those that only the database finds wrong. */
const linesOf = (text: string, addresses: readonly WrongLine[]): WrongLine[] => {
  const lines = text.split("\n");
  return addresses.map((wrong) => ({
    ...wrong,
    line: lines.findIndex((line) => line.toLowerCase().includes(wrong.address)) + 1 || wrong.line,
  }));
};

export const inviteForm = defineForm({
  schema: inviteFields,
  run: async ({ event: slug, people, language, days }, { actor, at }): Promise<FormAnswer> => {
    const event = found(await getEventSubject(slug), "event");
    const permit = authorize(actor, "event.manage", event);
    const { invitees, wrong } = readInvitees(people);
    if (wrong.length > 0) return { refused: problemsOf(wrong) };
    if (invitees.length > MOST_LINES)
      return { refused: [{ field: "people", key: "problem.invite.too-many", values: { maximum: MOST_LINES } }] };
    const sent = await invite(permit, { invitees, language, days });
    if (sent.ok) return { to: at(`/organize/events/${slug}/invitations?done=sent&count=${sent.value.sent}`) };
    if (sent.reason === "wrong-lines") return { refused: problemsOf(linesOf(people, sent.wrong)) };
    return { refused: [{ field: "people", key: `problem.invite.${sent.reason}` as MessageKey }] };
  },
});

const managed = {
  resend: { run: resendInvitation, done: "resent" },
  withdraw: { run: withdrawInvitation, done: "withdrawn" },
  approve: { run: approveAsked, done: "approved" },
  refuse: { run: refuseAsked, done: "refused" },
} as const;

export const manageInvitationForm = defineForm({
  schema: manageFields,
  run: async ({ event: slug, invitation, intent }, { actor, at }): Promise<FormAnswer> => {
    const event = found(await getEventSubject(slug), "event");
    const { run, done } = managed[intent];
    const result = await run(authorize(actor, "event.manage", event), invitation);
    if (!result.ok) return { refused: [{ field: null, key: `problem.invite.${result.reason}` as MessageKey }] };
    return { to: at(`/organize/events/${slug}/invitations?done=${done}`) };
  },
});

const answers = { accept: acceptInvitation, decline: declineInvitation, ask: askForInvitation } as const;

export const answerInvitationForm = defineForm({
  schema: answerFields,
  run: async ({ _token, intent }, { actor, at }): Promise<FormAnswer> => {
    const result = await answers[intent](actor, _token);
    const own = at(`/invitations/${_token}`);
    // The page of a link says itself what became of it.
    if (!result.ok) return { to: own };
    return { to: intent === "accept" ? at(`/learn/${result.value.slug}?done=joined`) : `${own}?done=${intent}` };
  },
});
