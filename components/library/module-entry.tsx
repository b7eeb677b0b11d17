import type { Page } from "@/lib/entry/page";
import type { ModuleUse, ModuleView } from "@/lib/library/types";
import { SourceText } from "./source-text";

type Props = { readonly page: Pick<Page, "t" | "at" | "language">; readonly module: ModuleView };

/** A module on the shelf: what it is for, how long it is and who uses it. */
export function ModuleEntry({ page, module }: Props) {
  const { t, at, language } = page;
  return (
    <div className="grid gap-3">
      <h2 className="text-[1.25rem]">
        <SourceText as="a" page={language} language={module.language} href={at(`/modules/${module.slug}`)}>
          {module.title}
        </SourceText>
      </h2>
      <SourceText as="p" page={language} language={module.language} className="measure">
        {module.summary}
      </SourceText>
      <ModuleFacts page={page} module={module} />
    </div>
  );
}

/** Objectives, length, owner and the courses that use a module. */
export function ModuleFacts({ page, module }: Props) {
  const { t, language } = page;
  return (
    <dl className="facts small">
      <div>
        <dt>{t("module-list.objectives")}</dt>
        <dd>
          <ul className="bullets">
            {module.objectives.map((objective) => (
              <SourceText as="li" key={objective} page={language} language={module.language}>
                {objective}
              </SourceText>
            ))}
          </ul>
        </dd>
      </div>
      <div>
        <dt>{t("module-list.length")}</dt>
        <dd>{t("module-list.lessons", { count: module.lessons })}</dd>
      </div>
      <div>
        <dt>{t("module-list.used-in")}</dt>
        <dd>{module.uses.length === 0 ? t("module-list.unused") : <ModuleUses page={page} uses={module.uses} />}</dd>
      </div>
      <div>
        <dt>{t("module-list.owner")}</dt>
        <dd>
          <bdi>{module.organization}</bdi>
        </dd>
      </div>
    </dl>
  );
}

function ModuleUses({ page: { t, at, language }, uses }: { readonly page: Props["page"]; readonly uses: readonly ModuleUse[] }) {
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
