import type { Page } from "@/lib/entry/page";
import type { Progress } from "@/lib/reading/types";

/** How much is read, in words; the bar says the same to the eye. */
export function ProgressLine({
  page: { t },
  progress: { read, total },
}: {
  readonly page: Pick<Page, "t">;
  readonly progress: Progress;
}) {
  if (total === 0) return <p className="muted">{t("learn.no-pages")}</p>;
  return (
    <div className="grid max-w-96 gap-1.5">
      <p className="nums">{t("learn.progress", { read, total })}</p>
      <progress className="progress-bar" value={read} max={total} aria-hidden="true" />
    </div>
  );
}
