import type { Metadata } from "next";
import { Form, TextField } from "@/components/ui/form";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { env } from "@/lib/env";
import { loadLetterAddress } from "@/lib/people/loaders";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return { title: (await readPage(props)).t("forgot-password.title"), robots: { index: false } };
}

export default async function ForgotPasswordPage(props: PageProps) {
  const page = await readPage(props);
  const { t, at, here, query } = page;
  if (query.done === "sent") {
    const address = (await loadLetterAddress()) ?? t("letter-sent.your-address");
    return (
      <div className="grid max-w-xl gap-5">
        <h1>{t("forgot-password.title")}</h1>
        <p>{t("forgot-password.sent", { address })}</p>
        <p className="muted">{t("letter-sent.nothing-came")}</p>
        {env().demo ? (
          <p className="notice">
            {t("letter-sent.demo")} <a href={at("/letters")}>{t("nav.demo-letters")}</a>
          </p>
        ) : null}
        <p>
          <a href={at("/sign-in")}>{t("forgot-password.back")}</a>
        </p>
      </div>
    );
  }
  const state = { t, here, refused: await readRefusedForm(page) };
  return drawn(
    <div className="grid max-w-xl gap-6">
      <h1>{t("forgot-password.title")}</h1>
      <p>{t("forgot-password.lede")}</p>
      <Form state={state} action="forgot-password">
        <TextField
          state={state}
          name="email"
          label={t("field.email")}
          type="email"
          autoComplete="email"
          dir="ltr"
          required
        />
        <p>
          <button type="submit" className="button">
            {t("forgot-password.submit")}
          </button>
        </p>
      </Form>
      <p>
        <a href={at("/sign-in")}>{t("forgot-password.back")}</a>
      </p>
    </div>,
  );
}
