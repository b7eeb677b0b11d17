import { directionOf } from "@/lib/format/languages";
import type { LetterPiece } from "@/lib/people/types";

/** A letter's text as it was written; only its links to pages of ours can be followed. */
export function LetterText({
  pieces,
  language,
}: {
  readonly pieces: readonly LetterPiece[];
  readonly language: string;
}) {
  return (
    <div className="measure whitespace-pre-wrap wrap-anywhere font-serif" lang={language} dir={directionOf(language)}>
      {pieces.map(({ text, href }, i) =>
        href ? (
          <a key={i.toString()} href={href} dir="ltr">
            {text}
          </a>
        ) : (
          text
        ),
      )}
    </div>
  );
}
