import type { Permit } from "@/lib/access/authorize";
import { db } from "@/lib/db/client";
import { examineFile, uploadProblem } from "@/lib/uploads/rules";
import { getOpenReturn } from "../dossier/data";
import { mayShowLogo, type NamedPerson, personNamed } from "../dossier/rules";
import { readStored } from "../dossier/schema";
import type {
  ClosingFields,
  ClosingView,
  DossierProblem,
  ReadyDossier,
  StoredDossier,
  Supervision,
} from "../dossier/types";
import type { CertificateKind } from "../types";

/** Reads what an organizer wrote beside the report: whom it names, and whether its partner may show a logo. */
export async function readClosing(
  { subject }: Permit<"event.manage">,
  fields: ClosingFields,
  logo: ReadyDossier["logo"],
): Promise<{ readonly problems: readonly DossierProblem[] } | { readonly ready: ReadyDossier }> {
  const problems: DossierProblem[] = [];
  const examined = logo && examineFile(logo);
  // Documents print pictures of these two kinds.
  if (examined && !examined.ok) problems.push({ field: "logo", key: uploadProblem(examined.reason) });
  else if (examined && !/^image\/(?:png|jpeg)$/.test(examined.value.type))
    problems.push({ field: "logo", key: "problem.dossier.logo" });
  const { partners } = await db.event.findUniqueOrThrow({
    where: { id: subject.id },
    select: { partners: { select: { name: true, role: true } } },
  });
  const exceptions: StoredDossier["exceptions"][number][] = [];
  const people = fields.exceptions.some(({ who }) => who) ? await listParticipants(subject.id) : [];
  for (const { number, who, reason } of fields.exceptions) {
    if (!who && !reason) continue;
    const known = personNamed(people, who);
    if (typeof known === "string") problems.push({ field: `who${number}`, key: `problem.dossier.${known}` });
    else if (exceptions.some(({ personId }) => personId === known.personId))
      problems.push({ field: `who${number}`, key: "problem.dossier.twice" });
    else exceptions.push({ personId: known.personId, reason });
    if (who && !reason) problems.push({ field: `why${number}`, key: "problem.dossier.reason" });
  }
  if (fields.partner) {
    const roles = partners.filter(({ name }) => name === fields.partner).map(({ role }) => role);
    if (!mayShowLogo(roles)) problems.push({ field: "partner", key: "problem.dossier.partner-role" });
    if (!fields.partnerWhy) problems.push({ field: "partnerWhy", key: "problem.dossier.partner-why" });
  }
  if (fields.signatory && !fields.signatoryWhy)
    problems.push({ field: "signatoryWhy", key: "problem.dossier.signatory-why" });
  if (problems.length > 0) return { problems };
  const { partner, partnerWhy, signatory, signatoryWhy, supervision, validMonths } = fields;
  return {
    ready: {
      exceptions,
      partnerLogo: partner ? { partner, justification: partnerWhy } : null,
      signatory: signatory ? { name: signatory, justification: signatoryWhy } : null,
      logo: partner ? logo : null,
      supervision,
      validMonths,
    },
  };
}

/** Everybody enrolled, with the names and addresses by which an organizer may name them. */
async function listParticipants(eventId: string): Promise<NamedPerson[]> {
  const rows = await db.enrolment.findMany({
    where: { eventId, state: "enrolled" },
    select: {
      confirmedName: true,
      person: { select: { id: true, fullName: true, nativeName: true, addresses: { select: { canonical: true } } } },
    },
  });
  return rows.map(({ confirmedName, person: { id, fullName, nativeName, addresses } }) => ({
    personId: id,
    names: [fullName, nativeName, confirmedName].filter((name) => name !== null),
    addresses: addresses.map(({ canonical }) => canonical),
  }));
}

/** What the page for closing an event, or for handing it in again, begins with. */
export async function getClosing({ subject }: Permit<"event.manage">, language: string): Promise<ClosingView> {
  const event = await db.event.findUniqueOrThrow({
    where: { id: subject.id },
    select: {
      slug: true,
      state: true,
      certificateKind: true,
      blueprint: true,
      closingReport: true,
      signatory: true,
      supervision: true,
      validMonths: true,
      dossier: true,
      partners: { orderBy: { name: "asc" }, select: { name: true, role: true } },
      enrolments: {
        where: { state: "enrolled", nameConfirmedAt: null },
        orderBy: { person: { fullName: "asc" } },
        select: { person: { select: { fullName: true } } },
      },
    },
  });
  const stored = readStored(event.dossier);
  const named = await db.person.findMany({
    where: { id: { in: stored.exceptions.map(({ personId }) => personId) } },
    select: { id: true, fullName: true, addresses: { take: 1, select: { address: true } } },
  });
  const nameOf = new Map(named.map(({ id, fullName, addresses }) => [id, addresses[0]?.address ?? fullName]));
  const names = [...new Set(event.partners.map(({ name }) => name))];
  return {
    slug: event.slug,
    state: event.state,
    certificateKind: event.certificateKind as CertificateKind | null,
    hasExam: event.blueprint !== null,
    report: event.closingReport,
    signatory: event.signatory,
    supervision: event.supervision as Supervision | null,
    validMonths: event.validMonths,
    stored,
    exceptions: stored.exceptions.map(({ personId, reason }) => ({ who: nameOf.get(personId) ?? "", reason })),
    partners: names.map((name) => ({
      name,
      mayShowLogo: mayShowLogo(event.partners.filter((one) => one.name === name).map(({ role }) => role)),
    })),
    unconfirmed: event.enrolments.map(({ person }) => person.fullName).sort((a, b) => a.localeCompare(b, language)),
    returned: event.state === "closed" ? await getOpenReturn(db, subject.id) : null,
  };
}
