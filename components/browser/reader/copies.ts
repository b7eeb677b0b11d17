/*
 * What of the reader is kept on a device, and what a kept copy says of itself. Pages of lessons and what they are drawn with;
 * never a form's answer, an exam, an account or a page that asks for somebody else's.
 */

export const cacheName = "chancery-reader";
/** Under this address the cache remembers whose copies it holds. */
export const ownerAddress = "/reader-owner";
export const maximumPages = 200;

/** A page of a lesson: /learn/<event>/<module>/<lesson>, in any language, with no more than a page number. */
export function isLesson({ pathname, search }: Pick<URL, "pathname" | "search">): boolean {
  return (
    /^\/(?:(?:fr|ar)\/)?learn\/[a-z0-9-]+\/[a-z0-9-]+\/[a-z0-9-]+$/.test(pathname) &&
    /^(?:\?page=\d{1,3})?$/.test(search)
  );
}

/** What a page is drawn with. */
export const isPart = ({ pathname }: Pick<URL, "pathname">): boolean =>
  /^\/(?:_next\/static\/.+\.css|fonts\/[\w.-]+|scripts\/reader\.js|icon\.svg)$/.test(pathname);

/** Whose page it is, as the page says; null for a page that is no lesson's. */
export const ownerOf = (html: string): string | null => / data-reader="([\w-]{12})"/.exec(html)?.[1] ?? null;

/**
 * A page without what people wrote under it: comments are taken back, hidden and purged, may be for those alone who read them in
 * their room, and are not kept where nobody can do that.
 */
export const withoutComments = (html: string): string => html.replace(/<section id="comments"[\s\S]*?<\/section>/, "");

/** A page that says when it was kept: the reader's program shows it in the page's own words. */
export const markKept = (html: string, keptAt: string): string =>
  html.replace("<body", `<body data-kept-at="${keptAt}"`);
