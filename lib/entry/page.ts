import { type Translate, translator } from "@/lib/content/messages";
import { isLanguage, type Language, localPath } from "@/lib/format/languages";
import { type Refused, readRefused } from "./define-form";
import { noting } from "./page-notes";
import { getPagePath } from "./request";

export type PageProps<Params = unknown> = {
  readonly params: Promise<Params & { language: string }>;
  readonly searchParams: Promise<Query>;
};
export type Query = Readonly<Record<string, string | string[] | undefined>>;

/** What every page needs to speak: its language, its words, its own address. */
export type Page = {
  readonly language: Language;
  readonly t: Translate;
  /** An address of the interface in this page's language. */
  readonly at: (path: string) => string;
  /** This page's address with its query, for forms to come back to. */
  readonly here: string;
  readonly query: Query;
};

/** Reads what a page was asked for. An unknown language reads as English: the server in front lets none through. */
export async function readPage<Params>({
  params,
  searchParams,
}: PageProps<Params>): Promise<Page & { params: Params }> {
  const { language: asked, ...rest } = await params;
  const language = isLanguage(asked) ? asked : "en";
  return {
    language,
    t: translator(language),
    at: (path) => localPath(language, path),
    here: await getPagePath(),
    query: await searchParams,
    params: rest as Params,
  };
}

/** What was typed into a form of this page that was refused; null when nothing was. */
export const readRefusedForm = (page: Page): Promise<Refused | null> =>
  noting(() => readRefused(page.query.refused, page.here.split("?", 1)[0] ?? ""));
