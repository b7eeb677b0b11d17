import type { Permit } from "@/lib/access/authorize";
import { readDossiers } from "@/lib/certificates/dossier/data";
import { numbersOf } from "@/lib/certificates/dossier/rules";
import { db } from "@/lib/db/client";
import { GrantRole } from "@/lib/db/generated/enums";
import { pickLayer } from "@/lib/format/layers";
import type { AuditRow, ClosedEvent, GrantRow, OrganizationForm, OrganizationRow } from "./types";

type Administer = Permit<"platform.administer">;

const layerSelect = { select: { language: true, title: true } } as const;

/** Every organization, by name, with what it has. */
export async function listOrganizations(_: Administer): Promise<OrganizationRow[]> {
  const rows = await db.organization.findMany({
    orderBy: { name: "asc" },
    select: {
      slug: true,
      name: true,
      shortName: true,
      reviewRequired: true,
      _count: { select: { courses: true, events: true, grants: { where: { role: "organizer", revokedAt: null } } } },
    },
  });
  return rows.map(({ _count, ...row }) => ({
    ...row,
    courses: _count.courses,
    events: _count.events,
    organizers: _count.grants,
  }));
}

/** One organization for its form; null when there is none of this address. */
export function getOrganization(_: Administer, slug: string): Promise<OrganizationForm | null> {
  return db.organization.findUnique({
    where: { slug },
    select: { slug: true, name: true, shortName: true, description: true, contact: true, reviewRequired: true },
  });
}

/** Every grant that counts now: admins first, then by organization, role and name. */
export async function listGrants(_: Administer, language: string): Promise<GrantRow[]> {
  const rows = await db.grant.findMany({
    where: { revokedAt: null },
    orderBy: [{ role: "asc" }, { person: { fullName: "asc" } }],
    select: {
      id: true,
      role: true,
      createdAt: true,
      person: {
        select: {
          id: true,
          fullName: true,
          addresses: { orderBy: [{ verifiedAt: "asc" }, { createdAt: "asc" }], take: 1, select: { address: true } },
        },
      },
      grantedBy: { select: { fullName: true } },
      organization: { select: { slug: true, name: true } },
      event: { select: { slug: true, layers: layerSelect } },
    },
  });
  const grants = rows.map(({ id, role, createdAt, person, grantedBy, organization, event }): GrantRow => {
    const layer = event && pickLayer(event.layers, language);
    return {
      id,
      personId: person.id,
      fullName: person.fullName,
      address: person.addresses[0]?.address ?? "",
      role,
      createdAt,
      grantedBy: grantedBy?.fullName ?? null,
      scope: organization
        ? { kind: "organization", ...organization, language: "en" }
        : event
          ? { kind: "event", slug: event.slug, name: layer?.title ?? event.slug, language: layer?.language ?? "en" }
          : null,
    };
  });
  const place = ({ scope }: GrantRow): string => (scope ? `${scope.kind} ${scope.name}` : "");
  return grants.sort(
    (a, b) => Number(a.scope !== null) - Number(b.scope !== null) || place(a).localeCompare(place(b), language),
  );
}

/** Events that their organizers closed, the latest first, with how many still wait for their certificate. */
export async function listClosedEvents(_: Administer, language: string): Promise<ClosedEvent[]> {
  const rows = await db.event.findMany({
    where: { state: "closed" },
    select: { id: true, organization: { select: { shortName: true } } },
  });
  const organizationOf = new Map(rows.map(({ id, organization }) => [id, organization.shortName]));
  const dossiers = await readDossiers([...organizationOf.keys()], language);
  return dossiers.flatMap((dossier): ClosedEvent[] => {
    if (!dossier.closedAt) return [];
    const numbers = numbersOf(dossier.rows, dossier.certificateKind);
    return [
      {
        slug: dossier.slug,
        language: dossier.language,
        title: dossier.title || dossier.slug,
        reference: dossier.reference,
        organization: organizationOf.get(dossier.eventId) ?? "",
        zone: dossier.zone,
        closedAt: dossier.closedAt,
        closedBy: dossier.closedBy ?? "",
        certificateKind: dossier.certificateKind,
        eligible: numbers.eligible,
        waiting: numbers.waiting,
        undecided: numbers.undecided,
        released: numbers.released,
        returned: dossier.returned !== null,
      },
    ];
  });
}

