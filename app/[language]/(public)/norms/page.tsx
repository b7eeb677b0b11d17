import type { Metadata } from "next";
import { GoodUntil } from "@/components/catalogue/good-until";
import { MeasureList } from "@/components/library/norms/measure-list";
import { NormEntry } from "@/components/library/norms/norm-entry";
import { NormRing } from "@/components/library/norms/norm-ring";
import { NormTable } from "@/components/library/norms/norm-table";
import { type PageProps, readPage } from "@/lib/entry/page";
import { loadNorms } from "@/lib/library/norms/loaders";
import { citationPath } from "@/lib/library/rules";
import { keepUntil } from "@/lib/library/sources/rules";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  const { t } = await readPage(props);
  return { title: t("norms.title"), description: t("norms.lede") };
}

/** The eleven norms in plain words, with what teaches them, and the confidence-building measures beside them. */
export default async function NormsPage(props: PageProps) {
  const page = await readPage(props);
  const { t, at, language } = page;
  const { signedIn, norms, measures } = await loadNorms(language);
  const source = (symbol: string, locator: string | null) => (
    <a href={at(citationPath({ symbol, part: null, locator }))} dir="ltr" className="inline-block">
      <code>{symbol}</code>
    </a>
  );
  return (
    <>
      <GoodUntil
        instant={keepUntil(
          [...norms, ...measures].flatMap(({ citations }) => citations),
          new Date(),
        )}
      />
      <p className="eyebrow">
        <a className="inline-block py-1" href={at("/library")}>
          {t("library.title")}
        </a>
      </p>
      <h1>{t("norms.title")}</h1>
      <p className="lede measure mt-3">{t("norms.lede")}</p>
      <p className="measure mt-4">
        {t("norms.standing")} {source("A/70/174", "para. 13")} {source("A/76/135", null)}
      </p>
      {norms.length === 0 ? <p className="mt-6">{t("norms.none")}</p> : null}
      <div className="mt-8 grid items-start gap-x-12 gap-y-8 lg:grid-cols-[26rem_minmax(0,1fr)]">
        <NormRing page={page} norms={norms} />
        <NormTable page={page} norms={norms} own={signedIn} />
      </div>
      <section aria-labelledby="norms" className="mt-12">
        <h2 id="norms">{t("norms.each")}</h2>
        <ol className="rows mt-4">
          {norms.map((norm) => (
            <NormEntry key={norm.letter} page={page} norm={norm} />
          ))}
        </ol>
      </section>
      <section aria-labelledby="measures" className="mt-12">
        <h2 id="measures">{t("norms.measures.title")}</h2>
        <p className="measure mt-2">{t("norms.measures.lede")}</p>
        <div className="mt-6 grid gap-x-12 gap-y-10 lg:grid-cols-2">
          {(["osce", "global"] as const).map((set) => (
            <section key={set} aria-labelledby={`measures-${set}`}>
              <h3 id={`measures-${set}`}>{t(`norms.${set}.title`)}</h3>
              <p className="muted small mt-1">{t(`norms.${set}.note`)}</p>
              <MeasureList page={page} set={set} measures={measures.filter((measure) => measure.set === set)} />
            </section>
          ))}
        </div>
      </section>
    </>
  );
}
