import type { ReactNode } from "react";
import type { Translate } from "@/lib/content/messages";
import { diffWords } from "@/lib/format/diff-words";
import { languageNames } from "@/lib/format/languages";
import { filledOptions, isRight, layerOf } from "@/lib/questions/rules";
import type { DraftContent } from "@/lib/questions/types";

type Props = {
  readonly t: Translate;
  /** null for a first version: everything is new. */
  readonly before: DraftContent | null;
  readonly after: DraftContent;
};

/** What changed between two states of a question, word by word; what is the same in both is left out. */
export function VersionDiff({ t, before, after }: Props) {
  const rows: { key: string; label: string; language: string | null; from: string; to: string }[] = [];
  const add = (key: string, label: string, from: string, to: string, language: string | null = null): void => {
    if (from !== to) rows.push({ key, label, language, from, to });
  };
  const settings = (content: DraftContent | null): readonly (readonly [string, string])[] => [
    [t("bank.field.kind"), content ? t(`bank.kind.${content.kind}`) : ""],
    [t("bank.field.module"), content?.module ?? ""],
    [t("bank.field.outcome"), content?.outcome ?? ""],
    [t("bank.field.norms"), content?.norms.join(" ") ?? ""],
    [t("bank.field.cbms"), content?.cbms.join(" ") ?? ""],
    [t("bank.field.bloom"), content?.bloom ? t(`bank.bloom.${content.bloom as "apply"}`) : ""],
    [t("bank.field.ease"), content?.ease ?? ""],
    [
      t("bank.field.citations"),
      content?.citations
        .map(({ symbol, part, locator }) => [symbol, part, locator].filter(Boolean).join(" "))
        .join("; ") ?? "",
    ],
  ];
  const old = new Map(settings(before));
  const languages = [...new Set([...(before?.layers ?? []), ...after.layers].map(({ language }) => language))];
  for (const language of languages) {
    const [from, to] = [before ? layerOf(before, language) : undefined, layerOf(after, language)];
    const named = (label: string): string =>
      languages.length > 1 ? `${label} (${languageNames[language] ?? language})` : label;
    add(`${language} stem`, named(t("bank.field.stem")), from?.stem ?? "", to?.stem ?? "", language);
    const ids = [...new Set([...(before ? filledOptions(before) : []), ...filledOptions(after)].map(({ id }) => id))];
    for (const [i, id] of ids.entries()) {
      const label = t("bank.option", { number: i + 1 });
      add(`${language} ${id}`, named(label), from?.options[id] ?? "", to?.options[id] ?? "", language);
      add(
        `${language} ${id} why`,
        named(t("bank.why", { number: i + 1 })),
        from?.reasons[id] ?? "",
        to?.reasons[id] ?? "",
        language,
      );
    }
    add(
      `${language} rationale`,
      named(t("bank.field.rationale")),
      from?.rationale ?? "",
      to?.rationale ?? "",
      language,
    );
  }
  const keyOf = (content: DraftContent | null): string =>
    content === null
      ? ""
      : filledOptions(content)
          .filter((option) => isRight(content.kind, option))
          .map(
            (option) =>
              `${layerOf(content, "en")?.options[option.id] ?? ""}${option.share ? ` (${option.share})` : ""}`,
          )
          .join("; ");
  add("key", t("bank.field.key"), keyOf(before), keyOf(after), "en");
  for (const [label, to] of settings(after)) add(label, label, old.get(label) ?? "", to);
  if (rows.length === 0) return <p>{t("bank.history.same")}</p>;
  return (
    <dl className="facts">
      {rows.map(({ key, label, language, from, to }) => (
        <div key={key}>
          <dt>{label}</dt>
          <dd className="font-serif" lang={language ?? undefined} dir="auto">
            <Compared t={t} from={from} to={to} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Words that went and words that came: crossed out and underlined, and named for who hears the page. */
function Compared({ t, from, to }: { readonly t: Translate; readonly from: string; readonly to: string }) {
  const parts: ReactNode[] = diffWords(from, to).map(({ kind, text }, i) => {
    const key = `${i.toString()} ${kind}`;
    if (kind === "same") return <span key={key}>{text} </span>;
    const Mark = kind === "gone" ? "del" : "ins";
    return (
      <Mark key={key} className={kind === "gone" ? "text-refuse" : "text-affirm"}>
        <span className="visually-hidden">{t(kind === "gone" ? "bank.diff.gone" : "bank.diff.new")} </span>
        {text}{" "}
      </Mark>
    );
  });
  return <>{parts}</>;
}
