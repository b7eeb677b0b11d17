import type { Metadata } from "next";
import { LetterText } from "@/components/people/letter";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage } from "@/lib/entry/page";
import { formatInstant } from "@/lib/format/dates";
import { directionOf } from "@/lib/format/languages";
import { loadDemoLetters } from "@/lib/people/loaders";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return { title: (await readPage(props)).t("demo-letters.title"), robots: { index: false } };
}

/** Only on a demonstration: what a mail server would have delivered, for anybody to read. */
export default async function DemoLettersPage(props: PageProps) {
  const { t, language } = await readPage(props);
  const { letters, zone } = await loadDemoLetters();
  return drawn(
    <div className="grid gap-6">
      <h1>{t("demo-letters.title")}</h1>
      <p className="measure">{t("demo-letters.lede")}</p>
      <p className="notice caution measure">{t("demo-letters.public")}</p>
      {letters.length === 0 ? (
        <p>{t("demo-letters.none")}</p>
      ) : (
        <ul className="rows max-w-3xl">
          {letters.map((letter, i) => (
            <li key={letter.id}>
              <details open={i === 0}>
                <summary>
                  <span
                    className="font-serif text-[1.1rem] font-semibold text-chancery underline"
                    lang={letter.language}
                    dir={directionOf(letter.language)}
                  >
                    {letter.subject}
                  </span>
                  <span className="small muted flex flex-wrap gap-x-4">
                    <span>
                      {t("demo-letters.to")} <bdi>{letter.address}</bdi>
                    </span>
                    <span className="nums">{formatInstant(letter.createdAt, language, zone)}</span>
                  </span>
                </summary>
                <div className="mt-3 grid gap-3 border-s-2 border-rule ps-4">
                  <LetterText pieces={letter.pieces} language={letter.language} />
                  {letter.secretsHidden ? <p className="hint">{t("demo-letters.hidden")}</p> : null}
                </div>
              </details>
            </li>
          ))}
        </ul>
      )}
    </div>,
  );
}
