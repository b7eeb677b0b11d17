import { CountPlot } from "@/components/ui/count-plot";
import type { Page } from "@/lib/entry/page";
import type { Bin } from "@/lib/exams/results/types";

type Props = { readonly page: Pick<Page, "t" | "language">; readonly bins: readonly Bin[] };

/** How many learners scored how much. */
export function Histogram({ page: { t, language }, bins }: Props) {
  return (
    <CountPlot
      language={language}
      caption={t("results.histogram")}
      headings={[t("results.percent"), t("results.learners")]}
      rows={bins.map(({ from, to, count }) => ({
        key: String(from),
        label: t(to === 100 ? "results.bin-last" : "results.bin", { from, to }),
        count,
      }))}
    />
  );
}
