import type { Page } from "@/lib/entry/page";
import { type SourceFilter, sourceStates } from "@/lib/library/sources/rules";
import { leaningKinds } from "@/lib/library/sources/types";

type Props = {
  readonly page: Pick<Page, "t" | "at">;
  readonly filter: SourceFilter;
  /** The document whose places are shown; null for the list of all. */
  readonly document: string | null;
};

/** Narrows the places to what waits, and for what reason, and to one kind of what leans on them: a plain form in the address. */
export function SourceFilterForm({ page: { t, at }, filter, document }: Props) {
  return (
    <form method="get" action={at("/organize/sources")} className="flex flex-wrap items-end gap-x-5 gap-y-3">
      {document === null ? null : <input type="hidden" name="document" value={document} />}
      <div className="field">
        <label htmlFor="state">{t("sources.filter.state")}</label>
        <select className="input" id="state" name="state" defaultValue={filter.state}>
          {sourceStates.map((state) => (
            <option key={state} value={state}>
              {t(`sources.state.${state}`)}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor="kind">{t("sources.filter.kind")}</label>
        <select className="input" id="kind" name="kind" defaultValue={filter.kind ?? ""}>
          <option value="">{t("sources.every-kind")}</option>
          {leaningKinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`sources.kind.${kind}`)}
            </option>
          ))}
        </select>
      </div>
      <button type="submit" className="button quiet">
        {t("sources.filter.show")}
      </button>
    </form>
  );
}
