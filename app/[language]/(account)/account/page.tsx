import type { Metadata } from "next";
import type { ReactNode } from "react";
import { CalendarFeed } from "@/components/catalogue/calendar-feed";
import { AccountName, LanguageField, NameFields, NewPasswordField, ZoneField } from "@/components/people/fields";
import { LayerText } from "@/components/reading/layer-text";
import { Form, type FormState, ProblemSummary, problemsOf, Select, TextField } from "@/components/ui/form";
import { loadOwnFeed } from "@/lib/catalogue/loaders";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { formatInstant, zonePlace } from "@/lib/format/dates";
import { languageNames } from "@/lib/format/languages";
import { loadAccount } from "@/lib/people/loaders";
import { mailChoices } from "@/lib/people/schema";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return { title: (await readPage(props)).t("account.title"), robots: { index: false } };
}

const fieldsOf = {
  name: ["fullName", "nativeName"],
  settings: ["language", "zone"],
  mail: ["mailChoice"],
  password: ["currentPassword", "newPassword"],
  erase: ["erasePassword", "eraseSure"],
} as const;

/** The memory of one of the page's forms: a refusal belongs to the form whose fields it names. */
function stateOf(state: FormState, part: keyof typeof fieldsOf): FormState {
  const named = [
    ...(state.refused?.problems ?? []).map(({ field }) => field),
    ...Object.keys(state.refused?.values ?? {}),
  ];
  return named.some((name) => (fieldsOf[part] as readonly (string | null)[]).includes(name))
    ? state
    : { ...state, refused: null };
}

const notices = ["name", "settings", "password", "mail", "unmute", "reconfirm", "feed-revoked"] as const;

const formClass = "grid max-w-xl gap-6";

function Section({
  id,
  title,
  text,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}) {
  return (
    <section
      aria-labelledby={id}
      className="grid items-start gap-x-10 gap-y-4 border-t border-rule pt-6 lg:grid-cols-[17rem_minmax(0,1fr)]"
    >
      <div className="grid gap-1">
        <h2 id={id}>{title}</h2>
        <p className="small muted">{text}</p>
      </div>
      {children}
    </section>
  );
}

