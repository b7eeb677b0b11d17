import type { Metadata } from "next";
import { EventHead } from "@/components/admission/event-head";
import { InvitationEntry } from "@/components/admission/invitations/invitation-entry";
import { LettersLanguage } from "@/components/admission/letters-language";
import { Form, ProblemSummary, TextArea, TextField } from "@/components/ui/form";
import { loadInvitations } from "@/lib/admission/invitations/loaders";
import { INVITATION_DAYS, LONGEST_INVITATION_DAYS } from "@/lib/admission/invitations/rules";
import type { MessageKey } from "@/lib/content/messages";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";

type Props = PageProps<{ slug: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("invitations.title"), robots: { index: false } };
}

const announcements = ["sent", "resent", "withdrawn", "approved", "refused"] as const;

export default async function InvitationsPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params, query } = page;
  const event = await loadInvitations(params.slug, language);
  const state = { t, here, refused: await readRefusedForm(page) };
  const done = announcements.find((name) => name === query.done);
  const count = typeof query.count === "string" && /^\d{1,5}$/.test(query.count) ? Number(query.count) : 1;
  return drawn(
    <div className="grid gap-10">
      <div className="grid gap-4">
        <EventHead page={page} event={event} title={t("invitations.title")}>
          {t("invitations.lede")}
        </EventHead>
        {done && !state.refused ? (
          <p className="notice affirm measure">{t(`invitations.done.${done}` satisfies MessageKey, { count })}</p>
        ) : null}
        <ProblemSummary state={state} />
        <p className="nums">
          {event.seatsFree === null
            ? t("admission.seats-unlimited")
            : t("admission.seats-free", { free: event.seatsFree, seats: event.seats ?? 0 })}
        </p>
      </div>
      {event.state === "published" ? (
        <section aria-labelledby="invite" className="grid gap-4">
          <h2 id="invite">{t("invitations.invite")}</h2>
          <Form state={state} action="invite" summary={false}>
            <input type="hidden" name="event" value={event.slug} />
            <TextArea
              state={state}
              name="people"
              label={t("invitations.people")}
              hint={t("invitations.people.hint")}
              rows={6}
            />
            <LettersLanguage state={state} value={language} />
            <TextField
              state={state}
              name="days"
              label={t("invitations.days")}
              hint={t("invitations.days.hint", { maximum: LONGEST_INVITATION_DAYS })}
              value={String(INVITATION_DAYS)}
              inputMode="numeric"
              maxLength={3}
            />
            <p className="flex flex-wrap items-center gap-x-6 gap-y-2">
              <button type="submit" className="button">
                {t("invitations.submit")}
              </button>
              <a className="inline-block py-1" href={at(`/organize/events/${event.slug}/import`)}>
                {t("invitations.import")}
              </a>
            </p>
          </Form>
        </section>
      ) : (
        <p className="notice measure">{t("invitations.not-published")}</p>
      )}
      <section aria-labelledby="invited" className="grid gap-2">
        <h2 id="invited">{t("invitations.list")}</h2>
        {event.invitations.length === 0 ? (
          <p>{t("invitations.none")}</p>
        ) : (
          <ul className="rows">
            {event.invitations.map((invitation) => (
              <InvitationEntry key={invitation.id} page={page} state={state} event={event} invitation={invitation} />
            ))}
          </ul>
        )}
      </section>
    </div>,
  );
}
