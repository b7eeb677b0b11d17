import { formatCode } from "@/lib/certificates/code";
import type { MessageKey } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import type { LearningItem } from "@/lib/reading/types";
import { windowState } from "@/lib/scheduling/windows";
import { EventDates } from "./event-dates";
import { LayerText } from "./layer-text";
import { ProgressLine } from "./progress-line";

type Props = { readonly page: Page; readonly item: LearningItem; readonly zone: string; readonly now: Date };

/** One event of a person's own learning: where it stands, where they stand in it, and one next step. */
export function LearningRow({ page, item, zone, now }: Props) {
  const { t, at, language } = page;
  const waiting = item.enrolment === "waiting";
  return (
    <li className="grid gap-4">
      <div className="grid gap-1">
        <p className="eyebrow">
          <bdi>{item.reference}</bdi>
        </p>
        <h2>
          <a href={at(`/${waiting ? "events" : "learn"}/${item.slug}`)}>
            <LayerText layer={item.title} language={language} />
          </a>
        </h2>
        <EventState page={page} item={item} now={now} />
      </div>
      {waiting ? <p>{t("learn.waiting")}</p> : null}
      <dl className="facts">
        <div>
          <dt>{t("learn.dates")}</dt>
          <dd>
            <EventDates page={page} window={item} zone={zone} />
          </dd>
        </div>
        {waiting ? null : (
          <>
            <div>
              <dt>{t("learn.reading")}</dt>
              <dd>
                <ProgressLine page={page} progress={item.progress} />
              </dd>
            </div>
            <div>
              <dt>{t("learn.exam")}</dt>
              <dd>
                <Attempts page={page} item={item} />
              </dd>
            </div>
          </>
        )}
        {item.certificates.length > 0 ? (
          <div>
            <dt>{t("learn.certificate")}</dt>
            <dd>
              <ul>
                {item.certificates.map(({ code, kind, state }) => (
                  <li key={code}>
                    <a href={at(`/verify/${formatCode(code)}`)}>{t(`certificate-kind.${kind}` as MessageKey)}</a>
                    {state === "revoked" ? ` · ${t("learn.certificate.revoked")}` : null}
                  </li>
                ))}
              </ul>
            </dd>
          </div>
        ) : null}
      </dl>
      {waiting || item.progress.total === 0 ? null : (
        <p>
          <a className="button quiet" href={at(item.resume?.path ?? `/learn/${item.slug}`)}>
            {item.resume ? t("learn.resume", { lesson: item.resume.lesson, page: item.resume.page }) : t("learn.start")}
          </a>
        </p>
      )}
    </li>
  );
}

/** A published event says where its window stands; any other says its own state. */
function EventState({ page: { t }, item, now }: Omit<Props, "zone">) {
  if (item.state !== "published") {
    const tone = item.state === "cancelled" ? "refuse" : "caution";
    return <p className={`state ${tone}`}>{t(`event-state.${item.state.replaceAll("_", "-")}` as MessageKey)}</p>;
  }
  const window = windowState(item, now);
  return <p className={`state${window === "open" ? " affirm" : ""}`}>{t(`learn.window.${window}`)}</p>;
}

function Attempts({ page: { t, at }, item }: Pick<Props, "page" | "item">) {
  if (!item.hasExam) return t("learn.exam.none");
  if (item.attempts.length === 0) return t("learn.exam.not-started");
  return (
    <ul>
      {item.attempts.map(({ id, number, state }) => (
        <li key={id}>
          {state === "voided" ? (
            t("learn.exam.voided", { number })
          ) : state === "in_progress" ? (
            <a href={at(`/exams/${id}`)}>{t("exam.continue")}</a>
          ) : (
            <a href={at(`/exams/${id}/result`)}>{t("exam.see-result", { number })}</a>
          )}
        </li>
      ))}
    </ul>
  );
}
