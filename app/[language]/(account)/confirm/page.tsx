import type { Metadata } from "next";
import { Form } from "@/components/ui/form";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { loadConfirmLink } from "@/lib/people/loaders";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return { title: (await readPage(props)).t("confirm.title"), robots: { index: false } };
}

/** A link from a letter. Opening it changes nothing, because programs that look for harm in mail open links too. */
export default async function ConfirmPage(props: PageProps) {
  const page = await readPage(props);
  const { t, at, here, query } = page;
  const token = typeof query.token === "string" ? query.token : "";
  const link = await loadConfirmLink(token);
  const state = { t, here, refused: await readRefusedForm(page) };
  return drawn(
    <div className="grid max-w-xl gap-5">
      <h1>{t("confirm.title")}</h1>
      {link.state === "ready" ? (
        <>
          <p>{t("confirm.text")}</p>
          <dl className="facts">
            <div>
              <dt>{t("field.email")}</dt>
              <dd>
                <bdi>{link.address}</bdi>
              </dd>
            </div>
            <div>
              <dt>{t("field.full-name")}</dt>
              <dd>
                <bdi>{link.fullName}</bdi>
              </dd>
            </div>
          </dl>
          <p className="muted">{t("confirm.not-you")}</p>
          <Form state={state} action="confirm-address">
            <input type="hidden" name="_token" value={token} />
            <input type="hidden" name="next" value={typeof query.next === "string" ? query.next : ""} />
            <p>
              <button type="submit" className="button">
                {t("confirm.submit")}
              </button>
            </p>
          </Form>
        </>
      ) : (
        <>
          <p className={link.state === "used" ? "notice" : "notice caution"}>{t(`confirm.${link.state}`)}</p>
          <p>
            {link.state === "used" ? (
              <a href={at("/sign-in")}>{t("sign-in.title")}</a>
            ) : (
              <a href={at("/register")}>{t("confirm.again")}</a>
            )}
          </p>
        </>
      )}
    </div>,
  );
}
