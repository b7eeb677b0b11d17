import type { Page } from "@/lib/entry/page";
import type { Appeal } from "@/lib/exams/appeals/types";
import { formatInstant } from "@/lib/format/dates";

type Props = { readonly page: Pick<Page, "t" | "language">; readonly appeal: Appeal; readonly zone: string };

/** An appeal and its answer, as they were written. */
export function AppealText({ page: { t, language }, appeal: { body, madeAt, answer }, zone }: Props) {
  return (
    <div className="measure grid gap-3">
      <div className="grid gap-1">
        <p className="small muted">{t("appeal.made-at", { time: formatInstant(madeAt, language, zone) })}</p>
        <p className="whitespace-pre-line font-serif" dir="auto">
          {body}
        </p>
      </div>
      {answer ? (
        <div className={`notice ${answer.upheld ? "affirm" : ""} grid gap-1`}>
          <p>
            <strong>{t(answer.upheld ? "appeal.upheld" : "appeal.not-upheld")}</strong>
          </p>
          <p className="whitespace-pre-line" dir="auto">
            {answer.text}
          </p>
          <p className="small muted">
            {t("appeal.answered-by", { name: answer.by, time: formatInstant(answer.at, language, zone) })}
          </p>
        </div>
      ) : (
        <p className="state caution">{t("appeal.waits")}</p>
      )}
    </div>
  );
}
