import type { Page } from "@/lib/entry/page";
import { formatNumber } from "@/lib/format/dates";
import type { Judgement } from "@/lib/organizing/blueprint/types";
import { publishProblemText } from "./publish-panel";

type Props = { readonly page: Pick<Page, "t" | "language">; readonly judgement: Judgement; readonly tried: boolean };

/** Whether the bank can fill a blueprint, how like the forms are, and what no question covers. */
export function BlueprintJudgement({ page: { t, language }, judgement, tried }: Props) {
  const { problems, drawn, trials, expected, uncovered } = judgement;
  const fits = problems.length === 0 && drawn === trials;
  return (
    <section aria-labelledby="judgement" className={`notice measure ${fits ? "affirm" : "refuse"}`} role="status">
      <h2 id="judgement" className="text-base! font-sans!">
        {t(tried ? "blueprint.judgement.tried" : "blueprint.judgement.saved")}
      </h2>
      {fits ? (
        <p className="nums">{t("blueprint.judgement.fits", { trials })}</p>
      ) : (
        <>
          <p>{t("blueprint.judgement.misses")}</p>
          <ul className="bullets">
            {problems.map((problem) => (
              <li key={JSON.stringify(problem)}>{publishProblemText(t, problem)}</li>
            ))}
          </ul>
        </>
      )}
      {expected ? (
        <p className="nums">
          {t("blueprint.judgement.expected", {
            mean: formatNumber(Math.round(expected.mean * 10) / 10, language),
            deviation: formatNumber(Math.round(expected.deviation * 100) / 100, language),
            known: formatNumber(expected.knownPercent, language),
          })}
        </p>
      ) : fits ? (
        <p>{t("blueprint.judgement.unknown")}</p>
      ) : null}
      <p>
        {uncovered.outcomes.length === 0
          ? t("blueprint.judgement.outcomes-all")
          : t("blueprint.judgement.outcomes", { list: uncovered.outcomes.join(", ") })}{" "}
        {uncovered.norms.length === 0
          ? t("blueprint.judgement.norms-all")
          : t("blueprint.judgement.norms", { list: uncovered.norms.join(", ") })}
      </p>
    </section>
  );
}
