import type { ReactNode } from "react";
import { SourceText } from "@/components/library/source-text";
import type { Page } from "@/lib/entry/page";

type Props = {
  readonly page: Pick<Page, "at" | "language">;
  readonly event: { readonly slug: string; readonly title: string; readonly language: string };
  readonly title: string;
  readonly children: ReactNode;
};

/** The head of one of an event's working pages: the event, with the way back to it, and what this page is for. */
export function EventHead({ page: { at, language }, event, title, children }: Props) {
  return (
    <header className="grid gap-2">
      <p className="small">
        <a className="inline-block py-1" href={at(`/organize/events/${event.slug}`)}>
          <SourceText as="span" page={language} language={event.language}>
            {event.title}
          </SourceText>
        </a>
      </p>
      <h1>{title}</h1>
      <p className="lede measure">{children}</p>
    </header>
  );
}
