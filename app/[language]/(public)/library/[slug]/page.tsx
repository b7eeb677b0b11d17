import type { Metadata } from "next";
import { GoodUntil } from "@/components/catalogue/good-until";
import { DocumentSheet } from "@/components/library/document-sheet";
import { ProfileSheet } from "@/components/library/profile-sheet";
import { type PageProps, readPage } from "@/lib/entry/page";
import { loadShelf } from "@/lib/library/loaders";
import { keepUntil } from "@/lib/library/sources/rules";

type Props = PageProps<{ slug: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { params, language } = await readPage(props);
  const shelf = await loadShelf(params.slug, language);
  return { title: shelf.kind === "profile" ? shelf.profile.title : shelf.document.title };
}

/** What stands at an address of the library: a policy profile or a source document. */
export default async function ShelfPage(props: Props) {
  const page = await readPage(props);
  const shelf = await loadShelf(page.params.slug, page.language);
  const standings = shelf.kind === "profile" ? [...shelf.profile.citations.values()].flat() : shelf.document.places;
  return (
    <>
      <GoodUntil instant={keepUntil(standings, new Date())} />
      {shelf.kind === "profile" ? (
        <ProfileSheet page={page} profile={shelf.profile} />
      ) : (
        <DocumentSheet page={page} document={shelf.document} />
      )}
    </>
  );
}
