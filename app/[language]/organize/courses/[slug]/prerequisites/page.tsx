import type { Metadata } from "next";
import { LayerText } from "@/components/reading/layer-text";
import { Form, Select } from "@/components/ui/form";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { loadPrerequisites } from "@/lib/organizing/prerequisites/loaders";
import { prerequisiteKinds, prerequisiteRows } from "@/lib/organizing/prerequisites/schema";

type Props = PageProps<{ slug: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("organize.prerequisites.title"), robots: { index: false } };
}

export default async function PrerequisitesPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params, query } = page;
  const { course, chosen, courses } = await loadPrerequisites(params.slug, language);
  const state = { t, here, refused: await readRefusedForm(page) };
  const options = [
    { value: "", label: t("organize.prerequisites.none") },
    ...courses.map(({ slug, title }) => ({ value: slug, label: title })),
  ];
  return drawn(
    <div className="grid gap-6">
      <p className="eyebrow">{t("organize.prerequisites.title")}</p>
      <h1>
        <LayerText layer={{ text: course.title, language: course.language }} language={language} />
      </h1>
      <p className="lede measure">{t("organize.prerequisites.lede")}</p>
      {query.done === "saved" && !state.refused ? <p className="notice affirm measure">{t("common.saved")}</p> : null}
      <Form state={state} action="save-prerequisites" className="grid max-w-3xl gap-6">
        <input type="hidden" name="course" value={course.slug} />
        {prerequisiteRows.map((number) => (
          <div key={number} className="grid items-end gap-x-6 gap-y-3 md:grid-cols-2">
            <Select
              state={state}
              name={`earlier${number}`}
              label={t("organize.prerequisites.course", { number })}
              value={chosen[number - 1]?.slug ?? ""}
              options={options}
            />
            <Select
              state={state}
              name={`kind${number}`}
              label={t("organize.prerequisites.kind", { number })}
              value={chosen[number - 1]?.kind ?? "required"}
              options={prerequisiteKinds.map((value) => ({ value, label: t(`prerequisite.${value}`) }))}
            />
          </div>
        ))}
        <p className="flex flex-wrap items-center gap-x-6 gap-y-3">
          <button type="submit" className="button">
            {t("organize.prerequisites.submit")}
          </button>
          <a className="inline-block py-1" href={at(`/courses/${course.slug}`)}>
            {t("common.back")}
          </a>
        </p>
      </Form>
    </div>,
  );
}
