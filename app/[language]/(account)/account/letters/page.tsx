import type { Metadata } from "next";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage } from "@/lib/entry/page";
import { formatInstant } from "@/lib/format/dates";
import { directionOf } from "@/lib/format/languages";
import { loadOwnLetters } from "@/lib/people/loaders";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return { title: (await readPage(props)).t("letters.title"), robots: { index: false } };
}

export default async function LettersPage(props: PageProps) {
  const { t, at, language } = await readPage(props);
  const { letters, zone } = await loadOwnLetters();
  return drawn(
    <div className="grid gap-6">
      <p>
        <a href={at("/account")}>{t("letters.back-to-account")}</a>
      </p>
      <h1>{t("letters.title")}</h1>
      <p className="measure">{t(letters.length > 0 ? "letters.lede" : "letters.none")}</p>
      {letters.length > 0 ? (
        <ul className="rows max-w-3xl">
          {letters.map((letter) => (
            <li key={letter.id} className="grid gap-1">
              <a
                className={`font-serif text-[1.1rem] ${letter.readAt ? "" : "font-semibold"}`}
                href={at(`/account/letters/${letter.id}`)}
                lang={letter.language}
                dir={directionOf(letter.language)}
              >
                {letter.subject}
              </a>
              <p className="small flex flex-wrap gap-x-4">
                <span className="muted nums">{formatInstant(letter.createdAt, language, zone)}</span>
                {letter.state === "undeliverable" ? (
                  <span className="state caution">{t("letters.not-mailed")}</span>
                ) : null}
                {letter.readAt ? null : <span className="state">{t("letters.unread")}</span>}
              </p>
            </li>
          ))}
        </ul>
      ) : null}
    </div>,
  );
}
