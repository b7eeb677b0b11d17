import type { Page } from "@/lib/entry/page";
import { meetsCondition } from "@/lib/sessions/attendance/rules";
import type { Attendance } from "@/lib/sessions/types";

type Props = {
  readonly page: Pick<Page, "t">;
  readonly attendance: Attendance;
  /** The condition of its own, in percent. */
  readonly percent: number | null;
  readonly closed: boolean;
};

/** A person's attendance in words, with the event's condition and, once nothing changes any more, whether it is met. */
export function AttendanceLine({ page: { t }, attendance, percent, closed }: Props) {
  const { attended, counted } = attendance;
  return (
    <div className="measure grid gap-1">
      <p>{t(closed ? "sessions.attended-closed" : "sessions.attended", { attended, counted })}</p>
      {percent === null ? null : (
        <p>
          {t("sessions.condition", { percent })}{" "}
          {closed ? (
            <strong>
              {t(meetsCondition(attendance, percent) ? "sessions.condition-met" : "sessions.condition-not-met")}
            </strong>
          ) : null}
        </p>
      )}
      <p className="small muted">{t("sessions.attended-rule")}</p>
    </div>
  );
}