export default async function AccountPage(props: PageProps) {
  const page = await readPage(props);
  const { t, at, here, query, language } = page;
  const [account, feed] = await Promise.all([loadAccount(language), loadOwnFeed()]);
  const whole: FormState = { t, here, refused: await readRefusedForm(page) };
  const parts = {
    name: stateOf(whole, "name"),
    settings: stateOf(whole, "settings"),
    mail: stateOf(whole, "mail"),
    password: stateOf(whole, "password"),
    erase: stateOf(whole, "erase"),
  };
  const homeless = Object.values(parts).every(({ refused }) => !refused);
  const undeliverable = account.addresses.filter(({ undeliverableAt }) => undeliverableAt !== null);
  const done = notices.find((name) => name === query.done);
  return drawn(
    <div className="grid gap-8">
      <div className="grid gap-4">
        <h1>{t("account.title")}</h1>
        {homeless ? <ProblemSummary state={whole} /> : null}
        {done ? (
          <p className="notice affirm" role="status">
            {t(`account.done.${done}`)}
          </p>
        ) : null}
        {undeliverable.map(({ address, undeliverableAt }) => (
          <div key={address} className="notice caution measure grid gap-3">
            <p>
              {t("account.undeliverable.text", {
                address,
                time: formatInstant(undeliverableAt ?? new Date(), language, account.zone),
              })}
            </p>
            <Form state={{ ...whole, refused: null }} action="reconfirm-address">
              <input type="hidden" name="address" value={address} />
              <p>
                <button type="submit" className="button quiet">
                  {t("account.reconfirm")}
                </button>
              </p>
            </Form>
          </div>
        ))}
        <dl className="facts max-w-3xl">
          <div>
            <dt>{t("field.full-name")}</dt>
            <dd>
              <bdi>{account.fullName}</bdi>
            </dd>
          </div>
          <div>
            <dt>{t("account.native-name")}</dt>
            <dd>{account.nativeName ? <bdi>{account.nativeName}</bdi> : t("common.not-stated")}</dd>
          </div>
          {account.addresses.map(({ address, verifiedAt, undeliverableAt }) => (
            <div key={address}>
              <dt>{t("field.email")}</dt>
              <dd className="flex flex-wrap items-baseline gap-x-4">
                <bdi>{address}</bdi>
                <span className={`state ${verifiedAt ? "affirm" : "caution"}`}>
                  {t(verifiedAt ? "account.confirmed" : "account.unconfirmed")}
                </span>
                {undeliverableAt ? <span className="state refuse">{t("account.undeliverable")}</span> : null}
              </dd>
            </div>
          ))}
          <div>
            <dt>{t("field.language")}</dt>
            <dd lang={account.language}>{languageNames[account.language] ?? account.language}</dd>
          </div>
          <div>
            <dt>{t("field.zone")}</dt>
            <dd>
              <bdi translate="no">{zonePlace(account.zone)}</bdi>
              <span className="muted nums block">
                {t("account.now", { time: formatInstant(new Date(), language, account.zone) })}
              </span>
            </dd>
          </div>
        </dl>
        <ul className="flex flex-wrap gap-x-6 gap-y-1">
          <li>
            <a className="inline-block py-1" href={at("/account/letters")}>
              {t("account.letters", { unread: account.unreadLetters })}
            </a>
          </li>
          <li>
            <a className="inline-block py-1" href={at("/account/certificates")}>
              {t("certificates.title")}
            </a>
          </li>
          <li>
            <a className="inline-block py-1" href={at("/account/transcript")}>
              {t("transcript.title")}
            </a>
          </li>
          <li>
            <a className="inline-block py-1" href={at("/account/notes")}>
              {t("account.notes")}
            </a>
          </li>
          <li>
            <a className="inline-block py-1" href={at("/learn")}>
              {t("nav.learn")}
            </a>
          </li>
        </ul>
      </div>

      <Section id="name" title={t("account.name.title")} text={t("account.name.text")}>
        <Form state={parts.name} action="account-name" className={formClass}>
          <NameFields state={parts.name} fullName={account.fullName} nativeName={account.nativeName} />
          <p>
            <button type="submit" className="button">
              {t("account.name.submit")}
            </button>
          </p>
        </Form>
      </Section>

      <Section id="settings" title={t("account.settings.title")} text={t("account.settings.text")}>
        <Form state={parts.settings} action="account-settings" className={formClass}>
          <LanguageField state={parts.settings} value={account.language} />
          <ZoneField state={parts.settings} value={account.zone} />
          <p>
            <button type="submit" className="button">
              {t("account.settings.submit")}
            </button>
          </p>
        </Form>
      </Section>

      <Section id="calendar" title={t("account.calendar.title")} text={t("account.calendar.text")}>
        <CalendarFeed page={page} feed={feed} />
      </Section>

      <Section id="mail" title={t("account.mail.title")} text={t("account.mail.text")}>
        <div className="grid gap-6">
          <Form state={parts.mail} action="account-mail" className={formClass}>
            <Select
              state={parts.mail}
              name="mailChoice"
              label={t("account.mail.choice")}
              value={account.mailChoice}
              options={mailChoices.map((value) => ({ value, label: t(`account.mail.choice.${value}`) }))}
            />
            <p>
              <button type="submit" className="button">
                {t("account.mail.submit")}
              </button>
            </p>
          </Form>
          {account.muted.length > 0 ? (
            <div className="grid gap-2">
              <p>{t("account.mail.muted")}</p>
              <ul className="rows">
                {account.muted.map((event) => (
                  <li key={event.slug} className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
                    <a href={at(`/events/${event.slug}`)}>
                      <LayerText layer={{ text: event.title, language: event.language }} language={language} />
                    </a>
                    <Form state={{ ...whole, refused: null }} action="account-unmute" className="">
                      <input type="hidden" name="event" value={event.slug} />
                      <button
                        type="submit"
                        className="button quiet"
                        aria-label={t("account.mail.unmute-about", { event: event.title })}
                      >
                        {t("account.mail.unmute")}
                      </button>
                    </Form>
                  </li>
                ))}
              </ul>
            </div>
          ) : null}
        </div>
      </Section>

      <Section id="password" title={t("account.password.title")} text={t("account.password.text")}>
        <Form state={parts.password} action="account-password" className={formClass}>
          <AccountName address={account.addresses[0]?.address} />
          <TextField
            state={parts.password}
            name="currentPassword"
            label={t("field.current-password")}
            type="password"
            autoComplete="current-password"
            dir="ltr"
            required
          />
          <NewPasswordField state={parts.password} name="newPassword" label={t("field.new-password")} />
          <p>
            <button type="submit" className="button">
              {t("account.password.submit")}
            </button>
          </p>
        </Form>
      </Section>

      <Section id="erase" title={t("account.erase.title")} text={t("account.erase.text")}>
        <details className="part" open={parts.erase.refused !== null}>
          <summary className="font-semibold">{t("account.erase.open")}</summary>
          <div className="mt-4 grid gap-5">
            <ul className="bullets measure">
              <li>{t("account.erase.goes")}</li>
              <li>{t("account.erase.stays")}</li>
              <li>{t("account.erase.certificates")}</li>
            </ul>
            <Form state={parts.erase} action="account-erase" className={formClass}>
              <TextField
                state={parts.erase}
                name="erasePassword"
                label={t("account.erase.password")}
                type="password"
                autoComplete="current-password"
                dir="ltr"
                required
              />
              <div className="field">
                {problemsOf(parts.erase, "eraseSure").map((problem) => (
                  <p key={problem} className="problem" id="eraseSure-problem">
                    {problem}
                  </p>
                ))}
                <label className="choice" htmlFor="eraseSure">
                  <input type="checkbox" id="eraseSure" name="eraseSure" value="yes" />
                  {t("account.erase.sure")}
                </label>
              </div>
              <p>
                <button type="submit" className="button danger">
                  {t("account.erase.submit")}
                </button>
              </p>
            </Form>
          </div>
        </details>
      </Section>

      <Section id="leave" title={t("account.sign-out.title")} text={t("account.sign-out.text")}>
        <Form state={{ ...whole, refused: null }} action="sign-out">
          <p>
            <button type="submit" className="button quiet">
              {t("account.sign-out.submit")}
            </button>
          </p>
        </Form>
      </Section>
    </div>,
  );
}
