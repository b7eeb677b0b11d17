import { SourceText } from "@/components/library/source-text";
import type { Page } from "@/lib/entry/page";
import type { WaitingDecision } from "@/lib/exams/evidence/types";
import { formatInstant } from "@/lib/format/dates";

type Props = {
  readonly page: Pick<Page, "t" | "at" | "language">;
  readonly waiting: readonly WaitingDecision[];
  /** The zone that times are shown in. */
  readonly zone: string;
};

/** What waits for this person as the second one to decide; nothing when nothing does. */
export function WaitingDecisions({ page: { t, at, language }, waiting, zone }: Props) {
  if (waiting.length === 0) return null;
  return (
    <section aria-labelledby="waiting-decisions" className="notice caution grid gap-2">
      <h2 id="waiting-decisions" className="text-base! font-sans!">
        {t("decision.waiting.title", { count: waiting.length })}
      </h2>
      <ul className="grid gap-2">
        {waiting.map(({ id, attemptId, fullName, proposedBy, proposedAt, event }) => (
          <li key={id}>
            <a className="inline-block py-1" href={at(`/organize/events/${event.slug}/exam/attempts/${attemptId}`)}>
              {t("decision.waiting.attempt", { name: `\u2068${fullName}\u2069` })}
            </a>
            <p className="small muted">
              <SourceText page={language} language={event.language}>
                {event.title}
              </SourceText>
              {" · "}
              {t("decision.proposed-by", {
                name: `\u2068${proposedBy}\u2069`,
                time: formatInstant(proposedAt, language, zone),
              })}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
