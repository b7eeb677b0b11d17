import type { ReactNode } from "react";
import { LayerText } from "@/components/reading/layer-text";
import type { MessageKey } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import type { EventHead } from "@/lib/exams/supervision/types";

type Props = {
  readonly page: Page;
  readonly event: EventHead;
  readonly title: ReactNode;
  /** Where one comes from; the board itself comes from the event. */
  readonly from?: "board" | "event" | "paper";
};

const ways = {
  event: { path: "", key: "organize.exam.back-event" },
  board: { path: "/exam", key: "organize.exam.back-board" },
  paper: { path: "/exam/paper", key: "organize.exam.back-paper" },
} as const satisfies Record<string, { path: string; key: MessageKey }>;

/** The head of every page of the organizer's side of an exam: the way back, the event, the title. */
export function ExamHead({ page: { t, at, language }, event, title, from = "board" }: Props) {
  const { path, key } = ways[from];
  return (
    <header className="grid gap-3">
      <p className="no-print">
        <a className="inline-block py-1 small" href={at(`/organize/events/${event.slug}${path}`)}>
          {t(key)}
        </a>
      </p>
      <p className="eyebrow">
        <LayerText layer={{ text: event.title, language: event.language }} language={language} />
      </p>
      <h1>{title}</h1>
    </header>
  );
}
