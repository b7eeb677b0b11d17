import { SourceText } from "@/components/library/source-text";
import type { Prerequisite } from "@/lib/catalogue/types";
import type { Page } from "@/lib/entry/page";

type Props = {
  readonly page: Pick<Page, "t" | "at" | "language">;
  readonly prerequisites: readonly Prerequisite[];
};

/** The earlier courses that a course requires or recommends, each with a way to it. */
export function PrerequisiteList({ page: { t, at, language }, prerequisites }: Props) {
  return (
    <ul>
      {prerequisites.map(({ slug, kind, ...layer }) => (
        <li key={slug} className="flex flex-wrap items-baseline gap-x-3">
          <SourceText
            as="a"
            page={language}
            language={layer.language}
            href={at(`/courses/${slug}`)}
            className="inline-block py-0.5"
          >
            {layer.title}
          </SourceText>
          <span className="small muted">{t(`prerequisite.${kind}`)}</span>
        </li>
      ))}
    </ul>
  );
}
