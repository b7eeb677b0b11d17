import type { CourseText } from "@/lib/catalogue/types";
import type { MessageKey } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import { MarginSection } from "./margin-section";
import { Items, Paragraphs } from "./source-blocks";

type Props = { readonly page: Pick<Page, "t" | "language">; readonly text: CourseText };

const lists = [
  ["audience", "course.audience"],
  ["objectives", "course.objectives"],
  ["coverage", "course.coverage"],
] as const satisfies readonly (readonly [keyof CourseText, MessageKey])[];

/** What a course says of itself, part by part; a part about which it says nothing says so. */
export function CourseTextParts({ page: { t, language }, text }: Props) {
  const notStated = <p className="muted">{t("common.not-stated")}</p>;
  const own = { page: language, language: text.language };
  const listed = Object.fromEntries(
    lists.map(([name, title]) => [
      name,
      <MarginSection key={name} id={name} title={t(title)}>
        {text[name].length > 0 ? <Items {...own} items={text[name]} /> : notStated}
      </MarginSection>,
    ]),
  );
  const needs = (["required", "advantage"] as const).filter((need) =>
    text.entryRequirements.some((entry) => entry.need === need),
  );
  return (
    <>
      <MarginSection id="description" title={t("course.description")}>
        <Paragraphs {...own} text={text.description} />
      </MarginSection>
      {listed.audience}
      <MarginSection id="entry" title={t("course.entry")}>
        {needs.length === 0 ? notStated : null}
        {needs.map((need) => (
          <div key={need}>
            <h3 className="label">{t(`course.entry.${need}`)}</h3>
            <Items
              {...own}
              items={text.entryRequirements.filter((entry) => entry.need === need).map((entry) => entry.text)}
            />
          </div>
        ))}
      </MarginSection>
      {listed.objectives}
      <MarginSection id="outcomes" title={t("course.outcomes")}>
        {text.outcomes.length > 0 ? (
          <>
            <p>{t("course.outcomes.lead")}</p>
            <Items {...own} items={text.outcomes.map((outcome) => outcome.text)} />
          </>
        ) : (
          notStated
        )}
      </MarginSection>
      {listed.coverage}
    </>
  );
}
