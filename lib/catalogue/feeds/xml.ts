import { escapeHtml } from "@/lib/format/escape-html";
import { languages, localPath } from "@/lib/format/languages";
import { addressOf, describeEvent, type FeedFrame, withoutControls } from "./texts";
import type { FeedEvent, PublicSlugs } from "./types";

/** Text as it stands in an XML element or attribute. */
export const escapeXml = (text: string): string => escapeHtml(withoutControls(text));

/**
 * The public events as a feed for readers of news, the latest news first.
 * Source: RSS 2.0 with atom:link rel="self"; a description is HTML, so plain text is escaped twice.
 */
export function writeFeed(events: readonly FeedEvent[], frame: FeedFrame): string {
  const { origin, language, t, now } = frame;
  const query = language === "en" ? "" : `?language=${language}`;
  const items = [...events].sort(latestFirst).map((event) => {
    const page = addressOf(frame, `/events/${event.slug}`);
    const told = toldAt(event);
    return [
      "<item>",
      `<title>${escapeXml(event.cancelledAt ? t("feeds.cancelled", { title: event.title }) : event.title)}</title>`,
      `<link>${escapeXml(page)}</link>`,
      // A cancellation is news of its own: a reader shows no item twice.
      `<guid isPermaLink="false">urn:uuid:${event.id}${event.cancelledAt ? "#cancelled" : ""}</guid>`,
      ...(told ? [`<pubDate>${told.toUTCString()}</pubDate>`] : []),
      `<description>${escapeXml(describeEvent(event, frame).map(escapeXml).join("<br>"))}</description>`,
      "</item>",
    ].join("\n");
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">',
    "<channel>",
    `<title>${escapeXml(t("feeds.title"))}</title>`,
    `<link>${escapeXml(addressOf(frame, "/events"))}</link>`,
    `<description>${escapeXml(t("feeds.description"))}</description>`,
    `<language>${language}</language>`,
    `<lastBuildDate>${now.toUTCString()}</lastBuildDate>`,
    `<atom:link href="${escapeXml(`${origin}/events.rss${query}`)}" rel="self" type="application/rss+xml"/>`,
    ...items,
    "</channel>",
    "</rss>",
    "",
  ].join("\n");
}

/** When there was news of an event: that it is held, or that it is not. */
const toldAt = ({ cancelledAt, publishedAt }: FeedEvent): Date | null => cancelledAt ?? publishedAt;
const latestFirst = (a: FeedEvent, b: FeedEvent): number => (toldAt(b)?.getTime() ?? 0) - (toldAt(a)?.getTime() ?? 0);

const shelves = [
  "/",
  "/courses",
  "/events",
  "/calendar",
  "/modules",
  "/workshops",
  "/publications",
  "/library",
  "/norms",
  "/glossary",
  "/verify",
] as const;

/** The paths of every public page, without a language. */
export const listPublicPaths = ({ courses, events, modules, profiles, documents }: PublicSlugs): string[] => [
  ...shelves,
  ...courses.map((slug) => `/courses/${slug}`),
  ...events.map((slug) => `/events/${slug}`),
  ...modules.map((slug) => `/modules/${slug}`),
  ...[...profiles, ...documents].map((slug) => `/library/${slug}`),
];

/**
 * Every public page in every language, each with its twins in the others; the default for any other language is English.
 * Source: sitemaps.org 0.9 with xhtml:link alternates.
 */
export function writeSiteMap(slugs: PublicSlugs, origin: string): string {
  const entries = listPublicPaths(slugs).flatMap((path) => {
    const alternates = [
      ...languages.map((language) => [language, addressOf({ origin, language }, path)] as const),
      ["x-default", addressOf({ origin, language: "en" }, path)] as const,
    ].map(([language, address]) => `<xhtml:link rel="alternate" hreflang="${language}" href="${escapeXml(address)}"/>`);
    return languages.map((language) =>
      ["<url>", `<loc>${escapeXml(addressOf({ origin, language }, path))}</loc>`, ...alternates, "</url>"].join("\n"),
    );
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ...entries,
    "</urlset>",
    "",
  ].join("\n");
}

/** What is one person's own, or needs a code, is no business of a search engine. */
const unlisted = ["/learn", "/exams", "/account", "/organize", "/admin", "/letters", "/verify/", "/calendar/"] as const;

/** What search engines are asked to leave alone, and where the site map stands. */
export function writeRobots(origin: string): string {
  const paths = unlisted.flatMap((path) => languages.map((language) => localPath(language, path)));
  return [
    "User-agent: *",
    "Disallow: /api/",
    "Disallow: /forms/",
    ...paths.map((path) => `Disallow: ${path}`),
    "",
    `Sitemap: ${origin}/sitemap.xml`,
    "",
  ].join("\n");
}