/** How many of each there are, for the admin's first page. */
export async function countPlatform(
  _: Administer,
): Promise<Readonly<Record<"people" | "organizations" | "grants" | "undeliverable" | "waiting", number>>> {
  const [people, organizations, grants, undeliverable, waiting] = await Promise.all([
    db.person.count({ where: { addresses: { some: { verifiedAt: { not: null } } } } }),
    db.organization.count(),
    db.grant.count({ where: { revokedAt: null } }),
    db.mailAddress.count({ where: { undeliverableAt: { not: null } } }),
    db.letter.count({ where: { state: "queued", tries: { gt: 0 } } }),
  ]);
  return { people, organizations, grants, undeliverable, waiting };
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function roleOf(detail: unknown): AuditRow["role"] {
  const { role, organization, event } = (detail ?? {}) as { role?: unknown; organization?: unknown; event?: unknown };
  const name = Object.values(GrantRole).find((known) => known === role);
  const scope = organization ?? event;
  return name ? { name, scope: typeof scope === "string" ? scope : null } : null;
}

/** The last things that people did, newest first, with the names of who and what. */
export async function listAudit(_: Administer, language: string, limit = 50): Promise<AuditRow[]> {
  const rows = await db.auditEvent.findMany({
    orderBy: { id: "desc" },
    take: limit,
    select: { id: true, at: true, actorId: true, action: true, subjectKind: true, subjectId: true, detail: true },
  });
  const idsOf = (kind: string): string[] =>
    rows
      .filter(({ subjectKind, subjectId }) => subjectKind === kind && uuid.test(subjectId))
      .map(({ subjectId }) => subjectId);
  const holderOf = (detail: unknown): string | undefined => {
    const { personId } = (detail ?? {}) as { personId?: unknown };
    return typeof personId === "string" && uuid.test(personId) ? personId : undefined;
  };
  const personIds = [
    ...rows.flatMap(({ actorId, detail }) => [actorId ?? [], holderOf(detail) ?? []].flat()),
    ...idsOf("person"),
  ];
  const [people, events, organizations] = await Promise.all([
    db.person.findMany({ where: { id: { in: personIds } }, select: { id: true, fullName: true } }),
    db.event.findMany({
      where: { id: { in: idsOf("event") } },
      select: { id: true, slug: true, state: true, layers: layerSelect },
    }),
    db.organization.findMany({
      where: { id: { in: idsOf("organization") } },
      select: { id: true, slug: true, name: true },
    }),
  ]);
  const nameOf = new Map(people.map(({ id, fullName }) => [id, fullName]));
  const named = new Map<string, AuditRow["subject"]>([
    ...people.map(({ id, fullName }) => [id, { name: fullName, path: null }] as const),
    ...events.map(
      ({ id, slug, state, layers }) =>
        [
          id,
          {
            name: pickLayer(layers, language)?.title ?? slug,
            path: state === "closed" ? `/admin/events/${slug}` : state === "published" ? `/events/${slug}` : null,
          },
        ] as const,
    ),
    ...organizations.map(({ id, slug, name }) => [id, { name, path: `/admin/organizations/${slug}` }] as const),
  ]);
  return rows.map(({ id, at, actorId, action, subjectKind, subjectId, detail }) => {
    const holder = holderOf(detail);
    return {
      id: id.toString(),
      at,
      action,
      subjectKind,
      subjectId,
      // An account that is gone leaves its number; nobody at all is the installation itself.
      actor: actorId ? (nameOf.get(actorId) ?? actorId) : null,
      subject: named.get(subjectId) ?? (holder ? (named.get(holder) ?? null) : null),
      role: subjectKind === "grant" ? roleOf(detail) : null,
    };
  });
}
