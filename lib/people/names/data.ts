import type { Permit } from "@/lib/access/authorize";
import type { OwnedSubject } from "@/lib/access/policy";
import { db } from "@/lib/db/client";
import type { CertificateName } from "./types";

/** A person's seat in an event, for the access table; null for who has none. */
export const getOwnSeat = (slug: string, personId: string): Promise<OwnedSubject | null> =>
  db.enrolment.findFirst({
    where: { event: { slug }, personId, state: "enrolled" },
    select: { id: true, personId: true },
  });

/** How a certificate of this event would write the learner's name; null where the event gives none. */
export async function getCertificateName({ subject }: Permit<"enrolment.use">): Promise<CertificateName | null> {
  const { event, person, confirmedName, confirmedNative, nameConfirmedAt } = await db.enrolment.findUniqueOrThrow({
    where: { id: subject.id },
    select: {
      confirmedName: true,
      confirmedNative: true,
      nameConfirmedAt: true,
      person: { select: { fullName: true, nativeName: true } },
      event: { select: { slug: true, state: true, certificateKind: true, contacts: true } },
    },
  });
  if (!event.certificateKind) return null;
  const name =
    nameConfirmedAt !== null && confirmedName !== null
      ? { fullName: confirmedName, nativeName: confirmedNative, confirmedAt: nameConfirmedAt }
      : { ...person, confirmedAt: null };
  return {
    eventSlug: event.slug,
    ...name,
    changeable: event.state === "published",
    contacts: (event.contacts as unknown as readonly { readonly email: string }[]).map(({ email }) => email),
  };
}
