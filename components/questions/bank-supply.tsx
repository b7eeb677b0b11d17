import type { Page } from "@/lib/entry/page";
import { formatNumber } from "@/lib/format/dates";
import { norms } from "@/lib/questions/schema";
import type { BankQuestion, BankTags, Named } from "@/lib/questions/types";
import { TagName } from "./question-marks";

type Props = { readonly page: Page; readonly questions: readonly BankQuestion[]; readonly tags: BankTags };

/** How many questions in use each outcome and each norm has, those with none said in words. */
export function BankSupplyTables({ page, questions, tags }: Props) {
  const { t } = page;
  const used = questions.filter(({ state }) => state === "in-use");
  const outcomes = tags.outcomes.map((tag) => ({
    tag,
    name: tag.value,
    count: used.filter(({ outcome }) => outcome === tag.value).length,
  }));
  const normRows = norms.map((norm) => ({
    tag: null,
    name: t("bank.norm", { norm }),
    count: used.filter((question) => question.norms.includes(norm)).length,
  }));
  return (
    <div className="grid gap-10 lg:grid-cols-2">
      <SupplyTable page={page} id="outcomes" title={t("bank.supply.outcomes")} rows={outcomes} />
      <SupplyTable page={page} id="norms" title={t("bank.supply.norms")} rows={normRows} />
    </div>
  );
}

function SupplyTable({
  page,
  id,
  title,
  rows,
}: {
  readonly page: Page;
  readonly id: string;
  readonly title: string;
  readonly rows: readonly { readonly tag: Named | null; readonly name: string; readonly count: number }[];
}) {
  const { t, language } = page;
  const none = rows.filter(({ count }) => count === 0).map(({ name }) => name);
  return (
    <section aria-labelledby={id} className="grid content-start gap-3">
      <h2 id={id}>{title}</h2>
      <p>{none.length === 0 ? t("bank.supply.all") : t("bank.supply.none", { list: none.join(", ") })}</p>
      <table className="table">
        <caption className="visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t("bank.column.tag")}</th>
            <th scope="col" className="end">
              {t("bank.questions")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ tag, name, count }) => (
            <tr key={name}>
              <th scope="row" className="font-normal!">
                <bdi>{name}</bdi>
                {tag && tag.label !== name ? (
                  <>
                    {" "}
                    <TagName tag={tag} page={page} />
                  </>
                ) : null}
              </th>
              <td className="number-cell nums">
                {count === 0 ? t("bank.supply.zero") : formatNumber(count, language)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
