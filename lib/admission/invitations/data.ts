import type { Permit } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { hashToken, isToken } from "@/lib/auth/tokens";
import { db, sql, type Transaction } from "@/lib/db/client";
import { env } from "@/lib/env";
import { formatInstant } from "@/lib/format/dates";
import { type Language, localPath } from "@/lib/format/languages";
import { pickLayer } from "@/lib/format/layers";
import { beholderOf, standingOf } from "./rules";
import type { InvitationList, InvitationRow, InvitationState, InvitationView } from "./types";

const layerSelect = { select: { language: true, title: true } } as const;

/** What letters of one event say of it, for many addressees: its title in their language, its organizer, and dates in its zone. */
export async function readEventWords(tx: Transaction, eventId: string) {
  const event = await tx.event.findUniqueOrThrow({
    where: { id: eventId },
    select: { slug: true, zone: true, layers: layerSelect, organization: { select: { name: true } } },
  });
  return {
    slug: event.slug,
    organizer: event.organization.name,
    title: (language: Language): string => pickLayer(event.layers, language)?.title ?? event.slug,
    time: (instant: Date, language: Language): string => formatInstant(instant, language, event.zone),
    link: (path: string, language: Language): string => env().origin + localPath(language, path),
  };
}

/** Which of these addresses are invited already, and which have a seat. */
export async function findInvited(
  tx: Transaction,
  eventId: string,
  canonicals: readonly string[],
): Promise<{ readonly invited: ReadonlySet<string>; readonly seated: ReadonlySet<string> }> {
  const wanted = [...canonicals];
  const [invited, seated] = [
    await tx.invitation.findMany({
      where: { eventId, canonical: { in: wanted }, state: { in: ["sent", "asked"] } },
      select: { canonical: true },
    }),
    await tx.mailAddress.findMany({
      where: {
        canonical: { in: wanted },
        verifiedAt: { not: null },
        person: { enrolments: { some: { eventId, state: "enrolled" } } },
      },
      select: { canonical: true },
    }),
  ];
  return {
    invited: new Set(invited.map(({ canonical }) => canonical)),
    seated: new Set(seated.map(({ canonical }) => canonical)),
  };
}

/** The canonical addresses that a person has confirmed. */
export async function listConfirmedAddresses(
  tx: Pick<Transaction, "mailAddress">,
  personId: string,
): Promise<string[]> {
  const rows = await tx.mailAddress.findMany({
    where: { personId, verifiedAt: { not: null } },
    select: { canonical: true },
  });
  return rows.map(({ canonical }) => canonical);
}

/** Every invitation to an event, those that somebody must answer first, then the open ones by when they end. */
export async function listInvitations({ subject }: Permit<"event.manage">, language: string): Promise<InvitationList> {
  const event = await db.event.findUniqueOrThrow({
    where: { id: subject.id },
    select: {
      slug: true,
      state: true,
      zone: true,
      seats: true,
      seatsTaken: true,
      seatsHeld: true,
      layers: layerSelect,
      invitations: {
        // What holds a pair's seat for a substitute was sent to nobody.
        where: { timesSent: { gt: 0 } },
        orderBy: [{ sentAt: "desc" }, { id: "asc" }],
        select: {
          id: true,
          address: true,
          fullName: true,
          state: true,
          sentAt: true,
          timesSent: true,
          expiresAt: true,
          settledAt: true,
          invitedBy: { select: { fullName: true } },
          nomination: { select: { stateCode: true } },
          claimedBy: { select: { fullName: true } },
          askedBy: {
            select: {
              fullName: true,
              addresses: { where: { verifiedAt: { not: null } }, take: 1, select: { address: true } },
            },
          },
        },
      },
    },
  });
  const layer = pickLayer(event.layers, language);
  const returned = await listReturned(event.invitations.filter(({ state }) => state === "sent" || state === "asked"));
  const order = (state: string): number => (state === "asked" ? 0 : state === "sent" ? 1 : 2);
  return {
    slug: event.slug,
    title: layer?.title ?? event.slug,
    language: layer?.language ?? "en",
    state: event.state,
    zone: event.zone,
    seats: event.seats,
    seatsFree: event.seats === null ? null : event.seats - event.seatsTaken - event.seatsHeld,
    invitations: event.invitations
      .map(
        ({ nomination, askedBy, claimedBy, invitedBy, state, ...row }): InvitationRow => ({
          ...row,
          state: state as InvitationState,
          returned: returned.has(row.address),
          invitedBy: invitedBy.fullName,
          nominatedBy: nomination?.stateCode ?? null,
          askedBy: askedBy ? { fullName: askedBy.fullName, address: askedBy.addresses[0]?.address ?? "" } : null,
          claimedBy: claimedBy?.fullName ?? null,
        }),
      )
      .sort((one, other) => order(one.state) - order(other.state)),
  };
}

/** To which of these addresses the last letter could not be delivered. */
async function listReturned(
  open: readonly { readonly address: string; readonly sentAt: Date }[],
): Promise<ReadonlySet<string>> {
  if (open.length === 0) return new Set();
  const rows = await sql<{ address: string }>(
    `SELECT l.address FROM letter l JOIN unnest($1::text[], $2::timestamptz[]) AS sent (address, at) ON sent.address = l.address
     WHERE l.state = 'undeliverable' AND l.kind IN ('invitation', 'nominee-invited') AND l.created_at >= sent.at - interval '1 minute'`,
    [open.map(({ address }) => address), open.map(({ sentAt }) => sentAt)],
  );
  return new Set(rows.map(({ address }) => address));
}

/** The invitation behind a link's secret, as whoever holds the link sees it; null when there is none. */
export async function getInvitation(
  token: string,
  actor: Actor | null,
  language: string,
): Promise<InvitationView | null> {
  if (!isToken(token)) return null;
  const row = await db.invitation.findUnique({
    where: { tokenHash: hashToken(token) },
    select: {
      state: true,
      address: true,
      canonical: true,
      expiresAt: true,
      askedById: true,
      claimedById: true,
      nomination: { select: { stateCode: true } },
      event: {
        select: {
          slug: true,
          state: true,
          zone: true,
          opensAt: true,
          closesAt: true,
          place: true,
          delivery: true,
          layers: layerSelect,
          organization: { select: { name: true, contact: true } },
        },
      },
    },
  });
  if (!row) return null;
  const { event } = row;
  const layer = pickLayer(event.layers, language);
  const beholder = actor ? { id: actor.id, addresses: await listConfirmedAddresses(db, actor.id) } : null;
  return {
    standing: standingOf({ state: row.state as InvitationState, expiresAt: row.expiresAt }, event, new Date()),
    beholder: beholderOf(row, beholder),
    address: row.address,
    expiresAt: row.expiresAt,
    stateCode: row.nomination?.stateCode ?? null,
    organization: event.organization.name,
    contact: event.organization.contact,
    event: {
      slug: event.slug,
      title: layer?.title ?? event.slug,
      language: layer?.language ?? "en",
      zone: event.zone,
      opensAt: event.opensAt,
      closesAt: event.closesAt,
      place: event.place,
      delivery: event.delivery,
    },
  };
}
