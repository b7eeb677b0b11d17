import type { MessageKey, Translate } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import { formatNumber } from "@/lib/format/dates";
import { languageNames } from "@/lib/format/languages";
import { easeBand } from "@/lib/questions/draw-form";
import type { BankQuestion, BankTags, DraftProblem, HoldReason, Named, QuestionState } from "@/lib/questions/types";

const looks = { "in-use": "affirm", held: "caution", retired: "", "never-published": "" } as const;

/** How a question stands, in a word and a shape; and why, where it is held out of draws. */
export function QuestionStateMark({
  t,
  state,
  holds,
  draft,
}: {
  readonly t: Translate;
  readonly state: QuestionState;
  readonly holds: readonly HoldReason[];
  readonly draft: BankQuestion["draft"];
}) {
  return (
    <span className="grid justify-items-start gap-1">
      <span className={`state whitespace-nowrap ${looks[state]}`}>{t(`bank.state.${state}`)}</span>
      {holds.map((hold) => (
        <span key={hold} className="small muted">
          {t(`bank.hold.${hold}`)}
        </span>
      ))}
      {draft === "none" ? null : (
        <span className={`state ${draft === "in-review" ? "caution" : ""}`}>{t(`bank.draft.${draft}`)}</span>
      )}
    </span>
  );
}

/** A named tag in its own language. */
export function TagName({ tag, page }: { readonly tag: Named; readonly page: Pick<Page, "language"> }) {
  return <span lang={tag.language === page.language ? undefined : tag.language}>{tag.label}</span>;
}

/** A question's estimated difficulty in words. */
export const easeText = (t: Translate, language: string, easePercent: number | null): string =>
  easePercent === null
    ? t("common.not-stated")
    : t("bank.ease-percent", {
        percent: formatNumber(easePercent, language),
        band: t(`bank.ease.${easeBand(easePercent)}`),
      });

export const nameOf = (tags: BankTags, list: keyof BankTags, value: string): Named =>
  tags[list].find((tag) => tag.value === value) ?? { value, label: value, language: "en" };

/** What a draft still needs, as sentences. */
export function problemText(t: Translate, problem: DraftProblem): string {
  const { kind, ...values } = problem;
  const named =
    "language" in values ? { ...values, language: languageNames[values.language] ?? values.language } : values;
  return t(`bank.missing.${kind}` as MessageKey, named);
}

/** What keeps a draft from being published; says so too when nothing does. */
export function DraftProblems({ t, problems }: { readonly t: Translate; readonly problems: readonly DraftProblem[] }) {
  if (problems.length === 0) return <p>{t("bank.missing.none")}</p>;
  return (
    <>
      <p>{t("bank.missing.lede", { count: problems.length })}</p>
      <ul className="bullets">
        {problems.map((problem) => (
          <li key={JSON.stringify(problem)}>{problemText(t, problem)}</li>
        ))}
      </ul>
    </>
  );
}
