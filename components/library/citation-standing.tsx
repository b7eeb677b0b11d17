import type { Page } from "@/lib/entry/page";
import { formatDay } from "@/lib/format/dates";
import { citationPath } from "@/lib/library/rules";
import type { Standing } from "@/lib/library/types";

type Props = { readonly page: Pick<Page, "t" | "at" | "language">; readonly citation: Standing };

/** What readers are told beside a citation: whether somebody has read the place, when, and what took the document's place. */
export function CitationStanding({ page: { t, at, language }, citation: { checkedOn, stale, supersededBy } }: Props) {
  const day = checkedOn === null ? null : formatDay(new Date(checkedOn), language, "UTC");
  return (
    <>
      <span className="small muted">
        (
        {day === null
          ? t("common.not-checked")
          : t(stale === "old" ? "library.checked-old" : "reading.checked-on", { day })}
        )
      </span>
      {stale === "superseded" ? (
        <>
          {" "}
          <span className="state caution">
            <span>
              {supersededBy === null ? t("library.since-superseded") : t("library.since-superseded-by")}{" "}
              {supersededBy === null ? null : (
                <a href={at(citationPath({ symbol: supersededBy, part: null, locator: null }))} dir="ltr">
                  <code>{supersededBy}</code>
                </a>
              )}
            </span>
          </span>
        </>
      ) : null}
    </>
  );
}
