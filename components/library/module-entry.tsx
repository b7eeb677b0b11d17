import type { Page } from "@/lib/entry/page";
import type { ModuleUse, ModuleView } from "@/lib/library/types";
import { Particulars } from "./particulars";
import { SourceText } from "./source-text";

type PageWords = Pick<Page, "t" | "at" | "language">;

/** A module on the shelf: what it is for, how long it is and who uses it. */
export function ModuleEntry({ page, module }: { readonly page: PageWords; readonly module: ModuleView }) {
  const { t, at, language } = page;
  return (
    <div className="grid gap-3">
      <h2 className="text-[1.25rem]!">
        <SourceText as="a" page={language} language={module.language} href={at(`/modules/${module.slug}`)}>
          {module.title}
        </SourceText>
      </h2>
      <SourceText as="p" page={language} language={module.language} className="measure">
        {module.summary}
      </SourceText>
      <ModuleObjectives page={page} module={module} />
      <Particulars
        facts={[
          { name: t("module-list.length"), value: t("module-list.lessons", { count: module.lessons }) },
          { name: t("module-list.owner"), value: <bdi>{module.organization}</bdi>, size: "wide" },
          { name: t("module-list.used-in"), value: <ModuleUses page={page} uses={module.uses} />, size: "widest" },
        ]}
      />
    </div>
  );
}

/** What a learner can do after a module. */
export function ModuleObjectives({
  page: { t, language },
  module,
}: {
  readonly page: PageWords;
  readonly module: ModuleView;
}) {
  return (
    <ul className="bullets measure small" aria-label={t("module-list.objectives")}>
      {module.objectives.map((objective) => (
        <SourceText as="li" key={objective} page={language} language={module.language}>
          {objective}
        </SourceText>
      ))}
    </ul>
  );
}

/** The courses that use a module, and its place in each. */
export function ModuleUses({
  page: { t, at, language },
  uses,
}: {
  readonly page: PageWords;
  readonly uses: readonly ModuleUse[];
}) {
  if (uses.length === 0) return t("module-list.unused");
  return (
    <ul className="grid gap-1">
      {uses.map((use) => (
        <li key={use.slug}>
          <SourceText as="a" page={language} language={use.language} href={at(`/courses/${use.slug}`)}>
            {use.title}
          </SourceText>{" "}
          <span className="muted">{t("module-list.place", { position: use.position, modules: use.modules })}</span>
        </li>
      ))}
    </ul>
  );
}
