import type { Page } from "@/lib/entry/page";
import { filledOptions, isRight, layerOf, writtenLanguage } from "@/lib/questions/rules";
import type { BankTags, DraftContent } from "@/lib/questions/types";
import { easeText, nameOf, TagName } from "./question-marks";
import { OptionText, StemText } from "./question-text";

type Props = {
  readonly page: Page;
  readonly content: DraftContent;
  readonly tags: BankTags;
  readonly textLanguage: string;
};

/** What learners do not see: which options are right and why the others are wrong, the rationale, the tags. */
export function QuestionKey({ page, content, tags, textLanguage }: Props) {
  const { t, language } = page;
  const layer = layerOf(content, textLanguage) ?? layerOf(content, writtenLanguage);
  const lang = layer && layer.language !== language ? layer.language : undefined;
  const ease = content.ease === "" ? null : Number(content.ease);
  return (
    <section aria-labelledby="key" className="grid gap-4">
      <h2 id="key">{t("bank.key")}</h2>
      <ol className="grid gap-3">
        {filledOptions(content).map((option) => {
          const right = isRight(content.kind, option);
          return (
            <li key={option.id} className="grid gap-1 border-t border-rule pt-2">
              <span className="flex flex-wrap items-baseline gap-x-3">
                <span className={`state ${right ? "affirm" : ""}`}>{t(right ? "bank.right" : "bank.wrong")}</span>
                {content.kind === "fractions" ? (
                  <span className="nums small">{t("bank.share", { share: option.share || "0" })}</span>
                ) : null}
                <span className="font-serif" lang={lang}>
                  <OptionText text={layer?.options[option.id] ?? ""} />
                </span>
              </span>
              {layer?.reasons[option.id] ? (
                <span className="small muted" lang={lang} dir="auto">
                  {layer.reasons[option.id]}
                </span>
              ) : null}
            </li>
          );
        })}
      </ol>
      <dl className="facts">
        <div>
          <dt>{t("bank.field.rationale")}</dt>
          <dd className="font-serif" lang={lang} dir="auto">
            {layer?.rationale ? <StemText text={layer.rationale} /> : t("common.not-stated")}
          </dd>
        </div>
        <div>
          <dt>{t("bank.field.kind")}</dt>
          <dd>{t(`bank.kind.${content.kind}`)}</dd>
        </div>
        <div>
          <dt>{t("bank.field.module")}</dt>
          <dd>
            {content.module ? (
              <TagName tag={nameOf(tags, "modules", content.module)} page={page} />
            ) : (
              t("common.not-stated")
            )}
          </dd>
        </div>
        <div>
          <dt>{t("bank.field.outcome")}</dt>
          <dd>
            {content.outcome ? (
              <>
                <bdi>{content.outcome}</bdi> <TagName tag={nameOf(tags, "outcomes", content.outcome)} page={page} />
              </>
            ) : (
              t("common.not-stated")
            )}
          </dd>
        </div>
        <div>
          <dt>{t("bank.field.norms")}</dt>
          <dd>{content.norms.join(", ") || t("bank.no-norm")}</dd>
        </div>
        <div>
          <dt>{t("bank.field.cbms")}</dt>
          <dd>{content.cbms.join(", ") || t("bank.no-cbm")}</dd>
        </div>
        <div>
          <dt>{t("bank.field.bloom")}</dt>
          <dd>{content.bloom ? t(`bank.bloom.${content.bloom as "apply"}`) : t("common.not-stated")}</dd>
        </div>
        <div>
          <dt>{t("bank.field.ease")}</dt>
          <dd>{easeText(t, language, ease)}</dd>
        </div>
      </dl>
    </section>
  );
}
