import type { Metadata } from "next";
import { EditorNote } from "@/components/library/editor-note";
import { ProfileItemEntry } from "@/components/library/profile-item";
import { SourceText } from "@/components/library/source-text";
import { Untranslated } from "@/components/library/untranslated";
import { type PageProps, readPage } from "@/lib/entry/page";
import { loadProfile } from "@/lib/library/loaders";
import { numberSections } from "@/lib/library/rules";

type Props = PageProps<{ slug: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { params } = await readPage(props);
  return { title: (await loadProfile(params.slug)).title };
}

export default async function ProfilePage(props: Props) {
  const page = await readPage(props);
  const { t, at, language, params } = page;
  const profile = await loadProfile(params.slug);
  const sections = numberSections(profile.sections);
  const rows = sections.flatMap(({ groups }) => groups.flatMap(({ items }) => items)).length;
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
            <dd>{t("policy-profile.rows", { count: rows })}</dd>
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
                    <ProfileItemEntry key={item.number} page={page} item={item} heading={group.title ? "h4" : "h3"} />
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
