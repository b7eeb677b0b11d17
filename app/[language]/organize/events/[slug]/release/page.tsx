import type { Metadata } from "next";
import { ReleaseView } from "@/components/certificates/dossier/release-view";
import { loadOwnDossier } from "@/lib/certificates/dossier/loaders";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";

type Props = PageProps<{ slug: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("release.title"), robots: { index: false } };
}

export default async function OwnReleasePage(props: Props) {
  const page = await readPage(props);
  const release = await loadOwnDossier(page.params.slug, page.language);
  const base = page.at(`/organize/events/${release.dossier.slug}/release`);
  return drawn(
    <div className="grid gap-6">
      <p>
        <a className="inline-block py-1 small" href={page.at(`/organize/events/${release.dossier.slug}`)}>
          {page.t("organize.event.back-to")}
        </a>
      </p>
      <ReleaseView page={page} {...release} base={base} refused={await readRefusedForm(page)} />
    </div>,
  );
}
