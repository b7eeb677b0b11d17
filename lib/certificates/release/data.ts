import type { Transaction } from "@/lib/db/client";

/** Everything of an event that its documents say, but for the person. */
export const readSource = (tx: Transaction, eventId: string) =>
  tx.event.findUniqueOrThrow({
    where: { id: eventId },
    select: {
      id: true,
      reference: true,
      zone: true,
      opensAt: true,
      closesAt: true,
      closedAt: true,
      languages: true,
      certificateKind: true,
      signatory: true,
      blueprint: true,
      thresholdPercent: true,
      strict: true,
      studyHours: true,
      supervision: true,
      validMonths: true,
      dossier: true,
      layers: { select: { language: true, title: true } },
      course: {
        select: { studyHours: true, level: true, layers: { select: { language: true, title: true, outcomes: true } } },
      },
      organization: {
        select: {
          name: true,
          certificateTemplate: {
            select: {
              colours: true,
              logoId: true,
              signatureId: true,
              signatory: true,
              words: true,
              revision: true,
            },
          },
        },
      },
    },
  });

export type Source = Awaited<ReturnType<typeof readSource>>;

/** How sure it is of each of these people who they are, by person. */
export async function readIdentities(
  tx: Transaction,
  eventId: string,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.enrolment.findMany({
    where: { eventId, personId: { in: [...personIds] } },
    select: { personId: true, identity: true },
  });
  return new Map(rows.map(({ personId, identity }) => [personId, identity]));
}
