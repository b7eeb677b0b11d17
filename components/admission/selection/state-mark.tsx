import type { ListedApplicant } from "@/lib/admission/selection/types";
import type { Translate } from "@/lib/content/messages";

const tones: Readonly<Partial<Record<ListedApplicant["state"], string>>> = {
  shortlisted: "caution",
  accepted: "affirm",
  "not-selected": "refuse",
};

/** Where an application stands, and what is noted about it and not sent yet. */
export function StateMark({
  t,
  applicant: { state, decision, sentAt },
}: {
  readonly t: Translate;
  readonly applicant: Pick<ListedApplicant, "state" | "decision" | "sentAt">;
}) {
  return (
    <span>
      <span className={`state ${tones[state] ?? ""}`}>{t(`application-state.${state}`)}</span>
      {decision && !sentAt ? (
        <span className="block small muted">{t("selection.noted", { decision: t(`selection.is.${decision}`) })}</span>
      ) : null}
    </span>
  );
}
