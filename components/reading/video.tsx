import type { Page } from "@/lib/entry/page";
import { formatList, formatNumber } from "@/lib/format/dates";
import { languageNames } from "@/lib/format/languages";
import { clockOf } from "@/lib/reading/rules";
import type { LessonVideo } from "@/lib/reading/types";

type Props = { readonly page: Pick<Page, "t" | "language">; readonly title: string; readonly video: LessonVideo };

/** A film: its length and size, and what is said in it, stand before anything of it is loaded. Only what lies here plays here. */
export function Video({ page: { t, language }, title, video }: Props) {
  const { url, seconds, megabytes, captions, transcript } = video;
  const facts = t("reading.video.facts", {
    time: clockOf(seconds),
    megabytes: formatNumber(megabytes, language),
    captions: formatList(
      captions.map((caption) => languageNames[caption.language] ?? caption.language),
      language,
    ),
  });
  return (
    <div className="grid gap-1">
      {url.startsWith("/") ? (
        <details className="no-print">
          <summary>
            {t("reading.video.show")} <span className="small muted nums">{facts}</span>
          </summary>
          {/* biome-ignore lint/a11y/useMediaCaption: a video without captions is refused when content is read; the tracks stand below */}
          <video className="film" controls preload="none" aria-label={title}>
            <source src={url} />
            {captions.map((caption) => (
              <track
                key={caption.language}
                kind="captions"
                src={caption.url}
                srcLang={caption.language}
                label={languageNames[caption.language] ?? caption.language}
              />
            ))}
          </video>
        </details>
      ) : (
        <p>
          <a href={url} rel="noreferrer">
            {t("reading.video.elsewhere", { host: new URL(url).host })}
          </a>{" "}
          <span className="small muted nums">{facts}</span>
        </p>
      )}
      <details className="in-print">
        <summary>{t("reading.video.transcript")}</summary>
        <p className="whitespace-pre-line measure" lang={captions[0]?.language} dir="auto">
          {transcript}
        </p>
      </details>
    </div>
  );
}
