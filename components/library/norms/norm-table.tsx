import type { Page } from "@/lib/entry/page";
import { normProgress } from "@/lib/library/norms/rules";
import type { NormView } from "@/lib/library/norms/types";

type Props = {
  readonly page: Pick<Page, "t">;
  readonly norms: readonly NormView[];
  /** Whether somebody is signed in, and so has a reading of their own. */
  readonly own: boolean;
};

/** The norms at a glance: what the ring shows, in words, with the person's own reading. */
export function NormTable({ page: { t }, norms, own }: Props) {
  return (
    <table className="table">
      <caption className="visually-hidden">{t("norms.table.caption")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("norms.table.norm")}</th>
          <th scope="col">{t("norms.table.kind")}</th>
          {own ? <th scope="col">{t("norms.table.reading")}</th> : null}
        </tr>
      </thead>
      <tbody>
        {norms.map((norm) => {
          const progress = normProgress(norm);
          return (
            <tr key={norm.letter}>
              <th scope="row" className="hyphens-auto wrap-anywhere">
                <a href={`#norm-${norm.letter}`} className="inline-block py-0.5">
                  <span dir="ltr">({norm.letter})</span> {norm.title}
                </a>
              </th>
              <td>{t(norm.kind === "limit" ? "norms.kind.limit" : "norms.kind.duty")}</td>
              {own ? (
                <td className="nums">{progress ? t("norms.progress", progress) : t("norms.progress-none")}</td>
              ) : null}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
