import type { MessageKey } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import { type Leaning, leaningKinds } from "@/lib/library/sources/types";
import { SourceText } from "./source-text";

type Props = { readonly page: Pick<Page, "t" | "at" | "language">; readonly leaning: readonly Leaning[] };

/** What leans on a place of a document, by kind: lessons, questions, terms and other entries, each a link. */
export function LeaningList({ page: { t, at, language }, leaning }: Props) {
  return (
    <dl className="small grid gap-1">
      {leaningKinds.map((kind) => {
        const items = leaning.filter((item) => item.kind === kind);
        return items.length === 0 ? null : (
          <div key={kind} className="grid gap-x-4 md:grid-cols-[7rem_minmax(0,1fr)]">
            <dt className="muted">{t(`sources.kind.${kind}` as MessageKey)}</dt>
            <dd>
              <ul className="flex flex-wrap gap-x-4">
                {items.map(({ path, title, language: written }) => (
                  <li key={path}>
                    <SourceText
                      as="a"
                      page={language}
                      language={written}
                      href={at(path)}
                      className="inline-block py-0.5"
                    >
                      {title}
                    </SourceText>
                  </li>
                ))}
              </ul>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
