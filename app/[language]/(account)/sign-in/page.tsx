import type { Metadata } from "next";
import { Form, TextField } from "@/components/ui/form";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return { title: (await readPage(props)).t("sign-in.title"), robots: { index: false } };
}

export default async function SignInPage(props: PageProps) {
  const page = await readPage(props);
  const { t, at, here, query } = page;
  const state = { t, here, refused: await readRefusedForm(page) };
  const back = typeof query.next === "string" ? `?next=${encodeURIComponent(query.next)}` : "";
  return drawn(
    <div className="grid max-w-md gap-6">
      <h1>{t("sign-in.title")}</h1>
      {query.next && !state.refused ? <p>{t("sign-in.first")}</p> : null}
      {query.done === "confirmed" ? <p className="notice affirm">{t("sign-in.confirmed")}</p> : null}
      {query.done === "erased" ? <p className="notice affirm">{t("sign-in.erased")}</p> : null}
      {query.done === "password-changed" ? <p className="notice affirm">{t("sign-in.password-changed")}</p> : null}
      <Form state={state} action="sign-in">
        <input type="hidden" name="next" value={typeof query.next === "string" ? query.next : ""} />
        <TextField
          state={state}
          name="email"
          label={t("field.email")}
          type="email"
          autoComplete="username"
          dir="ltr"
          required
        />
        <TextField
          state={state}
          name="password"
          label={t("field.password")}
          type="password"
          autoComplete="current-password"
          dir="ltr"
          required
        />
        <p>
          <button type="submit" className="button">
            {t("sign-in.submit")}
          </button>
        </p>
      </Form>
      <p>
        <a href={`${at("/register")}${back}`}>{t("sign-in.register")}</a>
        <br />
        <a href={at("/forgot-password")}>{t("sign-in.forgot")}</a>
      </p>
      <script src="/scripts/forget-copies.js" defer />
    </div>,
  );
}
