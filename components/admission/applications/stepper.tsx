import "./stepper.css";
import type { MyApplication } from "@/lib/admission/applications/types";
import type { Page } from "@/lib/entry/page";
import { formatInstant } from "@/lib/format/dates";

const steps = ["draft", "sent", "review", "decided"] as const;

/** How far the states bring somebody; withdrawn stands beside the steps. */
const reached: Readonly<Record<MyApplication["state"], number>> = {
  drafted: 0,
  submitted: 2,
  accepted: 3,
  waiting: 3,
  "not-selected": 3,
  withdrawn: -1,
};

type Props = {
  readonly page: Pick<Page, "t" | "language">;
  readonly application: MyApplication;
  readonly zone: string;
};

/** The four steps of an application: what is done, where it stands, what comes. Said in words, not by shape alone. */
export function Stepper({ page: { t, language }, application, zone }: Props) {
  const at = reached[application.state];
  if (at < 0) return <p className="state">{t("application-state.withdrawn")}</p>;
  const dates: Readonly<Partial<Record<(typeof steps)[number], Date | null>>> = {
    sent: application.submittedAt,
    decided: application.sentAt,
  };
  return (
    <ol className="stepper" aria-label={t("apply.steps")}>
      {steps.map((step, i) => {
        const finished = i < at || (i === at && step === "decided");
        const date = finished ? dates[step] : null;
        return (
          <li
            key={step}
            className={finished ? "done" : i === at ? "now" : ""}
            aria-current={i === at ? "step" : undefined}
          >
            <span className="font-semibold">{t(`apply.step.${step}`)}</span>
            <span className="small muted">
              {finished ? t("apply.step.done") : t(i === at ? "apply.step.now" : "apply.step.later")}
              {date ? `, ${formatInstant(date, language, zone)}` : ""}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
