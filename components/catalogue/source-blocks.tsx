import type { ReactNode } from "react";
import { directionOf } from "@/lib/format/languages";

type Props = { readonly page: string; readonly language: string; readonly className?: string };

const marks = (page: string, language: string) =>
  language === page ? {} : { lang: language, dir: directionOf(language) };

/** Running text of a course, in its own language and direction: one block of it for every empty line. */
export function Paragraphs({
  page,
  language,
  text,
  className = "source grid gap-3",
}: Props & { readonly text: string }) {
  return (
    <div className={className} {...marks(page, language)}>
      {text.split(/\n\s*\n/).map((paragraph, i) => (
        <p key={i.toString()}>{paragraph}</p>
      ))}
    </div>
  );
}

/** A list from a course, in its own language and direction. */
export function Items({
  page,
  language,
  items,
  className = "source bullets",
}: Props & { readonly items: readonly ReactNode[] }) {
  return (
    <ul className={className} {...marks(page, language)}>
      {items.map((item, i) => (
        <li key={i.toString()}>{item}</li>
      ))}
    </ul>
  );
}
