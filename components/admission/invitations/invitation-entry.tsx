import { Form, type FormState } from "@/components/ui/form";
import type { InvitationList, InvitationRow, InvitationState } from "@/lib/admission/invitations/types";
import { stateName } from "@/lib/admission/states";
import type { MessageKey } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import { formatInstant } from "@/lib/format/dates";

const looks: Readonly<Record<InvitationState, string>> = {
  sent: "state",
  asked: "state caution",
  claimed: "state affirm",
  declined: "state refuse",
  expired: "state refuse",
  withdrawn: "state refuse",
};

type Props = {
  readonly page: Page;
  readonly state: FormState;
  readonly event: Pick<InvitationList, "slug" | "zone">;
  readonly invitation: InvitationRow;
};

/** One invitation: for whom, how it stands and until when, and what can be done with it. */
export function InvitationEntry(props: Props) {
  const { page, event, invitation } = props;
  const { t, at, language } = page;
  const { state, address, fullName, nominatedBy, claimedBy } = invitation;
  const time = (instant: Date): string => formatInstant(instant, language, event.zone);
  const open = state === "sent" || state === "asked";
  return (
    <li className="grid gap-2">
      <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <span>
          {fullName ? (
            <>
              <bdi className="font-semibold">{fullName}</bdi>{" "}
            </>
          ) : null}
          <bdi className="break-all">{address}</bdi>
        </span>
        <span className={looks[state]}>{t(`invitations.state.${state}` as MessageKey)}</span>
      </p>
      <p className="small muted">
        {t("invitations.sent", {
          time: time(invitation.sentAt),
          count: invitation.timesSent,
          name: invitation.invitedBy,
        })}{" "}
        {open
          ? t("invitations.until", { time: time(invitation.expiresAt) })
          : t("invitations.settled", { time: time(invitation.settledAt ?? invitation.expiresAt) })}{" "}
        {claimedBy ? t("invitations.claimed-by", { name: claimedBy }) : null}
      </p>
      {invitation.returned ? <p className="notice caution measure">{t("invitations.returned")}</p> : null}
      {nominatedBy ? (
        <p className="small">
          <a className="inline-block py-1" href={at(`/organize/events/${event.slug}/nominations`)}>
            {t("invitations.nominated", { state: stateName(nominatedBy, language) })}
          </a>
        </p>
      ) : null}
      <Asked {...props} />
      <Actions {...props} />
    </li>
  );
}

function Asked({ page: { t }, state, event, invitation }: Props) {
  if (invitation.state !== "asked" || !invitation.askedBy) return null;
  const { fullName, address } = invitation.askedBy;
  return (
    <div className="notice caution measure grid gap-3">
      <p>{t("invitations.asked", { name: fullName, address })}</p>
      <Form state={state} action="manage-invitation" className="flex flex-wrap gap-3" summary={false}>
        <input type="hidden" name="event" value={event.slug} />
        <input type="hidden" name="invitation" value={invitation.id} />
        <button type="submit" className="button" name="intent" value="approve">
          {t("invitations.approve", { name: fullName })}
        </button>
        <button type="submit" className="button quiet" name="intent" value="refuse">
          {t("invitations.refuse")}
        </button>
      </Form>
    </div>
  );
}

function Actions({ page: { t }, state, event, invitation }: Props) {
  const open = invitation.state === "sent" || invitation.state === "asked";
  const comesBack = invitation.state === "expired" && !invitation.nominatedBy;
  if (!open && !comesBack) return null;
  return (
    <details>
      <summary className="py-1">{t("invitations.change", { address: invitation.address })}</summary>
      <Form state={state} action="manage-invitation" className="mt-2 grid gap-3" summary={false}>
        <input type="hidden" name="event" value={event.slug} />
        <input type="hidden" name="invitation" value={invitation.id} />
        <p className="small measure">{t(comesBack ? "invitations.resend-expired" : "invitations.resend-note")}</p>
        <p className="flex flex-wrap gap-3">
          <button type="submit" className="button quiet" name="intent" value="resend">
            {t("invitations.resend")}
          </button>
          {open && !invitation.nominatedBy ? (
            <button type="submit" className="button danger" name="intent" value="withdraw">
              {t("invitations.withdraw")}
            </button>
          ) : null}
        </p>
      </Form>
    </details>
  );
}
