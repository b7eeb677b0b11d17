import type { Page } from "@/lib/entry/page";
import { lessonNumber, pathOfPlace } from "@/lib/reading/rules";
import type { TitledPlace } from "@/lib/reading/types";
import type { LessonReading } from "@/lib/reading/views";
import { LayerText } from "./layer-text";

type Props = { readonly page: Page; readonly reading: Pick<LessonReading, "event" | "place" | "previous" | "next"> };

/** The pages before and after, across the borders of lessons and modules. */
export function PageTurn({ page, reading: { event, place, previous, next } }: Props) {
  const { t, at } = page;
  return (
    <nav aria-label={t("reading.turn")} className="page-turn no-print">
      {previous ? (
        <a rel="prev" href={at(pathOfPlace(event.slug, previous))}>
          <span className="small muted">{t(`reading.previous.${stepOf(place, previous)}`)}</span>
          <PlaceTitle page={page} place={previous} />
        </a>
      ) : null}
      {next ? (
        <a rel="next" className="next" href={at(pathOfPlace(event.slug, next))}>
          <span className="small muted">{t(`reading.next.${stepOf(place, next)}`)}</span>
          <PlaceTitle page={page} place={next} />
        </a>
      ) : (
        <a className="next" href={at(`/learn/${event.slug}`)}>
          <span className="small muted">{t("reading.was-last")}</span>
          <span>{t("reading.to-event")}</span>
        </a>
      )}
    </nav>
  );
}

/** How far a turn goes: to another page of the lesson, another lesson, or another module. */
function stepOf(from: TitledPlace, to: TitledPlace): "page" | "lesson" | "module" {
  if (from.module.position !== to.module.position) return "module";
  return from.lesson.position === to.lesson.position ? "page" : "lesson";
}

function PlaceTitle({ page: { language }, place }: { readonly page: Page; readonly place: TitledPlace }) {
  const title = place.lesson.pages.find(({ number }) => number === place.page)?.title ?? place.lesson.title;
  return (
    <span>
      <span className="nums">{lessonNumber(place)}</span> <LayerText layer={title} language={language} />
    </span>
  );
}
