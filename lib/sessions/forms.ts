import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import { slugSchema } from "@/lib/content/schema";
import { defineForm, type FormAnswer, fileField, type Problem } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { type UploadRefusal, uploadProblem } from "@/lib/uploads/rules";
import { getEnrolmentPlace } from "./attendance/data";
import { checkIn, endCheckIn, openCheckIn, recordRoll } from "./attendance/mutations";
import { getEventZone } from "./data";
import { addFile, cancelSession, deleteSession, removeFile, removeStaff, saveSession, saveStaff } from "./mutations";
import { problemKey, readTimes } from "./rules";
import { fileFields, sessionFields, sessionLayers, staffFields, staffLayers } from "./schema";

const refusal = (field: string | null, reason: string): FormAnswer => ({
  refused: [{ field, key: problemKey(reason) }],
});
const desk = (slug: string): string => `/organize/events/${slug}/sessions`;
const uploadReasons: ReadonlySet<string> = new Set(["empty", "too-large", "kind", "content", "too-much"]);

export const saveSessionForm = defineForm({
  schema: sessionFields,
  run: async (fields, { actor, at }) => {
    const event = found(await getEventSubject(fields.event), "event");
    const permit = authorize(actor, "event.manage", event);
    const problems: Problem[] = [];
    const { layers, untitled } = sessionLayers(fields);
    if (untitled || Object.keys(layers).length === 0)
      problems.push({ field: `title_${untitled ?? "en"}`, key: "problem.session.title" });
    const times = readTimes(fields, await getEventZone(permit));
    if (!times.ok) problems.push({ field: times.field, key: problemKey(times.reason) });
    if (!times.ok || problems.length > 0) return { refused: problems };
    const saved = await saveSession(permit, {
      id: fields.session || null,
      shown: fields.shown,
      layers,
      ...times.value,
      room: fields.room || null,
      link: fields.link || null,
    });
    return saved.ok
      ? { to: at(`${desk(fields.event)}?done=session#session-${saved.value.id}`) }
      : refusal(null, saved.reason);
  },
});

export const changeSessionForm = defineForm({
  schema: z.object({
    event: slugSchema,
    session: z.uuid(),
    intent: z.enum(["cancel", "delete"]),
    sure: z.literal("yes", "problem.session.sure"),
  }),
  run: async ({ event: slug, session, intent }, { actor, at }) => {
    const event = found(await getEventSubject(slug), "event");
    const permit = authorize(actor, "event.manage", event);
    const changed = intent === "cancel" ? await cancelSession(permit, session) : await deleteSession(permit, session);
    return changed.ok
      ? { to: at(`${desk(slug)}?done=${intent === "cancel" ? "cancelled" : "deleted"}`) }
      : refusal(null, changed.reason);
  },
});

export const saveStaffForm = defineForm({
  schema: staffFields,
  run: async (fields, { actor, at }) => {
    const event = found(await getEventSubject(fields.event), "event");
    const permit = authorize(actor, "event.manage", event);
    const { layers, untitled } = staffLayers(fields);
    if (untitled || Object.keys(layers).length === 0) return refusal(`role_${untitled ?? "en"}`, "role");
    const { staff, kind, fullName, place } = fields;
    const saved = await saveStaff(permit, { id: staff || null, kind, fullName: fullName || null, layers, place });
    return saved.ok ? { to: at(`${desk(fields.event)}?done=staff#staff`) } : refusal(null, saved.reason);
  },
});

export const removeStaffForm = defineForm({
  schema: z.object({ event: slugSchema, staff: z.uuid() }),
  run: async ({ event: slug, staff }, { actor, at }) => {
    const event = found(await getEventSubject(slug), "event");
    const removed = await removeStaff(authorize(actor, "event.manage", event), staff);
    return removed.ok ? { to: at(`${desk(slug)}?done=staff-removed#staff`) } : refusal(null, removed.reason);
  },
});

export const addFileForm = defineForm({
  schema: fileFields.extend({ file: fileField }),
  run: async ({ event: slug, session, kind, title, audience, file }, { actor, at }) => {
    const event = found(await getEventSubject(slug), "event");
    const permit = authorize(actor, "event.manage", event);
    if (!file) return { refused: [{ field: "file", key: "problem.file-needed" }] };
    const named = title || (file.name.split(/[/\\]/).at(-1) ?? "").replace(/\.[^.]*$/, "").slice(0, 200) || "-";
    const added = await addFile(permit, { sessionId: session || null, kind, title: named, audience, content: file });
    if (added.ok) return { to: at(`${desk(slug)}?done=file#${session ? `session-${session}` : "documents"}`) };
    return uploadReasons.has(added.reason)
      ? { refused: [{ field: "file", key: uploadProblem(added.reason as UploadRefusal) }] }
      : refusal(null, added.reason);
  },
});

export const removeFileForm = defineForm({
  schema: z.object({ event: slugSchema, file: z.uuid() }),
  run: async ({ event: slug, file }, { actor, at }) => {
    const event = found(await getEventSubject(slug), "event");
    const removed = await removeFile(authorize(actor, "event.manage", event), file);
    return removed.ok ? { to: at(`${desk(slug)}?done=file-removed`) } : refusal(null, removed.reason);
  },
});

const states = z.enum(["present", "absent", "excused"]);

/** Each person's state arrives as `state_<enrolment>`, and what the page showed of it as `was_<enrolment>`. */
export const recordRollForm = defineForm({
  schema: z.object({ event: slugSchema, session: z.uuid() }).catchall(z.unknown()),
  run: async ({ event: slug, session, ...fields }, { actor, at }) => {
    const event = found(await getEventSubject(slug), "event");
    const permit = authorize(actor, "attendance.record", event);
    const changes = Object.entries(fields).flatMap(([name, value]) => {
      const enrolmentId = z.uuid().safeParse(name.replace(/^state_/, "")).data;
      const state = states.safeParse(value).data;
      return enrolmentId && state && fields[`was_${enrolmentId}`] !== state ? [{ enrolmentId, state }] : [];
    });
    const saved = await recordRoll(permit, session, changes.slice(0, 5000));
    return saved.ok
      ? { to: at(`${desk(slug)}/${session}/attendance?done=saved&count=${saved.value.recorded}`) }
      : refusal(null, saved.reason);
  },
});

export const checkInCodeForm = defineForm({
  schema: z.object({ event: slugSchema, session: z.uuid(), intent: z.enum(["open", "end"]) }),
  run: async ({ event: slug, session, intent }, { actor, at }) => {
    const event = found(await getEventSubject(slug), "event");
    const permit = authorize(actor, "attendance.record", event);
    const changed = intent === "open" ? await openCheckIn(permit, session) : await endCheckIn(permit, session);
    return changed.ok
      ? { to: at(`${desk(slug)}/${session}/attendance?done=code-${intent}#check-in`) }
      : refusal(null, changed.reason);
  },
});

export const checkInForm = defineForm({
  schema: z.object({ event: slugSchema, code: z.string().max(100).default("") }),
  run: async ({ event: slug, code }, { actor, at }) => {
    const place = found(await getEnrolmentPlace(slug, actor.id), "enrolment");
    const checked = await checkIn(authorize(actor, "enrolment.use", place), code);
    return checked.ok
      ? { to: at(`/learn/${slug}?done=checked-in#session-${checked.value.sessionId}`) }
      : refusal("code", `check-in-${checked.reason}`);
  },
});
