import { type PageProps, readPage } from "@/lib/entry/page";
export default async function HomePage(props: PageProps) {
  const { t } = await readPage(props);
  return <h1>{t("nav.courses")}</h1>;
}
