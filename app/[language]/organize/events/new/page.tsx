import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { EventForm } from "@/components/organizing/event-form";
import { LayerText } from "@/components/reading/layer-text";
import { ProblemSummary, typed } from "@/components/ui/form";
import { drawn } from "@/lib/entry/drawn";
import { type Page, type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { loadCourseChoices, loadNewEventForm } from "@/lib/organizing/loaders";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return { title: (await readPage(props)).t("organize.choose.title"), robots: { index: false } };
}

/** A new event begins with its course; once that is chosen, the address names it and the form is filled in from it. */
export default async function NewEventPage(props: PageProps) {
  const page = await readPage(props);
  return typeof page.query.course === "string" ? (
    <NewEvent page={page} course={page.query.course} />
  ) : (
    <ChooseCourse page={page} />
  );
}

async function ChooseCourse({ page: { t, at, language } }: { readonly page: Page }) {
  const courses = await loadCourseChoices(language);
  return drawn(
    <div className="grid gap-6">
      <h1>{t("organize.choose.title")}</h1>
      <p className="lede measure">{t("organize.choose.lede")}</p>
      {courses.length === 0 ? <p>{t("organize.choose.none")}</p> : null}
      <ul className="rows">
        {courses.map((course) => (
          <li key={course.slug} className="grid gap-1">
            <h2 className="text-[1.15rem]">
              <a href={at(`/organize/events/new?course=${course.slug}`)}>
                <LayerText layer={{ text: course.title, language: course.language }} language={language} />
              </a>
            </h2>
            <p className="small muted">
              <bdi>{course.organization}</bdi>. {t(course.hasExam ? "organize.choose.exam" : "organize.choose.no-exam")}
              ; {t("organize.choose.events", { count: course.events })}.
            </p>
          </li>
        ))}
      </ul>
    </div>,
  );
}

async function NewEvent({ page, course }: { readonly page: Page; readonly course: string }) {
  const { t, at, here, language } = page;
  const { now, ...view } = await loadNewEventForm(course, language);
  const state = { t, here, refused: await readRefusedForm(page) };
  return drawn(
    <div className="grid gap-6">
      <p className="eyebrow">{t("organize.form.new-title")}</p>
      <h1>
        <LayerText layer={{ text: view.course.title, language: view.course.language }} language={language} />
      </h1>
      <p className="measure">
        {t("organize.form.draft-hint")} <a href={at("/organize/events/new")}>{t("organize.form.other-course")}</a>
      </p>
      <ProblemSummary state={state} />
      {/* The new event's id is made here, so that a second click on the button makes no second event. */}
      <EventForm
        page={page}
        state={state}
        view={view}
        action="create-event"
        identity={{ course: view.course.slug, id: typed(state, "id", randomUUID()) }}
        back="/organize"
        now={now}
      />
    </div>,
  );
}
