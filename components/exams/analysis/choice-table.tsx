import type { ReactNode } from "react";
import { OptionText } from "@/components/questions/question-text";
import type { Translate } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import type { VersionAnalysis } from "@/lib/exams/analysis/types";
import type { Choices, ThirdCounts } from "@/lib/grading/distractors";

const groups = ["all", "top", "middle", "bottom"] as const;

type Props = {
  readonly page: Page;
  readonly version: Pick<VersionAnalysis, "options" | "language">;
  /** null while nobody was asked. */
  readonly choices: Choices | null;
};

/** A question's options with the key marked and who chose each: bars of one hue with their numbers, a plot that is its own table. */
export function ChoiceTable({ page: { t, language }, version, choices }: Props) {
  const chosen = new Map(choices?.options.map((option) => [option.optionId, option.chosen]));
  return (
    <table className="table cards">
      <caption className="visually-hidden">{t("analysis.version.choices")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("analysis.version.option")}</th>
          {choices ? groups.map((group) => <GroupHead key={group} t={t} group={group} />) : null}
        </tr>
      </thead>
      <tbody>
        {version.options.map(({ id, text, role }, i) => (
          <Row key={id} t={t} counts={chosen.get(id)} people={choices?.people}>
            <span>
              <span className="block small muted">
                {letterOf(i)}
                {role === "distractor" ? null : (
                  <span className="state affirm ms-2">
                    {t(role === "key" ? "analysis.version.key" : "analysis.version.accepted")}
                  </span>
                )}
              </span>
              <span className="block font-normal" lang={version.language === language ? undefined : version.language}>
                <OptionText text={text} />
              </span>
            </span>
          </Row>
        ))}
        {choices ? (
          <Row t={t} counts={choices.omitted} people={choices.people}>
            <span className="font-normal muted">{t("analysis.version.unanswered")}</span>
          </Row>
        ) : null}
      </tbody>
    </table>
  );
}

/** The letter by which flags name an option here. */
export const letterOf = (index: number): string => String.fromCharCode(65 + index);

function GroupHead({ t, group }: { readonly t: Translate; readonly group: (typeof groups)[number] }) {
  return <th scope="col">{t(`analysis.version.${group}`)}</th>;
}

function Row({
  t,
  counts,
  people,
  children,
}: {
  readonly t: Translate;
  readonly counts: ThirdCounts | undefined;
  readonly people: ThirdCounts | undefined;
  readonly children: ReactNode;
}) {
  return (
    <tr>
      <th scope="row">{children}</th>
      {counts && people
        ? groups.map((group) => (
            <td key={group} data-label={t(`analysis.version.${group}`)} className="md:w-28">
              <Bar t={t} part={counts[group]} whole={people[group]} />
            </td>
          ))
        : null}
    </tr>
  );
}

function Bar({ t, part, whole }: { readonly t: Translate; readonly part: number; readonly whole: number }) {
  return (
    <span className="grid grow gap-1">
      <span className="nums">
        <bdi>{t("analysis.version.of", { part, whole })}</bdi>
      </span>
      <svg
        viewBox="0 0 100 10"
        preserveAspectRatio="none"
        className="block h-2 w-full text-chancery rtl:-scale-x-100"
        aria-hidden="true"
      >
        <rect width="100" height="10" fill="currentColor" fillOpacity="0.18" />
        <rect width={whole === 0 ? 0 : (100 * part) / whole} height="10" fill="currentColor" />
      </svg>
    </span>
  );
}
