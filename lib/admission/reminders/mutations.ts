import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { localPath } from "@/lib/format/languages";
import { pickLayer } from "@/lib/format/layers";
import { writeBulkLetters } from "@/lib/mail/outbox";
import { type Due, listDue } from "./data";
import { inBothZones, type ReminderKind, reminderHours } from "./rules";

const BATCH = 500;

/** Where a reminder leads. */
const addresses: { readonly [Kind in ReminderKind]: (slug: string) => string } = {
  deadline: (slug) => `/events/${slug}`,
  session: (slug) => `/events/${slug}`,
  exam: (slug) => `/learn/${slug}`,
  offer: (slug) => `/events/${slug}`,
  invitation: () => "/account/letters",
};

/** Writes the reminders that are due: each once, however many workers do this at the same time. A job. */
export async function writeReminders(now = new Date()): Promise<void> {
  for (const kind of Object.keys(reminderHours) as ReminderKind[])
    for (;;) {
      const due = await listDue(kind, now, BATCH);
      const written = due.length > 0 ? await writeBatch(kind, due) : 0;
      if (written === 0 || due.length < BATCH) break;
    }
}

function writeBatch(kind: ReminderKind, due: readonly Due[]): Promise<number> {
  return db.$transaction(async (tx) => {
    const events = await tx.event.findMany({
      where: { id: { in: [...new Set(due.map(({ eventId }) => eventId))] } },
      select: { id: true, layers: { select: { language: true, title: true } } },
    });
    const layersOf = new Map(events.map(({ id, layers }) => [id, layers]));
    return writeBulkLetters(
      tx,
      due.map(({ personId, eventId, slug, zone, instant, cause, layers, room, link }) => ({
        personId,
        eventId,
        kind: `reminder-${kind}` as const,
        cause,
        values: (to) => ({
          event: pickLayer(layersOf.get(eventId) ?? [], to.language)?.title ?? slug,
          time: inBothZones(instant, zone, to),
          session: titleIn(layers, to.language),
          placed: room || link ? "yes" : "no",
          place: [room, link].filter(Boolean).join(", "),
          link: env().origin + localPath(to.language, addresses[kind](slug)),
        }),
      })),
    );
  });
}

function titleIn(layers: Due["layers"], language: string): string {
  const known = Object.entries(layers ?? {}).map(([name, layer]) => ({ language: name, title: layer.title ?? "" }));
  return pickLayer(known, language)?.title ?? "";
}
