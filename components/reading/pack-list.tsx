import type { Page } from "@/lib/entry/page";
import { formatNumber } from "@/lib/format/dates";
import type { PackSize } from "@/lib/reading/pack/types";
import { LayerText } from "./layer-text";

type Props = {
  readonly page: Pick<Page, "t" | "language">;
  readonly slug: string;
  readonly packs: readonly PackSize[];
};

/** The text of each module as a file to keep, its size said before the click. */
export function PackList({ page: { t, language }, slug, packs }: Props) {
  if (packs.length === 0) return null;
  return (
    <section aria-labelledby="packs" className="grid gap-3">
      <h2 id="packs">{t("reading.packs")}</h2>
      <p className="measure muted">{t("reading.packs.text")}</p>
      <ul className="grid gap-1">
        {packs.map(({ slug: module, position, title, bytes }) => (
          <li key={module}>
            <a
              className="inline-block py-1"
              href={`/api/events/${slug}/modules/${module}/pack?language=${language}`}
              download
            >
              <span className="nums">{position}.</span> <LayerText layer={title} language={language} />
            </a>{" "}
            <span className="small muted nums">
              {t("reading.packs.size", { kilobytes: formatNumber(Math.max(1, Math.round(bytes / 1000)), language) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
