import type { Metadata } from "next";
import { ModuleObjectives, ModuleUses } from "@/components/library/module-entry";
import { SourceText } from "@/components/library/source-text";
import { Untranslated } from "@/components/library/untranslated";
import { type PageProps, readPage } from "@/lib/entry/page";
import { loadModule } from "@/lib/library/loaders";

type Props = PageProps<{ slug: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { params, language } = await readPage(props);
  const module = await loadModule(params.slug, language);
  return { title: module.title, description: module.summary };
}

export default async function ModulePage(props: Props) {
  const page = await readPage(props);
  const { t, at, language, params } = page;
  const module = await loadModule(params.slug, language);
  return (
    <>
      <p className="eyebrow">
        <a className="inline-block py-1" href={at("/modules")}>
          {t("module-list.title")}
        </a>
      </p>
      <SourceText as="h1" page={language} language={module.language}>
        {module.title}
      </SourceText>
      <SourceText as="p" page={language} language={module.language} className="lede measure mt-3">
        {module.summary}
      </SourceText>
      <div className="mt-4 grid gap-1">
        <Untranslated page={page} language={module.language} />
        {module.reviewed ? null : <p className="muted small">{t("common.sample")}</p>}
      </div>
      <dl className="facts mt-6">
        <div>
          <dt>{t("module-list.objectives")}</dt>
          <dd>
            <ModuleObjectives page={page} module={module} />
          </dd>
        </div>
        <div>
          <dt>{t("module-list.length")}</dt>
          <dd>{t("module-list.lessons", { count: module.lessons })}</dd>
        </div>
        <div>
          <dt>{t("module-list.used-in")}</dt>
          <dd>
            <ModuleUses page={page} uses={module.uses} />
          </dd>
        </div>
        <div>
          <dt>{t("module-list.owner")}</dt>
          <dd>
            <bdi>{module.organization}</bdi>
          </dd>
        </div>
      </dl>
      <h2 className="mt-10">{t("module-list.contents")}</h2>
      <p className="muted mt-2">{t("module-list.read-inside")}</p>
      <ol className="rows mt-4">
        {module.contents.map((lesson, i) => (
          <li key={lesson.slug} id={lesson.slug} className="numbered">
            <p className="number">{i + 1}</p>
            <div className="grid gap-1">
              <SourceText as="h3" page={language} language={lesson.language}>
                {lesson.title}
              </SourceText>
              <SourceText as="p" page={language} language={lesson.language} className="measure">
                {lesson.keyQuestion}
              </SourceText>
              <p className="muted small">{t("module-list.pages", { count: lesson.pages })}</p>
            </div>
          </li>
        ))}
      </ol>
    </>
  );
}
