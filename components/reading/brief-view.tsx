import type { Page } from "@/lib/entry/page";
import { formatDay } from "@/lib/format/dates";
import type { Brief } from "@/lib/reading/brief/types";

type Props = {
  readonly page: Pick<Page, "t" | "language">;
  readonly brief: Brief;
  /** The event's time zone, by which the days are told. */
  readonly zone: string;
  /** What the groups' titles are under. */
  readonly under: "h1" | "h2";
};

/** The country brief of an event, field by field; what nobody has filled in says so. */
export function BriefView({ page: { t, language }, brief, zone, under }: Props) {
  const Heading = under === "h1" ? "h2" : "h3";
  return (
    <>
      <p className="muted nums">{t("brief.filled", { filled: brief.filled, total: brief.total })}</p>
      {brief.groups.map(({ title, fields }) => (
        <section key={title} className="grid gap-2">
          <Heading>{title}</Heading>
          <dl className="facts">
            {fields.map(({ slug, number, label, help, entry }) => (
              <div key={slug} id={`brief-${slug}`}>
                <dt>
                  <span className="nums">{number}.</span> {label}
                </dt>
                <dd className="grid gap-1">
                  {entry ? (
                    <>
                      <p className="whitespace-pre-line" dir="auto">
                        {entry.text}
                      </p>
                      <p className="small muted">
                        {t("brief.source")} <bdi>{entry.source}</bdi> ·{" "}
                        {t("brief.as-of", { day: formatDay(entry.savedAt, language, zone) })}
                      </p>
                    </>
                  ) : (
                    <>
                      <p>{t("brief.not-filled")}</p>
                      <p className="small muted">{help}</p>
                    </>
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </>
  );
}
