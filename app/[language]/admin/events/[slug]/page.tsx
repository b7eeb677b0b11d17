import type { Metadata } from "next";
import { ReleaseView } from "@/components/certificates/dossier/release-view";
import { loadDossier } from "@/lib/certificates/dossier/loaders";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";

type Props = PageProps<{ slug: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("release.title"), robots: { index: false } };
}

export default async function ReleasePage(props: Props) {
  const page = await readPage(props);
  const release = await loadDossier(page.params.slug, page.language);
  const base = page.at(`/admin/events/${release.dossier.slug}`);
  return <ReleaseView page={page} {...release} base={base} refused={await readRefusedForm(page)} />;
}
