import type { Metadata } from "next";
import { DocumentEntry } from "@/components/library/document-entry";
import { SourceText } from "@/components/library/source-text";
import { Untranslated } from "@/components/library/untranslated";
import { type PageProps, readPage } from "@/lib/entry/page";
import { loadLibrary } from "@/lib/library/loaders";
import { documentAnchor, groupBodies } from "@/lib/library/rules";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  const { t } = await readPage(props);
  return { title: t("library.title"), description: t("library.lede") };
}

export default async function LibraryPage(props: PageProps) {
  const page = await readPage(props);
  const { t, at, language } = page;
  const { profiles, documents, holdings } = await loadLibrary();
  const { workshops, milestones } = holdings;
  const shelves = [
    ["/norms", t("norms.title"), t("library.shelf.norms", { count: holdings.norms })],
    ["/modules", t("nav.modules"), t("library.shelf.modules", { count: holdings.modules })],
    ["/glossary", t("nav.glossary"), t("library.shelf.terms", { count: holdings.terms })],
    [
      "/workshops",
      t("nav.workshops"),
      t(milestones > 0 ? "workshops.count-with-milestones" : "workshops.count", { workshops, milestones }),
    ],
    ["/publications", t("nav.publications"), t("library.shelf.publications", { count: holdings.publications })],
  ] as const;
  const bodies = groupBodies(documents);
  return (
    <>
      <h1>{t("library.title")}</h1>
      <p className="lede measure mt-3">{t("library.lede")}</p>
      <nav aria-label={t("library.shelves")} className="mt-8">
        <ul className="grid border-y border-rule md:grid-cols-2 lg:grid-cols-5">
          {shelves.map(([path, name, holds]) => (
            <li key={path} className="py-3 pe-6">
              <a className="inline-block py-1 font-semibold" href={at(path)}>
                {name}
              </a>
              <p className="muted small">{holds}</p>
            </li>
          ))}
        </ul>
      </nav>
      <div className="mt-4">
        <Untranslated page={page} />
      </div>

      <section aria-labelledby="profiles" className="mt-10">
        <h2 id="profiles">{t("library.profiles")}</h2>
        {profiles.length === 0 ? <p className="mt-2">{t("common.none-recorded")}</p> : null}
        <ul className="rows mt-3 grid gap-x-12 md:grid-cols-2">
          {profiles.map(({ slug, title, rows, updatedText }) => (
            <li key={slug}>
              <h3>
                <SourceText as="a" page={language} language="en" href={at(`/library/${slug}`)}>
                  {title}
                </SourceText>
              </h3>
              <p className="muted small mt-1">
                {t("library.profile-rows", { count: rows, date: `\u2068${updatedText}\u2069` })}
              </p>
            </li>
          ))}
        </ul>
      </section>

      <section aria-labelledby="documents" className="mt-12">
        <h2 id="documents">{t("library.documents")}</h2>
        <p className="measure mt-2">{t("library.documents-count", { count: documents.length })}</p>
        <nav aria-label={t("library.bodies")} className="mt-4">
          <ul className="flex flex-wrap gap-x-5 gap-y-1 small">
            {bodies.map(({ body, documents: issued }) => (
              <li key={body}>
                <SourceText
                  as="a"
                  page={language}
                  language="en"
                  className="inline-block py-1"
                  href={`#${bodyAnchor(body)}`}
                >
                  {body}
                </SourceText>{" "}
                <span className="muted">{issued.length}</span>
              </li>
            ))}
          </ul>
        </nav>
        {bodies.map(({ body, documents: issued }) => (
          <section key={body} aria-labelledby={bodyAnchor(body)} className="mt-8">
            <SourceText as="h3" page={language} language="en" id={bodyAnchor(body)} className="pb-2">
              {body}
            </SourceText>
            <ol className="rows">
              {issued.map((document) => (
                <DocumentEntry key={document.symbol} page={page} document={document} />
              ))}
            </ol>
          </section>
        ))}
      </section>
    </>
  );
}

const bodyAnchor = (body: string): string => `body-${documentAnchor(body).toLowerCase()}`;
