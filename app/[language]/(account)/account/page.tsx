import type { Metadata } from "next";
import type { ReactNode } from "react";
import { AccountName, LanguageField, NameFields, NewPasswordField, ZoneField } from "@/components/people/fields";
import { Form, type FormState, ProblemSummary, TextField } from "@/components/ui/form";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { formatInstant } from "@/lib/format/dates";
import { languageNames } from "@/lib/format/languages";
import { loadAccount } from "@/lib/people/loaders";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return { title: (await readPage(props)).t("account.title"), robots: { index: false } };
}

const fieldsOf = {
  name: ["fullName", "nativeName"],
  settings: ["language", "zone"],
  password: ["currentPassword", "newPassword"],
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
  const account = await loadAccount();
  const whole: FormState = { t, here, refused: await readRefusedForm(page) };
  const parts = {
    name: stateOf(whole, "name"),
    settings: stateOf(whole, "settings"),
    password: stateOf(whole, "password"),
  };
  const homeless = !parts.name.refused && !parts.settings.refused && !parts.password.refused;
  const { done } = query;
  return (
    <div className="grid gap-8">
      <div className="grid gap-4">
        <h1>{t("account.title")}</h1>
        {homeless ? <ProblemSummary state={whole} /> : null}
        {done === "name" || done === "settings" || done === "password" ? (
          <p className="notice affirm" role="status">
            {t(`account.done.${done}`)}
          </p>
        ) : null}
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
          {account.addresses.map(({ address, verifiedAt }) => (
            <div key={address}>
              <dt>{t("field.email")}</dt>
              <dd className="flex flex-wrap items-baseline gap-x-4">
                <bdi>{address}</bdi>
                <span className={`state ${verifiedAt ? "affirm" : "caution"}`}>
                  {t(verifiedAt ? "account.confirmed" : "account.unconfirmed")}
                </span>
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
              <bdi translate="no">{account.zone}</bdi>
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

      <Section id="leave" title={t("account.sign-out.title")} text={t("account.sign-out.text")}>
        <Form state={{ ...whole, refused: null }} action="sign-out">
          <p>
            <button type="submit" className="button quiet">
              {t("account.sign-out.submit")}
            </button>
          </p>
        </Form>
      </Section>
    </div>
  );
}
