import type { Metadata } from "next";
import { LessonHead } from "@/components/reading/lesson-head";
import { LessonOutline } from "@/components/reading/lesson-outline";
import { LessonSources } from "@/components/reading/lesson-sources";
import { LessonText } from "@/components/reading/lesson-text";
import { MarkForm } from "@/components/reading/mark-form";
import { PageTurn } from "@/components/reading/page-turn";
import { Practice } from "@/components/reading/practice";
import { type Page, type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { loadLesson } from "@/lib/reading/loaders";
import { lessonNumber } from "@/lib/reading/rules";

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

export default async function LessonPage(props: Props) {
  const page = await readPage(props);
  const { t, here } = page;
  const reading = await load(page);
  const state = { t, here, refused: await readRefusedForm(page) };
  return (
    <div className="reader">
      <details className="reader-outline no-print">
        <summary>{t("reading.outline")}</summary>
        <LessonOutline page={page} reading={reading} />
      </details>
      <article className="grid gap-8">
        <LessonHead page={page} reading={reading} />
        <LessonText page={page} reading={reading} />
        <Practice page={page} lesson={reading.page} />
        <div className="reader-indent grid gap-6">
          {reading.preview ? (
            <p className="notice">{t("learn.preview")}</p>
          ) : (
            <MarkForm state={state} reading={reading} />
          )}
          <PageTurn page={page} reading={reading} />
        </div>
        <LessonSources page={page} lesson={reading.page} />
      </article>
    </div>
  );
}
