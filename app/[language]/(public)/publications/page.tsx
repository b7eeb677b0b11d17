import type { Metadata } from "next";
import { EditorNote } from "@/components/library/editor-note";
import { OutsideLink } from "@/components/library/outside-link";
import { Particulars } from "@/components/library/particulars";
import { SourceText } from "@/components/library/source-text";
import { Untranslated } from "@/components/library/untranslated";
import { type PageProps, readPage } from "@/lib/entry/page";
import { loadPublications } from "@/lib/library/loaders";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return { title: (await readPage(props)).t("publications.title") };
}

export default async function PublicationsPage(props: PageProps) {
  const page = await readPage(props);
  const { t, language } = page;
  const publications = await loadPublications();
  return (
    <>
      <h1>{t("publications.title")}</h1>
      <p className="lede measure mt-3">{t("publications.lede")}</p>
      <div className="mt-6 grid gap-1">
        <p className="font-semibold">{t("publications.count", { count: publications.length })}</p>
        <Untranslated page={page} />
      </div>
      {publications.length === 0 ? <p className="mt-4">{t("publications.none")}</p> : null}
      <ol className="rows mt-4">
        {publications.map((publication) => (
          <li key={publication.id} className="numbered" id={publication.id}>
            <p className="number">{publication.number}</p>
            <div className="grid gap-2">
              <SourceText as="h2" page={language} language="en" className="text-[1.05rem]!">
                {publication.title}
              </SourceText>
              <Particulars
                facts={[
                  { name: t("publications.year"), value: publication.year ?? t("common.not-stated") },
                  {
                    name: t("publications.link"),
                    value: <OutsideLink t={t} address={publication.link} />,
                    size: "wide",
                  },
                ]}
              />
              <EditorNote page={page} note={publication.note} />
            </div>
          </li>
        ))}
      </ol>
    </>
  );
}
