import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { slugSchema } from "@/lib/content/schema";
import { defineForm } from "@/lib/entry/define-form";
import { AppError, found } from "@/lib/errors";
import { getOutline, getReadingEvent } from "./data";
import { markPageRead, markPageUnread } from "./mutations";
import { findPlace, neighboursOf, pathOfPlace } from "./rules";

/** Marks a page as read and goes on to the next one, or takes the mark off and stays. */
export const markReadForm = defineForm({
  schema: z.object({
    event: slugSchema,
    module: slugSchema,
    lesson: slugSchema,
    number: z.string().regex(/^[1-9]\d{0,2}$/),
    read: z.enum(["yes", "no"]),
    onward: z.enum(["continue", "stay"]).default("stay"),
  }),
  run: async (input, { actor, language, at }) => {
    const event = found(await getReadingEvent(actor, input.event, language), "event");
    if (event.enrolment?.state !== "enrolled") throw new AppError("not-found", "not enrolled");
    const permit = authorize(actor, "enrolment.use", { id: event.enrolment.id, personId: actor.id });
    const outline = await getOutline(permit, event, language);
    const place = found(findPlace(outline, input.module, input.lesson, Number(input.number)), "page of the edition");
    const page = { versionId: place.lesson.versionId, page: place.page };
    await (input.read === "yes" ? markPageRead(permit, page) : markPageUnread(permit, page));
    if (input.onward === "stay") return { to: `${at(pathOfPlace(event.slug, place))}#mark` };
    const { next } = neighboursOf(outline, place);
    return { to: at(next ? pathOfPlace(event.slug, next) : `/learn/${event.slug}?done=last-page`) };
  },
});
