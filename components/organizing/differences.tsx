import type { Page } from "@/lib/entry/page";
import { fieldLabel, fieldValue } from "./field-words";

type Props = {
  readonly page: Pick<Page, "t">;
  readonly differences: readonly { readonly field: string; readonly saved: string; readonly typed: string }[];
};

/** Where what somebody typed differs from what is saved now, both beside each other: nothing of either is lost. */
export function Differences({ page: { t }, differences }: Props) {
  return differences.length === 0 ? null : (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="text-start font-semibold">{t("organize.draft.differ")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("organize.draft.field")}</th>
            <th scope="col">{t("organize.draft.saved")}</th>
            <th scope="col">{t("organize.draft.yours")}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ field, saved, typed }) => (
            <tr key={field}>
              <th scope="row">{fieldLabel(t, field)}</th>
              <td data-label={t("organize.draft.saved")}>
                <bdi className="whitespace-pre-line">{fieldValue(t, field, saved)}</bdi>
              </td>
              <td data-label={t("organize.draft.yours")}>
                <bdi className="whitespace-pre-line">{fieldValue(t, field, typed)}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
