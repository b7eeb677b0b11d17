import { describe, expect, it } from "vitest";
import { translator } from "@/lib/content/messages";
import type { FeedFrame } from "./texts";
import type { FeedEvent } from "./types";
import { escapeXml, writeFeed, writeRobots, writeSiteMap } from "./xml";

const frame: FeedFrame = {
  origin: "https://academy.example.org",
  language: "en",
  t: translator("en"),
  now: new Date("2027-01-02T03:04:05Z"),
};

const event: FeedEvent = {
  id: "0191a4c2-0000-7000-8000-000000000001",
  slug: "norms-online",
  title: "Norms & measures <online>",
  reference: "CERT-MU/1",
  organization: "Smith & Sons",
  contact: "training@example.org",
  opensAt: null,
  closesAt: null,
  registrationOpensAt: new Date("2027-03-01T05:00:00Z"),
  registrationClosesAt: new Date("2027-03-14T13:00:00Z"),
  zone: "Indian/Mauritius",
  delivery: null,
  place: "Port Louis",
  sequence: 0,
  publishedAt: new Date("2027-01-01T00:00:00Z"),
  cancelledAt: null,
};

describe("escapeXml", () => {
  it.each([
    [`<a href="x">'&'</a>`, "&lt;a href=&quot;x&quot;&gt;'&amp;'&lt;/a&gt;"],
    ["]]>", "]]&gt;"],
    ["bell\u0007, null\u0000, half \ud83d, tab\t", "bell, null, half \ufffd, tab\t"],
    ["العربية", "العربية"],
  ])("%j is %j", (text, escaped) => expect(escapeXml(text)).toBe(escaped));
});

describe("writeFeed", () => {
  const feed = writeFeed([event], frame);

  it("names its own address, and what RSS asks of a channel and an item", () => {
    expect(feed).toMatch(
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<rss version="2\.0" xmlns:atom="http:\/\/www\.w3\.org\/2005\/Atom">/,
    );
    expect(feed).toContain(
      '<atom:link href="https://academy.example.org/events.rss" rel="self" type="application/rss+xml"/>',
    );
    expect(feed).toContain("<lastBuildDate>Sat, 02 Jan 2027 03:04:05 GMT</lastBuildDate>");
    expect(feed).toContain("<pubDate>Fri, 01 Jan 2027 00:00:00 GMT</pubDate>");
    expect(feed).toContain('<guid isPermaLink="false">urn:uuid:0191a4c2-0000-7000-8000-000000000001</guid>');
    expect(feed).toContain("<link>https://academy.example.org/events/norms-online</link>");
  });

  it("tells of a cancellation as news of its own, the latest first", () => {
    const cancelled = { ...event, cancelledAt: new Date("2027-01-02T00:00:00Z") };
    const other = { ...event, id: "0191a4c2-0000-7000-8000-000000000002", title: "Another" };
    const titles = [...writeFeed([other, cancelled], frame).matchAll(/<item>\n<title>(.*)<\/title>/g)];
    expect(titles.map(([, title]) => title)).toEqual(["Cancelled: Norms &amp; measures &lt;online&gt;", "Another"]);
    expect(writeFeed([cancelled], frame)).toContain(
      '<guid isPermaLink="false">urn:uuid:0191a4c2-0000-7000-8000-000000000001#cancelled</guid>\n<pubDate>Sat, 02 Jan 2027',
    );
  });

  it("escapes a title once and the HTML of a description twice", () => {
    expect(feed).toContain("<title>Norms &amp; measures &lt;online&gt;</title>");
    expect(feed).toContain("Organizer: Smith &amp;amp; Sons");
    expect(feed).not.toContain("<online>");
  });

  it("tells a window that is known with its zone, and says of another that it is to be announced", () => {
    expect(feed).toContain("Event: to be announced");
    expect(feed).toContain(
      "Registration: 1 March 2027, 09:00 Mauritius (UTC+4) to 14 March 2027, 17:00 Mauritius (UTC+4)",
    );
  });

  it("is a feed without events too", () => expect(writeFeed([], frame)).not.toContain("<item>"));

  it("names the address of its language as its own", () => {
    const arabic = writeFeed([event], { ...frame, language: "ar", t: translator("ar") });
    expect(arabic).toContain('href="https://academy.example.org/events.rss?language=ar" rel="self"');
    expect(arabic).toContain("<link>https://academy.example.org/ar/events/norms-online</link>");
  });
});

describe("writeSiteMap", () => {
  const map = writeSiteMap(
    { courses: ["a-course"], events: ["an-event"], modules: ["a-module"], profiles: ["itu"], documents: ["a-70-174"] },
    frame.origin,
  );
  const addresses = [...map.matchAll(/<loc>(.*?)<\/loc>/g)].map((match) => match[1]);

  it("lists every public page in three languages, each once", () => {
    expect(addresses).toHaveLength((11 + 5) * 3);
    expect(new Set(addresses).size).toBe(addresses.length);
    for (const path of [
      "/courses/a-course",
      "/fr/events/an-event",
      "/ar/modules/a-module",
      "/library/itu",
      "/fr/library/a-70-174",
      "/ar",
      "/glossary",
    ])
      expect(addresses).toContain(frame.origin + path);
  });

  it("gives each page its twins, itself included, and English to everybody else", () => {
    const entry = map
      .split("<url>")
      .find((text) => text.includes("<loc>https://academy.example.org/ar/library/itu</loc>"));
    const twins = [...(entry ?? "").matchAll(/hreflang="(.*?)" href="(.*?)"/g)].map((match) => match.slice(1, 3));
    expect(twins).toEqual([
      ["en", "https://academy.example.org/library/itu"],
      ["fr", "https://academy.example.org/fr/library/itu"],
      ["ar", "https://academy.example.org/ar/library/itu"],
      ["x-default", "https://academy.example.org/library/itu"],
    ]);
  });
});

describe("writeRobots", () => {
  it("keeps certificate codes and people's own pages out, in every language, and names the site map", () => {
    const robots = writeRobots(frame.origin);
    for (const path of ["/verify/", "/fr/verify/", "/ar/account", "/learn", "/api/"])
      expect(robots).toContain(`Disallow: ${path}\n`);
    expect(robots).toContain("Sitemap: https://academy.example.org/sitemap.xml");
  });
});
