import type { Metadata } from "next";
import { ModuleEntry } from "@/components/library/module-entry";
import { Untranslated } from "@/components/library/untranslated";
import { type PageProps, readPage } from "@/lib/entry/page";
import { loadModules } from "@/lib/library/loaders";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  const { t } = await readPage(props);
  return { title: t("module-list.title"), description: t("module-list.lede") };
}

export default async function ModulesPage(props: PageProps) {
  const page = await readPage(props);
  const { t, language } = page;
  const modules = await loadModules(language);
  const foreign = modules.find((module) => module.language !== language);
  return (
    <>
      <h1>{t("module-list.title")}</h1>
      <p className="lede measure mt-3">{t("module-list.lede")}</p>
      {modules.length === 0 ? (
        <p className="mt-6">{t("module-list.none")}</p>
      ) : (
        <>
          <div className="mt-6 grid gap-1">
            <p className="font-semibold">{t("module-list.count", { count: modules.length })}</p>
            {modules.some(({ reviewed }) => !reviewed) ? <p className="muted small">{t("common.sample")}</p> : null}
            {foreign ? <Untranslated page={page} language={foreign.language} /> : null}
          </div>
          <ol className="rows mt-4">
            {modules.map((module, at) => (
              <li key={module.slug} className="numbered">
                <p className="number">{at + 1}</p>
                <ModuleEntry page={page} module={module} />
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  );
}
