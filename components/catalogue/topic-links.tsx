import { SourceText } from "@/components/library/source-text";
import type { Topic } from "@/lib/catalogue/types";
import type { Page } from "@/lib/entry/page";

type Props = { readonly page: Pick<Page, "at" | "language">; readonly topics: readonly Topic[] };

/** Topics, each a way to the other courses that have it. */
export function TopicLinks({ page: { at, language }, topics }: Props) {
  return (
    <ul className="flex flex-wrap gap-x-5">
      {topics.map(({ slug, name }) => (
        <li key={slug}>
          <SourceText
            as="a"
            page={language}
            language="en"
            href={at(`/courses?topic=${slug}`)}
            className="inline-block py-0.5"
          >
            {name}
          </SourceText>
        </li>
      ))}
    </ul>
  );
}
