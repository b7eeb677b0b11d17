import type { RegisterCheck } from "@/lib/certificates/verification/types";
import type { MessageKey } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import { formatDay, formatInstant, zonePlace } from "@/lib/format/dates";
import { VerdictMark } from "./verdict-mark";

/** What was looked at when somebody asked by code, with the verdict of each, and how to check without asking. */
export function CheckedSection({
  page: { t, language },
  checked: { checks, issuer, state, validUntil, zone: organizers },
}: {
  readonly page: Pick<Page, "t" | "language">;
  readonly checked: {
    readonly checks: readonly RegisterCheck[];
    readonly issuer: string;
    /** As the sentence of its status knows it: a transcript is standing, or taken back by its holder. */
    readonly state: "valid" | "superseded" | "revoked" | "standing" | "taken-back";
    readonly validUntil: string | null;
    readonly zone: string;
  };
}) {
  const zone = zonePlace(organizers);
  const shown = (date: string): string =>
    date.length === 10
      ? formatDay(new Date(`${date}T00:00:00Z`), language, "UTC")
      : formatInstant(new Date(date), language, "UTC");
  return (
    <section className="grid gap-3" aria-labelledby="checked">
      <h2 id="checked">{t("offline.checks")}</h2>
      <div className="max-w-[46rem]">
        <table className="table cards" aria-label={t("offline.checks")}>
          <tbody>
            {checks.map(({ name, verdict, key, date }) => {
              const sentence =
                name === "period" && validUntil === null
                  ? "verify.checked.period.endless"
                  : `verify.checked.${name}.${name === "status" ? state : verdict}`;
              return (
                <tr key={name}>
                  <th scope="row">{t(`check.name.${name}` as MessageKey)}</th>
                  <td>
                    <VerdictMark t={t} verdict={verdict} />
                  </td>
                  <td>
                    {t(sentence as MessageKey, {
                      issuer,
                      key: key ?? "",
                      date: date === null ? "" : shown(date),
                      zone,
                    })}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p className="small muted measure">{t("verify.register-note")}</p>
    </section>
  );
}
