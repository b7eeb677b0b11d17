import type { Metadata } from "next";
import { type PageProps, readPage } from "@/lib/entry/page";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return { title: (await readPage(props)).t("error.404.title"), robots: { index: false } };
}

/** For an address that leads nowhere, or to what is not this person's; the server shows it with status 404. */
export default async function MissingPage(props: PageProps) {
  const { t, at } = await readPage(props);
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
