import type { Metadata } from "next";
import { BriefView } from "@/components/reading/brief-view";
import { LayerText } from "@/components/reading/layer-text";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage } from "@/lib/entry/page";
import { loadBrief } from "@/lib/reading/loaders";
import { lessonNumber, pathOfLesson } from "@/lib/reading/rules";

type Props = PageProps<{ event: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("brief.title"), robots: { index: false } };
}

export default async function BriefPage(props: Props) {
  const page = await readPage(props);
  const { t, at, params, language } = page;
  const { event, place, brief, mayEdit } = await loadBrief(params.event, language);
  return drawn(
    <div className="grid gap-8">
      <header className="grid gap-3">
        <p>
          <a className="inline-block py-1 small" href={at(`/learn/${event.slug}`)}>
            {t("reading.to-event")}
          </a>
        </p>
        <p className="eyebrow">
          <LayerText layer={event.title} language={language} />
        </p>
        <h1>{t("brief.title")}</h1>
        <p className="lede measure">{t("brief.lede")}</p>
        <p className="flex flex-wrap gap-x-6 gap-y-1 no-print">
          <a className="inline-block py-1" href={at(pathOfLesson(event.slug, place))}>
            {t("brief.lesson", { number: lessonNumber(place) })}
          </a>
          {mayEdit ? (
            <a className="inline-block py-1" href={at(`/organize/events/${event.slug}/brief`)}>
              {t("brief.fill")}
            </a>
          ) : null}
        </p>
      </header>
      <BriefView page={page} brief={brief} zone={event.zone} under="h1" />
    </div>,
  );
}
