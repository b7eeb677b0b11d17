import { crc32, deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bakePng, bakeSvg } from "../credential/bake";
import { PNG_KEYWORD, PNG_SIGNATURE, readCredentialFile, SVG_NAMESPACE } from "./read-file";

const credential = { name: "Amina \u{1F600} أمينة", text: "]]> --> </openbadges:credential> &amp; <!-- x -->" };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function chunk(type: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const body = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
const header = chunk("IHDR", Buffer.from("00000001000000010806000000", "hex"));
const end = chunk("IEND", Buffer.alloc(0));
const png = (...chunks: Buffer[]): Buffer => Buffer.concat([PNG_SIGNATURE, header, ...chunks, end]);
const text = (content: Buffer, compressed = 0, method = 0): Buffer =>
  chunk(
    "iTXt",
    Buffer.concat([Buffer.from(`${PNG_KEYWORD}\0`), Buffer.from([compressed, method]), Buffer.from("\0\0"), content]),
  );
const svg = (inside: string, root = `xmlns:openbadges="${SVG_NAMESPACE}"`): Uint8Array =>
  bytes(`<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" ${root}>${inside}<circle r="1"/></svg>`);

describe("a file with a credential", () => {
  it.each([
    ["JSON", bytes(JSON.stringify(credential)), "json"],
    ["JSON with a mark of its encoding and white space", bytes(`\uFEFF\n ${JSON.stringify(credential)}\n`), "json"],
    ["a PNG that was baked here", bakePng(png(), credential), "png"],
    ["a PNG with compressed text", png(text(deflateSync(JSON.stringify(credential)), 1)), "png"],
    [
      "an SVG that was baked here",
      bytes(bakeSvg('<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>', credential)),
      "svg",
    ],
    [
      "an SVG under another prefix, with escapes",
      svg(
        `<ob:credential>${JSON.stringify({ a: "<&>" }).replaceAll("&", "&amp;").replaceAll("<", "&#60;").replaceAll(">", "&#x3E;")}</ob:credential>`,
        `xmlns:ob='${SVG_NAMESPACE}'`,
      ),
      "svg",
    ],
  ] as const)("is read: %s", async (name, file, kind) => {
    const expected = name.includes("escapes") ? { a: "<&>" } : credential;
    expect(await readCredentialFile(file)).toEqual({ ok: true, kind, credential: expected });
  });

  it("is still a picture when it was baked: every chunk is whole", () => {
    const baked = bakePng(png(), credential);
    const types: string[] = [];
    for (let at = 8; at < baked.length; ) {
      const length = baked.readUInt32BE(at);
      const body = baked.subarray(at + 4, at + 8 + length);
      expect(baked.readUInt32BE(at + 8 + length)).toBe(crc32(body));
      types.push(body.subarray(0, 4).toString("latin1"));
      at += 12 + length;
    }
    expect(types).toEqual(["IHDR", "iTXt", "IEND"]);
  });
});

describe("another file is refused", () => {
  it.each([
    ["nothing", new Uint8Array(), "unknown-kind"],
    ["plain text", bytes("hello"), "unknown-kind"],
    ["bytes", Uint8Array.of(0xff, 0xfe, 0x00), "unknown-kind"],
    ["a PDF", bytes("%PDF-1.7"), "pdf"],
    ["a list", bytes("[]"), "unknown-kind"],
    ["half a JSON", bytes('{"a":'), "broken"],
    ["a PNG without text", png(), "no-credential"],
    ["a PNG with text of another kind", png(chunk("iTXt", Buffer.from("Comment\0\0\0\0\0hello"))), "no-credential"],
    ["a PNG with two", png(text(Buffer.from("{}")), text(Buffer.from("{}"))), "ambiguous"],
    ["a PNG with a web token", png(text(Buffer.from("eyJh.eyJi.c"))), "no-credential"],
    ["a PNG with broken compression", png(text(Buffer.from("{}"), 1)), "broken"],
    ["a PNG with an unknown compression", png(text(deflateSync("{}"), 1, 7)), "broken"],
    ["a PNG with a bomb", png(text(deflateSync(Buffer.alloc(8_000_000, 0x20)), 1)), "broken"],
    ["a PNG that was cut off", png(text(Buffer.from("{}"))).subarray(0, 60), "broken"],
    ["an SVG without", svg(""), "no-credential"],
    [
      "an SVG whose element is of another vocabulary",
      svg("<openbadges:credential>{}</openbadges:credential>", 'xmlns:openbadges="https://x.example"'),
      "no-credential",
    ],
    [
      "an SVG with two",
      svg("<openbadges:credential>{}</openbadges:credential><openbadges:credential>{}</openbadges:credential>"),
      "ambiguous",
    ],
    ["an SVG with a web token", svg('<openbadges:credential verify="eyJh.eyJi.c"/>'), "no-credential"],
    [
      "an SVG that declares entities",
      bytes(`<!DOCTYPE svg [<!ENTITY a "b">]>${Buffer.from(svg("")).toString()}`),
      "broken",
    ],
    ["too much", bytes(`{"a":"${"x".repeat(600_000)}"}`), "too-large"],
    ["far too much", new Uint8Array(2_200_000), "too-large"],
  ] as const)("%s", async (_, file, reason) => {
    expect(await readCredentialFile(file)).toEqual({ ok: false, reason });
  });

  it("whatever its bytes are, with an answer and not an exception", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom("", "png", "<svg ", "{"),
        async (noise, start) => {
          const head = start === "png" ? PNG_SIGNATURE : bytes(start);
          expect((await readCredentialFile(Buffer.concat([head, noise]))).ok).toBe(false);
        },
      ),
    );
  });
});
