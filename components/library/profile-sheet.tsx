import type { Page } from "@/lib/entry/page";
import { countRows, numberSections } from "@/lib/library/rules";
import type { ProfileView } from "@/lib/library/types";
import { EditorNote } from "./editor-note";
import { ProfileItemEntry } from "./profile-item";
import { SourceText } from "./source-text";
import { Untranslated } from "./untranslated";

type Props = { readonly page: Pick<Page, "t" | "at" | "language">; readonly profile: ProfileView };

/** A policy profile: its sections, each record numbered through the whole. */
export function ProfileSheet({ page, profile }: Props) {
  const { t, at, language } = page;
  const sections = numberSections(profile.sections);
  const counts = countRows(profile.sections);
  return (
    <>
      <p className="eyebrow">
        <a className="inline-block py-1" href={at("/library")}>
          {t("library.title")}
        </a>{" "}
        · {t("policy-profile.eyebrow")}
      </p>
      <SourceText as="h1" page={language} language="en">
        {profile.title}
      </SourceText>
      <div className="mt-4 grid gap-4">
        <Untranslated page={page} />
        <dl className="facts">
          <div>
            <dt>{t("policy-profile.last-updated")}</dt>
            <dd>
              <SourceText page={language} language="en">
                {profile.updatedText}
              </SourceText>
            </dd>
          </div>
          <div>
            <dt>{t("policy-profile.length")}</dt>
            <dd>
              {t("policy-profile.rows", { count: counts.rows })}
              {counts.records < counts.rows ? ` ${t("policy-profile.records", { count: counts.records })}` : null}
            </dd>
          </div>
        </dl>
        <EditorNote page={page} note={profile.note} />
        <nav aria-label={t("policy-profile.sections")}>
          <ul className="flex flex-wrap gap-x-5 gap-y-1">
            {sections.map(({ slug, title }) => (
              <li key={slug}>
                <SourceText as="a" page={language} language="en" className="inline-block py-1" href={`#${slug}`}>
                  {title}
                </SourceText>
              </li>
            ))}
          </ul>
        </nav>
        <p className="muted small measure">{t("policy-profile.order")}</p>
      </div>
      {sections.map((section) => (
        <section key={section.slug} aria-labelledby={section.slug} className="mt-12">
          <SourceText as="h2" page={language} language="en" id={section.slug}>
            {section.title}
          </SourceText>
          {section.groups.length === 0 ? <p className="mt-2">{t("common.none-recorded")}</p> : null}
          {section.groups.map((group) => (
            <div key={group.title ?? ""} className="mt-6">
              {group.title ? (
                <SourceText as="h3" page={language} language="en" className="pb-2">
                  {group.title}
                </SourceText>
              ) : null}
              {group.items.length === 0 ? (
                <p>{t("common.none-recorded")}</p>
              ) : (
                <ol className="rows">
                  {group.items.map((item) => (
                    <ProfileItemEntry
                      key={item.anchor}
                      page={page}
                      item={item}
                      citations={profile.citations.get(item.id) ?? []}
                      heading={group.title ? "h4" : "h3"}
                    />
                  ))}
                </ol>
              )}
            </div>
          ))}
        </section>
      ))}
    </>
  );
}
