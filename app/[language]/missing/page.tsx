import type { Metadata } from "next";
import { CodeForm } from "@/components/certificates/code-form";
import { type PageProps, readPage } from "@/lib/entry/page";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return { title: (await readPage(props)).t("error.404.title"), robots: { index: false } };
}

/** For an address that leads nowhere, or to what is not this person's; the server shows it with status 404. */
export default async function MissingPage(props: PageProps) {
  const page = await readPage(props);
  const { t, at } = page;
  if (String(page.query.for).startsWith("/verify/"))
    return (
      <div className="measure grid gap-4">
        <h1>{t("verify.unknown")}</h1>
        <p>{t("verify.unknown-text")}</p>
        <CodeForm page={{ t, here: at("/verify") }} refused={null} />
      </div>
    );
  return (
    <div className="measure grid gap-4">
      <h1>{t("error.404.title")}</h1>
      <p>{t("error.404.text")}</p>
      <p>
        <a href={at("/courses")}>{t("nav.courses")}</a>
      </p>
      <p>
        <a href={at("/")}>{t("error.home")}</a>
      </p>
    </div>
  );
}
