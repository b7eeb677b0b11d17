/** "IHDR", the name of a PNG file's first part. */
const IMAGE_HEADER = 0x49484452;

/** Width and height of a PNG or JPEG picture in pixels, from its head; null where it does not say. */
export function pictureSize(
  content: Uint8Array,
  type: string,
): { readonly width: number; readonly height: number } | null {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  if (type === "image/png")
    return content.length < 24 || view.getUint32(12) !== IMAGE_HEADER
      ? null
      : { width: view.getUint32(16), height: view.getUint32(20) };
  let at = 2;
  while (at + 9 <= content.length && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    // Frame headers; of the numbers between them, three are other tables.
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc)
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}
