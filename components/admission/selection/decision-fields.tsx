import { type FormState, TextArea } from "@/components/ui/form";

type Props = {
  readonly state: FormState;
  readonly decided: boolean;
  readonly reason?: string;
  readonly shortlisted?: boolean;
};

/** What an organizer may note about applications: a reason, then one of the buttons. */
export function DecisionFields({ state, decided, reason, shortlisted }: Props) {
  const { t } = state;
  return (
    <>
      <TextArea
        state={state}
        name="reason"
        label={t("selection.reason")}
        hint={t("selection.reason.hint")}
        rows={2}
        value={reason}
      />
      <p className="flex flex-wrap gap-3">
        {(["accepted", "waiting", "not-selected"] as const).map((decision) => (
          <button key={decision} type="submit" name="intent" value={decision} className="button quiet">
            {t(`selection.decide.${decision}`)}
          </button>
        ))}
      </p>
      <p className="flex flex-wrap gap-x-6 gap-y-2">
        {shortlisted === true ? null : (
          <button type="submit" name="intent" value="shortlist" className="link-button">
            {t("selection.shortlist")}
          </button>
        )}
        {shortlisted === false ? null : (
          <button type="submit" name="intent" value="unshortlist" className="link-button">
            {t("selection.unshortlist")}
          </button>
        )}
        {decided || shortlisted === undefined ? (
          <button type="submit" name="intent" value="undecide" className="link-button">
            {t("selection.undecide")}
          </button>
        ) : null}
      </p>
    </>
  );
}
