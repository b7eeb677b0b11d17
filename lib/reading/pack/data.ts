import { translator } from "@/lib/content/messages";
import { found } from "@/lib/errors";
import type { Language } from "@/lib/format/languages";
import { isoDay } from "@/lib/library/sources/rules";
import { getLessonPage, type ReaderPermit } from "../data";
import { lessonNumber } from "../rules";
import type { ReadingEvent, TitledLesson, TitledModule, TitledOutline } from "../types";
import { packText } from "./rules";
import type { PackSize, WholeLesson } from "./types";

/** All pages of a lesson. */
export async function getWholeLesson(
  permit: ReaderPermit,
  module: TitledModule,
  lesson: TitledLesson,
  language: Language,
): Promise<WholeLesson> {
  const pages = await Promise.all(
    lesson.pages.map(async ({ number, title }) => {
      const text = await getLessonPage(permit, { module, lesson, page: number }, language);
      return { number, title, text: found(text, "text of the page") };
    }),
  );
  return { number: lessonNumber({ module, lesson }), title: lesson.title, keyQuestion: lesson.keyQuestion, pages };
}

/** Texts by edition, module, language and day. An edition never changes; what is known of its sources does, and is told by day. */
const packs = new Map<string, string>();
const maximumPacks = 120;

type PackedEvent = Pick<ReadingEvent, "editionId" | "courseTitle" | "reviewed">;

/** The text of one module of an event's edition, as a file. */
export async function getPack(
  permit: ReaderPermit,
  { editionId, courseTitle, reviewed }: PackedEvent,
  module: TitledModule,
  language: Language,
): Promise<string> {
  const madeOn = new Date();
  const key = [editionId, module.position, language, reviewed, isoDay(madeOn)].join(" ");
  const known = packs.get(key);
  if (known !== undefined) return known;
  const lessons: WholeLesson[] = [];
  for (const lesson of module.lessons) lessons.push(await getWholeLesson(permit, module, lesson, language));
  const heading = { text: `${module.position}. ${module.title.text}`, language: module.title.language };
  const frame = { course: courseTitle, heading, reviewed, madeOn };
  const text = packText(frame, lessons, language, translator(language));
  const oldest = packs.keys().next().value;
  if (packs.size >= maximumPacks && oldest !== undefined) packs.delete(oldest);
  packs.set(key, text);
  return text;
}

/** How large the text of each module is that has lessons. */
export async function listPackSizes(
  permit: ReaderPermit,
  event: PackedEvent,
  outline: TitledOutline,
  language: Language,
): Promise<PackSize[]> {
  const sizes: PackSize[] = [];
  for (const module of outline.modules)
    if (module.lessons.length > 0)
      sizes.push({
        slug: module.slug,
        position: module.position,
        title: module.title,
        bytes: Buffer.byteLength(await getPack(permit, event, module, language)),
      });
  return sizes;
}
