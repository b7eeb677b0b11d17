import type { Page } from "@/lib/entry/page";
import type { PastRepair, RepairableVersion } from "@/lib/exams/regrade/types";
import { formatInstant, formatList } from "@/lib/format/dates";

type Props = {
  readonly page: Page;
  readonly version: RepairableVersion;
  readonly repairs: readonly PastRepair[];
  readonly zone: string;
};

/** The repairs made to a version, newest first: the first of them holds. */
export function PastRepairs({ page: { t, language }, version, repairs, zone }: Props) {
  const texts = new Map(version.options.map(({ id, text }) => [id, text]));
  return (
    <section className="grid gap-3" aria-labelledby="past">
      <h2 id="past">{t("repair.past")}</h2>
      {repairs.length === 0 ? (
        <p>{t("repair.past-none")}</p>
      ) : (
        <ol className="rows">
          {repairs.map(({ id, kind, keyIds, reason, madeBy, madeAt, counts }, i) => (
            <li key={id} className="grid gap-1 measure">
              <p>
                <strong>{t(`repair.kind-short.${kind}`)}</strong>{" "}
                {keyIds.length > 0 ? (
                  <span lang={version.language} dir="auto">
                    {formatList(
                      keyIds.map((key) => texts.get(key) ?? key),
                      version.language,
                    )}
                  </span>
                ) : null}{" "}
                {i === 0 ? <span className="state affirm">{t("repair.holds")}</span> : null}
              </p>
              <p dir="auto" className="whitespace-pre-line">
                {reason}
              </p>
              <p className="small muted">
                {t("repair.made", { name: madeBy, time: formatInstant(madeAt, language, zone) })}{" "}
                {t("repair.made-counts", counts)}
              </p>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
