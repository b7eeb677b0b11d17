import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { translator } from "@/lib/content/messages";
import { lessonFrontMatterSchema } from "@/lib/content/schema";
import { Video } from "./video";

const film = {
  url: "/films/points-of-contact.mp4",
  seconds: 250,
  megabytes: 12.5,
  captions: [
    { language: "en" as const, url: "/films/points-of-contact.en.vtt" },
    { language: "fr" as const, url: "/films/points-of-contact.fr.vtt" },
  ],
  transcript: "Two people look for a number.\nNobody answers.",
};
const draw = (video: typeof film) =>
  renderToStaticMarkup(
    createElement(Video, { page: { t: translator("en"), language: "en" }, title: "Points of contact", video }),
  );

const parse = (resource: object) =>
  lessonFrontMatterSchema.safeParse({
    title: "T",
    keyQuestion: "Q?",
    citations: [{ document: "A/70/174" }],
    resources: [{ title: "A film", kind: "video", ...resource }],
  });

describe("a video among a lesson's resources", () => {
  it("says its length, its size and its captions before anything is loaded", () => {
    const html = draw(film);
    const before = html.slice(0, html.indexOf("<video"));
    for (const words of ["4:10", "12.5 MB", "English and Français"]) expect(before).toContain(words);
    expect(html).toContain('preload="none"');
    expect(html).not.toMatch(/autoplay|poster=/);
    expect(html).toMatch(/^<div[^>]*><details class="no-print"><summary>/);
  });

  it("has a track for each language, and its words without a picture", () => {
    const html = draw(film);
    expect(html.match(/<track kind="captions"/g)).toHaveLength(2);
    expect(html).toContain("Nobody answers.");
  });

  it("that lies elsewhere is a link: nothing of another site is loaded here", () => {
    const html = draw({ ...film, url: "https://films.example.org/one" });
    expect(html).toContain('href="https://films.example.org/one"');
    expect(html).not.toMatch(/<video|<source|<track/);
  });

  it.each([
    { resource: { video: film }, good: true, why: "whole" },
    { resource: {}, good: true, why: "no link given" },
    { resource: { kind: "document", video: film }, good: false, why: "no video" },
    { resource: { video: { ...film, captions: [] } }, good: false, why: "without captions" },
    { resource: { video: { ...film, transcript: " " } }, good: false, why: "without a transcript" },
    { resource: { video: { ...film, seconds: 0 } }, good: false, why: "without a length" },
    { resource: { video: { ...film, url: "javascript:alert(1)" } }, good: false, why: "an address that is a program" },
    {
      resource: { video: { ...film, url: "//films.example.org/one" } },
      good: false,
      why: "an address without a scheme",
    },
  ])("$why: $good", ({ resource, good }) => {
    expect(parse(resource).success).toBe(good);
  });
});
