import { type FormState, ProblemSummary } from "@/components/ui/form";
import type { Page } from "@/lib/entry/page";
import { formatTime } from "@/lib/format/dates";
import type { RollEntry } from "@/lib/sessions/types";
import "./roll.css";

type Props = {
  readonly page: Page;
  readonly state: FormState;
  readonly slug: string;
  readonly sessionId: string;
  readonly zone: string;
  readonly roll: readonly RollEntry[];
  /** Who calls the roll: somebody else records them. */
  readonly actorId: string;
  readonly open: boolean;
};

const states = ["present", "absent", "excused"] as const;

/** The roll of a session: three choices for each person, one tap each. A form, which a program makes quicker. */
export function RollTable({ page, state, slug, sessionId, zone, roll, actorId, open }: Props) {
  const { t, at, here, language } = page;
  return (
    <>
      <ProblemSummary state={state} />
      <form
        id="roll"
        action="/forms/record-roll"
        method="post"
        className="grid gap-4"
        data-session={sessionId}
        data-api={open ? `/api/sessions/${sessionId}/attendance` : undefined}
        data-now={new Date().toISOString()}
        data-language={language}
        data-zone={zone}
        data-word-how={t("roll.how-live")}
        data-word-saving={t("roll.live.saving")}
        data-word-all-saved={t("roll.live.all-saved", { time: "{time}" })}
        data-word-waiting={t("roll.live.waiting", { time: "{time}", count: "{count}" })}
        data-word-waiting-here={t("roll.live.waiting-here", { time: "{time}", count: "{count}" })}
        data-word-row-waiting={t("roll.live.row-waiting")}
        data-word-row-saved={t("roll.live.row-saved", { time: "{time}" })}
        data-word-later={t("roll.live.later", { name: "{name}" })}
        data-word-refused={t("roll.live.refused", { name: "{name}" })}
      >
        <input type="hidden" name="_page" value={here} />
        <input type="hidden" name="event" value={slug} />
        <input type="hidden" name="session" value={sessionId} />
        {open ? (
          <p className="measure muted" data-how="">
            {t("roll.how")}
          </p>
        ) : null}
        <div>
          <p className="problem" role="alert" data-alert="" />
          <p className="problem" data-sign-in="" hidden>
            {t("roll.live.sign-in")} <a href={at(`/sign-in?next=${encodeURIComponent(here)}`)}>{t("nav.sign-in")}</a>
          </p>
        </div>
        <div>
          {roll.map((entry) =>
            entry.personId === actorId ? (
              <p key={entry.enrolmentId} className="roll-row">
                <bdi>{entry.fullName}</bdi> <span className="small muted">{t("roll.own")}</span>
              </p>
            ) : (
              <RollRow key={entry.enrolmentId} page={page} entry={entry} zone={zone} open={open} />
            ),
          )}
        </div>
        {open ? (
          <div className="roll-bar">
            <button type="submit" className="button" data-save="">
              {t("roll.save")}
            </button>
            <p className="muted" data-state="" />
            <p className="visually-hidden" role="status" data-announce="" />
          </div>
        ) : null}
      </form>
      {open ? <script src="/scripts/roll-call.js" async /> : null}
    </>
  );
}

function RollRow({
  page: { t, language },
  entry,
  zone,
  open,
}: {
  readonly page: Page;
  readonly entry: RollEntry;
  readonly zone: string;
  readonly open: boolean;
}) {
  const { enrolmentId, fullName, nativeName, stateCode, state, method, saidAt } = entry;
  const time = saidAt && formatTime(saidAt, language, zone);
  return (
    <fieldset className="roll-row" disabled={!open} data-enrolment={enrolmentId} data-name={fullName}>
      <legend>
        <bdi>{fullName}</bdi>
        {nativeName ? (
          <>
            {" "}
            <bdi className="muted font-normal">{nativeName}</bdi>
          </>
        ) : null}
        {stateCode ? (
          <>
            {" "}
            <span className="small muted font-normal">{stateCode}</span>
          </>
        ) : null}
      </legend>
      <input type="hidden" name={`was_${enrolmentId}`} value={state ?? ""} />
      <div className="roll-choices">
        {states.map((choice) => (
          <label key={choice} className="roll-choice">
            <input
              type="radio"
              name={`state_${enrolmentId}`}
              value={choice}
              defaultChecked={state === choice}
              autoComplete="off"
            />
            <span>{t(`sessions.state.${choice}`)}</span>
          </label>
        ))}
      </div>
      <p className="small muted" data-note="">
        {time ? t(method === "self" ? "roll.self" : "roll.said", { time }) : ""}
      </p>
    </fieldset>
  );
}
