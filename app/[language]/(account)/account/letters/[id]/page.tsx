import type { Metadata } from "next";
import { LetterText } from "@/components/people/letter";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage } from "@/lib/entry/page";
import { formatInstant } from "@/lib/format/dates";
import { directionOf } from "@/lib/format/languages";
import { loadOwnLetter } from "@/lib/people/loaders";

type Props = PageProps<{ id: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("letters.one"), robots: { index: false } };
}

export default async function LetterPage(props: Props) {
  const { t, at, language, params } = await readPage(props);
  const { letter, zone } = await loadOwnLetter(params.id);
  return drawn(
    <article className="grid gap-6">
      <p>
        <a href={at("/account/letters")}>{t("letters.back")}</a>
      </p>
      <h1 className="measure" lang={letter.language} dir={directionOf(letter.language)}>
        {letter.subject}
      </h1>
      <dl className="facts max-w-3xl">
        <div>
          <dt>{t("letters.to")}</dt>
          <dd>
            <bdi>{letter.address}</bdi>
          </dd>
        </div>
        <div>
          <dt>{t("letters.written")}</dt>
          <dd className="nums">{formatInstant(letter.createdAt, language, zone)}</dd>
        </div>
      </dl>
      {letter.state === "undeliverable" ? (
        <p className="notice caution measure">{t("letters.not-mailed.text")}</p>
      ) : null}
      <LetterText pieces={letter.pieces} language={letter.language} />
    </article>,
  );
}
