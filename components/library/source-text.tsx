import type { ReactNode } from "react";
import { directionOf } from "@/lib/format/languages";

type Tag = "p" | "span" | "div" | "h1" | "h2" | "h3" | "h4" | "li" | "dd" | "a" | "cite";
type Props = {
  readonly as?: Tag;
  /** The language of the page around it. */
  readonly page: string;
  /** The language of the text. */
  readonly language: string;
  readonly className?: string;
  readonly children: ReactNode;
  readonly href?: string;
  readonly id?: string;
};

/** Text in a language of its own: marked as such where the page speaks another, and set in its own direction. */
export function SourceText({ as: Element = "span", page, language, className, ...rest }: Props) {
  if (language === page) return <Element className={className} {...rest} />;
  const turned = directionOf(language) !== directionOf(page);
  return (
    <Element
      className={turned ? `turned ${className ?? ""}`.trim() : className}
      lang={language}
      dir={turned ? directionOf(language) : undefined}
      {...rest}
    />
  );
}
