import type { MessageValues } from "@/lib/content/messages";
import type { Transaction } from "@/lib/db/client";
import { env } from "@/lib/env";
import { formatInstant } from "@/lib/format/dates";
import { isLanguage, localPath } from "@/lib/format/languages";
import { pickLayer } from "@/lib/format/layers";

/**
 * What the letters of admission say of an event, in the addressee's language: {event, link} and, where given, {until} in the
 * event's zone. The link leads to the event's public page, where the person's own state stands.
 */
export async function letterValues(
  tx: Transaction,
  eventId: string,
  personId: string,
  { until }: { readonly until?: Date } = {},
): Promise<MessageValues> {
  const event = await tx.event.findUniqueOrThrow({
    where: { id: eventId },
    select: { slug: true, zone: true, layers: { select: { language: true, title: true } } },
  });
  const person = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { language: true } });
  const language = isLanguage(person.language) ? person.language : "en";
  return {
    event: pickLayer(event.layers, language)?.title ?? event.slug,
    link: env().origin + localPath(language, `/events/${event.slug}`),
    ...(until ? { until: formatInstant(until, language, event.zone) } : {}),
  };
}
