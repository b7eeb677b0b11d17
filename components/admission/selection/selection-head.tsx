import type { ReactNode } from "react";
import { LayerText } from "@/components/reading/layer-text";
import type { SelectionEvent } from "@/lib/admission/selection/types";
import type { Page } from "@/lib/entry/page";

type Props = {
  readonly page: Page;
  readonly event: SelectionEvent;
  readonly title: ReactNode;
  /** To the list of applications, to the event, or nowhere: reviewers have no page of the event to go back to. */
  readonly back: "applications" | "event" | null;
  readonly children?: ReactNode;
};

/** The head of a page of selecting: which event, and the way back. */
export function SelectionHead({ page: { t, at, language }, event, title, back, children }: Props) {
  const name = <LayerText layer={event.title} language={language} />;
  const home = `/organize/events/${event.slug}`;
  return (
    <header className="grid gap-3">
      <p className="small">
        {back === "applications" ? (
          <a className="inline-block py-1" href={at(`${home}/applications`)}>
            {t("selection.title")}
          </a>
        ) : back === "event" ? (
          <a className="inline-block py-1" href={at(home)}>
            {name}
          </a>
        ) : (
          name
        )}
      </p>
      <p className="eyebrow flex flex-wrap gap-x-4">
        <bdi>{event.reference}</bdi>
        {back === "applications" ? <span>{name}</span> : null}
      </p>
      <h1>{title}</h1>
      {children}
    </header>
  );
}
