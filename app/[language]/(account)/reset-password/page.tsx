import type { Metadata } from "next";
import { AccountName, NewPasswordField } from "@/components/people/fields";
import { Form } from "@/components/ui/form";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { loadResetLink } from "@/lib/people/loaders";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return { title: (await readPage(props)).t("reset-password.title"), robots: { index: false } };
}

export default async function ResetPasswordPage(props: PageProps) {
  const page = await readPage(props);
  const { t, at, here, query } = page;
  const token = typeof query.token === "string" ? query.token : "";
  const link = await loadResetLink(token);
  const state = { t, here, refused: await readRefusedForm(page) };
  return drawn(
    <div className="grid max-w-xl gap-5">
      <h1>{t("reset-password.title")}</h1>
      {link.state === "ready" ? (
        <>
          <p>{t("reset-password.text", { address: link.address })}</p>
          <Form state={state} action="reset-password">
            <input type="hidden" name="_token" value={token} />
            <AccountName address={link.address} />
            <NewPasswordField state={state} name="newPassword" label={t("field.new-password")} />
            <p>
              <button type="submit" className="button">
                {t("reset-password.submit")}
              </button>
            </p>
          </Form>
        </>
      ) : (
        <>
          <p className="notice caution">{t(`reset-password.${link.state}`)}</p>
          <p className="grid gap-1">
            {link.state === "used" ? <a href={at("/sign-in")}>{t("sign-in.title")}</a> : null}
            <a href={at("/forgot-password")}>{t("reset-password.again")}</a>
          </p>
        </>
      )}
    </div>,
  );
}
