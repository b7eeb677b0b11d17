import type { Metadata } from "next";
import { GoodUntil } from "@/components/catalogue/good-until";
import { GlossaryEntry } from "@/components/library/glossary-entry";
import { Untranslated } from "@/components/library/untranslated";
import { type PageProps, readPage } from "@/lib/entry/page";
import { loadGlossary } from "@/lib/library/loaders";
import { groupLetters } from "@/lib/library/rules";
import { keepUntil } from "@/lib/library/sources/rules";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  const { t } = await readPage(props);
  return { title: t("glossary.title"), description: t("glossary.lede") };
}

export default async function GlossaryPage(props: PageProps) {
  const page = await readPage(props);
  const { t } = page;
  const terms = await loadGlossary(page.language);
  const letters = groupLetters(terms);
  return (
    <>
      <GoodUntil
        instant={keepUntil(
          terms.flatMap(({ citations }) => citations),
          new Date(),
        )}
      />
      <h1>{t("glossary.title")}</h1>
      <p className="lede measure mt-3">{t("glossary.lede")}</p>
      <div className="mt-6 grid gap-1">
        <p className="font-semibold">{t("glossary.count", { count: terms.length })}</p>
        <Untranslated page={page} />
      </div>
      {terms.length === 0 ? <p className="mt-4">{t("glossary.none")}</p> : null}
      <nav aria-label={t("glossary.letters")} className="mt-4" dir="ltr">
        <ul className="-ms-2 flex flex-wrap gap-1">
          {letters.map(({ letter }) => (
            <li key={letter}>
              <a className="inline-block min-w-8 py-1 text-center" href={`#letter-${letter}`}>
                {letter}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {letters.map(({ letter, terms: under }) => (
        <section key={letter} aria-labelledby={`letter-${letter}`} className="numbered mt-6 border-t border-rule pt-6">
          <h2 id={`letter-${letter}`} className="number text-[1.6rem]!">
            {letter}
          </h2>
          <div className="grid gap-7">
            {under.map((term) => (
              <GlossaryEntry key={term.slug} page={page} term={term} />
            ))}
          </div>
        </section>
      ))}
    </>
  );
}
