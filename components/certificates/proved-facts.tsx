import type { OpenCertificate } from "@/lib/certificates/verification/types";
import type { MessageKey } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import { formatNumber } from "@/lib/format/dates";
import { directionOf } from "@/lib/format/languages";
import { Fact } from "./fact";

/** What its holder did to get a certificate, and how that was established. What is not recorded is said to be not stated. */
export function ProvedFacts({
  page: { t, language },
  certificate: { kind, proved, language: written },
  score,
}: {
  readonly page: Pick<Page, "t" | "language">;
  readonly certificate: OpenCertificate;
  /** Where the holder lets it be seen; null otherwise. */
  readonly score: string | null;
}) {
  const { studyHours, level, outcomes, assessment, identityAssurance } = proved;
  const none = t("common.not-stated");
  const own = written === language ? {} : { lang: written, dir: directionOf(written) };
  return (
    <dl className="facts measure">
      <Fact title={t("verify.study-hours")}>{studyHours === null ? none : formatNumber(studyHours, language)}</Fact>
      <Fact title={t("verify.level")}>{level === null ? none : <span {...own}>{level}</span>}</Fact>
      <Fact title={t("verify.outcomes")}>
        {outcomes.length === 0 ? (
          none
        ) : (
          <ul className="bullets" {...own}>
            {outcomes.map((outcome) => (
              <li key={outcome}>{outcome}</li>
            ))}
          </ul>
        )}
      </Fact>
      <Fact title={t("verify.assessment")}>
        {assessment ? (
          <>
            {t("verify.questions", { count: assessment.questions })}{" "}
            {t(
              assessment.supervised === null
                ? "verify.supervised.unknown"
                : assessment.supervised
                  ? "verify.supervised.yes"
                  : "verify.supervised.no",
            )}
          </>
        ) : (
          t(kind === "attendance-letter" ? "verify.no-exam" : "common.not-stated")
        )}
      </Fact>
      {assessment ? (
        <Fact title={t("verify.rule")}>
          {t(assessment.strict ? "verify.rule-more" : "verify.rule-least", {
            percent: assessment.thresholdPercent,
            least: assessment.leastPoints,
            possible: assessment.possiblePoints,
          })}
        </Fact>
      ) : null}
      {score === null ? null : <Fact title={t("verify.score")}>{score}</Fact>}
      <Fact title={t("verify.identity")}>
        {identityAssurance === null ? none : t(`verify.identity.${identityAssurance}` as MessageKey)}
      </Fact>
    </dl>
  );
}
