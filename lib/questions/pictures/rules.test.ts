import { describe, expect, it } from "vitest";
import { renderStem } from "../markdown";
import { findPictureProblems } from "../rules";
import { examinePicture, MAXIMUM_PICTURE_BYTES, pictureMarkdown } from "./rules";

const bytes = (text: string, length = text.length): Uint8Array => {
  const content = new Uint8Array(length);
  content.set(Buffer.from(text, "latin1"));
  return content;
};
const png = "\x89PNG\r\n\x1a\n";

describe("examinePicture", () => {
  it.each([
    { name: "map.png", content: bytes(png), type: "image/png" },
    { name: "map.JPEG", content: bytes("\xff\xd8\xff\xe0"), type: "image/jpeg" },
    { name: "map.webp", content: bytes("RIFF\x10\0\0\0WEBPVP8 "), type: "image/webp" },
    { name: "map.png", content: bytes(png, MAXIMUM_PICTURE_BYTES), type: "image/png" },
  ])("takes $name as $type", ({ name, content, type }) =>
    expect(examinePicture({ name, content })).toEqual({ ok: true, value: { type } }),
  );

  it.each([
    { name: "map.svg", content: bytes("<svg onload=alert(1)>"), reason: "kind", why: "a drawing may run a program" },
    { name: "map.png", content: bytes("<svg onload=alert(1)>"), reason: "kind", why: "it is no PNG" },
    { name: "map.jpg", content: bytes(png), reason: "kind", why: "it is a PNG" },
    { name: "map.gif", content: bytes("GIF89a"), reason: "kind", why: "it moves" },
    { name: "map.pdf", content: bytes("%PDF-1.7"), reason: "kind", why: "a file, and no picture" },
    { name: "map.png", content: bytes(""), reason: "kind", why: "it is empty" },
    { name: "map.png", content: bytes(png, MAXIMUM_PICTURE_BYTES + 1), reason: "too-large", why: "a byte too many" },
  ])("refuses $name: $reason, $why", ({ name, content, reason }) =>
    expect(examinePicture({ name, content })).toEqual({ ok: false, reason }),
  );
});

describe("pictureMarkdown", () => {
  const id = "0b1f6f2e-7a5b-4c7e-9a51-2f1f0a3c9d11";
  it.each(["A map", "A [map] of (three) States", 'Quotes " and <b>', "خريطة", "a * b _ c ` d \\"])(
    "%s is shown, and nothing is left to mend",
    (words) => {
      const line = pictureMarkdown(id, words);
      expect(findPictureProblems(line)).toEqual([]);
      expect(renderStem(line)).toContain(`<img src="/api/pictures/${id}"`);
    },
  );
});
