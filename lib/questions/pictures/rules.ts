import { ok, type Result, refuse } from "@/lib/result";
import { examineFile } from "@/lib/uploads/rules";

/** The largest picture of a question: an exam is sat on thin lines too. */
export const MAXIMUM_PICTURE_BYTES = 2 * 1024 * 1024;

/** The endings of the pictures that are taken, as a file field's `accept` lists them. */
export const acceptedPictures = ".png,.jpg,.jpeg,.webp";

export type PictureRefusal = "kind" | "too-large" | "too-many";

/** Whether a file may be a question's picture, by its ending and by what it really is; drawings that run programs are none. */
export function examinePicture(file: {
  readonly name: string;
  readonly content: Uint8Array;
}): Result<{ readonly type: string }, Exclude<PictureRefusal, "too-many">> {
  if (file.content.length > MAXIMUM_PICTURE_BYTES) return refuse("too-large");
  const examined = examineFile(file);
  return examined.ok && examined.value.type.startsWith("image/") ? ok({ type: examined.value.type }) : refuse("kind");
}

/** What would end the words of a picture before their end, and what says the same. */
const plainer: Readonly<Record<string, string>> = { "[": "(", "]": ")", "`": "'", "\\": "/" };

/** The line that shows a picture in a question. */
export const pictureMarkdown = (id: string, words: string): string =>
  `![${words.replace(/[[\]`\\]/g, (sign) => plainer[sign] ?? "")}](/api/pictures/${id})`;
