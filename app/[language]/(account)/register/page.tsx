import type { Metadata } from "next";
import { LanguageField, NameFields, NewPasswordField, ZoneField } from "@/components/people/fields";
import { Form, TextField } from "@/components/ui/form";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { env } from "@/lib/env";
import { loadLetterAddress } from "@/lib/people/loaders";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  const { t, query } = await readPage(props);
  return { title: t(query.done === "sent" ? "register.sent.title" : "register.title"), robots: { index: false } };
}

export default async function RegisterPage(props: PageProps) {
  const page = await readPage(props);
  const { t, at, here, query, language } = page;
  const { demo } = env();
  if (query.done === "sent") {
    const address = (await loadLetterAddress()) ?? t("letter-sent.your-address");
    return (
      <div className="grid max-w-xl gap-5">
        <h1>{t("register.sent.title")}</h1>
        <p>{t("register.sent.text", { address })}</p>
        <p className="muted">{t("letter-sent.nothing-came")}</p>
        {demo ? (
          <p className="notice">
            {t("letter-sent.demo")} <a href={at("/letters")}>{t("nav.demo-letters")}</a>
          </p>
        ) : null}
        <p>
          <a href={at("/sign-in")}>{t("register.to-sign-in")}</a>
        </p>
      </div>
    );
  }
  const state = { t, here, refused: await readRefusedForm(page) };
  return drawn(
    <div className="grid max-w-xl gap-6">
      <h1>{t("register.title")}</h1>
      <p>{t("register.lede")}</p>
      {demo ? <p className="notice caution">{t("register.demo")}</p> : null}
      <Form state={state} action="register">
        <input type="hidden" name="next" value={typeof query.next === "string" ? query.next : ""} />
        <NameFields state={state} />
        <TextField
          state={state}
          name="email"
          label={t("field.email")}
          hint={t("register.email.hint")}
          type="email"
          autoComplete="email"
          dir="ltr"
          required
        />
        <NewPasswordField state={state} name="password" label={t("field.password")} />
        <LanguageField state={state} value={language} />
        <ZoneField state={state} value="UTC" />
        <p>
          <button type="submit" className="button">
            {t("register.submit")}
          </button>
        </p>
      </Form>
      <p>
        <a href={at("/sign-in")}>{t("register.known")}</a>
      </p>
    </div>,
  );
}
