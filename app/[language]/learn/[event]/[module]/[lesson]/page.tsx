import type { Metadata } from "next";
import { PageComments } from "@/components/comments/page-comments";
import { BriefView } from "@/components/reading/brief-view";
import { LessonHead } from "@/components/reading/lesson-head";
import { LessonOutline } from "@/components/reading/lesson-outline";
import { LessonSources } from "@/components/reading/lesson-sources";
import { LessonText } from "@/components/reading/lesson-text";
import { MarkForm } from "@/components/reading/mark-form";
import { PageNotes } from "@/components/reading/page-notes";
import { PageTurn } from "@/components/reading/page-turn";
import { Practice } from "@/components/reading/practice";
import type { FormState } from "@/components/ui/form";
import { loadPageRoom } from "@/lib/comments/loaders";
import { drawn } from "@/lib/entry/drawn";
import { type Page, type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { loadLesson } from "@/lib/reading/loaders";
import { lessonNumber, pathOfLesson, pathOfPlace } from "@/lib/reading/rules";

type Params = { readonly event: string; readonly module: string; readonly lesson: string };
type Props = PageProps<Params>;

const load = ({ params, query, language }: Page & { readonly params: Params }) =>
  loadLesson(params.event, params.module, params.lesson, query.page, language);

export async function generateMetadata(props: Props): Promise<Metadata> {
  const page = await readPage(props);
  const { place } = await load(page);
  const words = [`${lessonNumber(place)} ${place.lesson.title.text}`];
  if (place.lesson.pageCount > 1)
    words.push(page.t("reading.page-of", { page: place.page, pages: place.lesson.pageCount }));
  return { title: words.join(" · "), robots: { index: false } };
}

/** The memory of one of the page's forms: what was typed belongs to the form that has that field. */
const stateOf = (state: FormState, field: string): FormState =>
  state.refused && (field in state.refused.values || state.refused.problems.some((problem) => problem.field === field))
    ? state
    : { ...state, refused: null };

export default async function LessonPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here } = page;
  const reading = await load(page);
  const { event, place, brief } = reading;
  const commented = { lessonVersionId: place.lesson.versionId, page: place.page };
  const room = event.hasRoom ? await loadPageRoom(event.slug, commented, page.query.comments) : null;
  const state = { t, here, refused: await readRefusedForm(page) };
  return drawn(
    <div className="reader" id="reader" data-reader={reading.reader} data-scope={at("/learn/")}>
      <details className="reader-outline no-print">
        <summary>{t("reading.outline")}</summary>
        <LessonOutline page={page} reading={reading} />
      </details>
      <article className="grid gap-8">
        <p id="kept" className="notice caution reader-notice" role="status" hidden>
          {t("reading.kept", { time: "{time}" })}
        </p>
        <LessonHead page={page} reading={reading} />
        <LessonText page={page} reading={reading} />
        {brief ? (
          <section aria-labelledby="brief" className="reader-indent grid gap-4">
            <h2 id="brief">{t("brief.of-event")}</h2>
            <BriefView page={page} brief={brief} zone={event.zone} under="h2" />
          </section>
        ) : null}
        <Practice page={page} lesson={reading.page} />
        <div className="reader-indent grid gap-6">
          {reading.preview ? (
            <p className="notice">{t("learn.preview")}</p>
          ) : (
            <MarkForm state={stateOf(state, "read")} reading={reading} />
          )}
          <PageTurn page={page} reading={reading} />
        </div>
        <PageNotes page={page} state={stateOf(state, "noteBody")} reading={reading} />
        <LessonSources page={page} lesson={reading.page} />
        {room ? (
          <PageComments
            page={page}
            state={stateOf(state, "comment")}
            room={room}
            place={{
              event: event.slug,
              module: place.module.slug,
              lesson: place.lesson.slug,
              number: place.page,
            }}
            path={pathOfPlace(event.slug, place)}
          />
        ) : null}
        <p className="reader-indent no-print">
          <a className="inline-block py-1" href={at(`${pathOfLesson(event.slug, place)}/print`)}>
            {t("reading.print")}
          </a>
        </p>
      </article>
      <script src="/scripts/reader.js" defer />
    </div>,
  );
}
