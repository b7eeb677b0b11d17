import { formatInstant } from "@/lib/format/dates";
import type { ReleaseProps } from "./release-props";

/** Releases under way, read again by themselves where scripts run; and one that was stopped. */
export function Batches({ page: { t, language }, dossier, zone, base }: ReleaseProps) {
  const open = dossier.batches.filter(({ finishedAt }) => finishedAt === null);
  const [last] = dossier.batches;
  const now = formatInstant(new Date(), language, zone);
  return (
    <>
      {open.length > 0 ? (
        <section
          id="board"
          className="grid gap-3 border-y border-rule py-5"
          aria-labelledby="under-way"
          data-word-lost={t("release.progress.lost", { time: "{time}" })}
        >
          <h2 id="under-way">{t("release.progress.title")}</h2>
          <div data-counts={open.map(({ done, total }) => t("release.progress.of", { done, total })).join(" ")}>
            {open.map(({ id, done, total, by, createdAt }) => (
              <div key={id} className="grid gap-1">
                <progress className="progress-bar max-w-xl" value={done} max={total} aria-hidden="true" />
                <p className="nums">{t("release.progress.of", { done, total })}</p>
                <p className="small muted">
                  {t("release.progress.by", {
                    name: `\u2068${by}\u2069`,
                    time: formatInstant(createdAt, language, zone),
                  })}
                </p>
              </div>
            ))}
          </div>
          <p className="visually-hidden" data-announce aria-live="polite" />
          <p className="small muted">
            <span data-as-of>{t("board.as-of", { time: now })}</span>{" "}
            <a className="inline-block py-1" href={base}>
              {t("release.progress.again")}
            </a>
          </p>
          <script src="/scripts/board.js" async />
        </section>
      ) : null}
      {last?.failure ? (
        <p className="notice refuse measure">
          {t("release.progress.stopped", { name: `\u2068${last.by}\u2069`, done: last.done, total: last.total })}
        </p>
      ) : null}
    </>
  );
}
