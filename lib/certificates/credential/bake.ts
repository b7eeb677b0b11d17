import { crc32 } from "node:zlib";
import { PNG_KEYWORD, PNG_SIGNATURE, SVG_NAMESPACE } from "../check/read-file";

/*
 * Baking: a credential put into a picture of its badge, as Open Badges 3.0 says where.
 */

/** A PNG picture with the credential in an iTXt chunk of its own, before its picture data. */
export function bakePng(png: Uint8Array, credential: unknown): Buffer {
  const picture = Buffer.from(png);
  if (!PNG_SIGNATURE.every((byte, at) => picture[at] === byte)) throw new Error("The badge is not drawn as PNG.");
  // Keyword, no compression, no language, no translated keyword.
  const content = Buffer.concat([
    Buffer.from(`iTXt${PNG_KEYWORD}\0\0\0\0\0`, "latin1"),
    Buffer.from(JSON.stringify(credential), "utf8"),
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length - 4);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(content));
  const header = PNG_SIGNATURE.length + 12 + picture.readUInt32BE(PNG_SIGNATURE.length);
  return Buffer.concat([picture.subarray(0, header), length, content, sum, picture.subarray(header)]);
}

/** An SVG picture with the credential in an element of its own, as the first thing in it. */
export function bakeSvg(svg: string, credential: unknown): string {
  const start = /<svg\b[^>]*>/.exec(svg);
  if (!start) throw new Error("The badge is not drawn as SVG.");
  // Written so that nothing in it can end the element or the section that it stands in.
  const json = JSON.stringify(credential).replaceAll("<", "\\u003c").replaceAll(">", "\\u003e");
  const root = start[0].replace(/\s*>$/, ` xmlns:openbadges="${SVG_NAMESPACE}">`);
  const at = start.index + start[0].length;
  return `${svg.slice(0, start.index)}${root}<openbadges:credential><![CDATA[${json}]]></openbadges:credential>${svg.slice(at)}`;
}
