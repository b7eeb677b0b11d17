import type { Metadata } from "next";
import { SourceText } from "@/components/library/source-text";
import { WindowText } from "@/components/organizing/window-text";
import { Form, type FormState, ProblemSummary } from "@/components/ui/form";
import { loadInvitation } from "@/lib/admission/invitations/loaders";
import type { InvitationView } from "@/lib/admission/invitations/types";
import { stateName } from "@/lib/admission/states";
import type { MessageKey } from "@/lib/content/messages";
import { drawn } from "@/lib/entry/drawn";
import { type Page, type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { formatInstant } from "@/lib/format/dates";

type Props = PageProps<{ token: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("invitation.title"), robots: { index: false } };
}

/** A link from a letter. Opening it changes nothing, because programs that look for harm in mail open links too. */
export default async function InvitationPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params, query } = page;
  const { actor, invitation } = await loadInvitation(params.token, language);
  const { event, organization, stateCode } = invitation;
  const state = { t, here, refused: await readRefusedForm(page) };
  // Who pressed a button before signing in comes back to it signed in: there is nothing to mend.
  const signedIn = actor && (state.refused?.problems ?? []).every(({ key }) => key === "problem.signed-out");
  const title = (
    <SourceText as="span" page={language} language={event.language}>
      {event.title}
    </SourceText>
  );
  return drawn(
    <div className="grid gap-8">
      <header className="grid gap-3">
        <p className="eyebrow">{t("invitation.title")}</p>
        <h1>{title}</h1>
        <p className="lede measure">
          {stateCode
            ? t("invitation.nominated", { organizer: organization, state: stateName(stateCode, language) })
            : t("invitation.invited", { organizer: organization })}
        </p>
        {signedIn ? null : <ProblemSummary state={state} />}
      </header>
      <dl className="facts measure">
        <div>
          <dt>{t("invitation.for")}</dt>
          <dd>
            <bdi className="break-all">{invitation.address}</bdi>
          </dd>
        </div>
        <div>
          <dt>{t("invitation.when")}</dt>
          <dd>
            <WindowText
              page={page}
              opensAt={event.opensAt}
              closesAt={event.closesAt}
              zone={event.zone}
              ownZone={actor?.zone ?? event.zone}
            />
          </dd>
        </div>
        <div>
          <dt>{t("invitation.place")}</dt>
          <dd>
            {event.place ? (
              <bdi>{event.place}</bdi>
            ) : event.delivery ? (
              t(`delivery.${event.delivery}` as MessageKey)
            ) : (
              t("common.not-stated")
            )}
          </dd>
        </div>
        {invitation.standing === "open" ? (
          <div>
            <dt>{t("invitation.until")}</dt>
            <dd>{formatInstant(invitation.expiresAt, language, event.zone)}</dd>
          </div>
        ) : null}
      </dl>
      <section aria-labelledby="answer" className="join-box measure">
        <h2 id="answer">{t("invitation.answer")}</h2>
        {invitation.standing === "open" ? (
          <Answer
            page={page}
            state={state}
            invitation={invitation}
            token={params.token}
            fullName={actor?.fullName ?? ""}
            asked={query.done === "ask"}
          />
        ) : (
          <Settled page={page} invitation={invitation} standing={invitation.standing} />
        )}
        <p>
          <a className="inline-block py-1" href={at(`/events/${event.slug}`)}>
            {t("invitation.event")}
          </a>
        </p>
      </section>
    </div>,
  );
}

type AnswerProps = {
  readonly page: Page;
  readonly state: FormState;
  readonly invitation: InvitationView;
  readonly token: string;
  readonly fullName: string;
  readonly asked: boolean;
};

function Answer({ page, state, invitation, token, fullName, asked }: AnswerProps) {
  const { t, at } = page;
  const back = `?next=${encodeURIComponent(at(`/invitations/${token}`))}`;
  const contact = invitation.contact;
  switch (invitation.beholder) {
    case "nobody":
      return (
        <>
          <p>{t("invitation.sign-in", { address: invitation.address })}</p>
          <p>{t("invitation.what-happens")}</p>
          <p className="flex flex-wrap gap-3">
            <a className="button" href={`${at("/sign-in")}${back}`}>
              {t("nav.sign-in")}
            </a>
            <a className="button quiet" href={`${at("/register")}${back}`}>
              {t("sign-in.register")}
            </a>
          </p>
        </>
      );
    case "invited":
      return (
        <Form state={state} action="answer-invitation" className="grid gap-3" summary={false}>
          <input type="hidden" name="_token" value={token} />
          <p>{t("invitation.what-happens")}</p>
          <p className="flex flex-wrap gap-3">
            <button type="submit" className="button" name="intent" value="accept">
              {t("invitation.accept")}
            </button>
            <button type="submit" className="button quiet" name="intent" value="decline">
              {t("invitation.decline")}
            </button>
          </p>
          <p className="hint">{t("invitation.decline-note")}</p>
        </Form>
      );
    case "asked":
      return <p className={asked ? "notice affirm" : "notice"}>{t("invitation.asked", { name: fullName })}</p>;
    case "asked-by-another":
      return <p className="notice caution">{t("invitation.asked-by-another", { contact })}</p>;
    default:
      return (
        <Form state={state} action="answer-invitation" className="grid gap-3" summary={false}>
          <input type="hidden" name="_token" value={token} />
          <p>{t("invitation.other", { name: fullName, address: invitation.address })}</p>
          <p className="hint">{t("invitation.other-ask")}</p>
          <p>
            <button type="submit" className="button" name="intent" value="ask">
              {t("invitation.ask")}
            </button>
          </p>
        </Form>
      );
  }
}

function Settled({
  page: { t, at, query },
  invitation,
  standing,
}: {
  readonly page: Page;
  readonly invitation: InvitationView;
  readonly standing: Exclude<InvitationView["standing"], "open">;
}) {
  if (standing === "claimed" && invitation.beholder === "claimer")
    return (
      <>
        <p className="notice affirm">{t("invitation.yours")}</p>
        <p>
          <a className="button" href={at(`/learn/${invitation.event.slug}`)}>
            {t("joining.enrolled.go")}
          </a>
        </p>
      </>
    );
  const declined = standing === "declined" && query.done === "decline";
  return (
    <p className={declined ? "notice affirm" : "notice caution"}>
      {t(declined ? "invitation.declined-now" : (`invitation.${standing}` satisfies MessageKey), {
        contact: invitation.contact,
      })}
    </p>
  );
}
