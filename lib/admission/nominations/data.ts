import type { Permit } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { db, type Transaction } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { found } from "@/lib/errors";
import { pickLayer } from "@/lib/format/layers";
import { findInvited } from "../invitations/data";
import { mayBeReplaced, mayNominate, standingOf } from "./rules";
import type {
  Decision,
  FocalEvent,
  FocalPage,
  FocalPoint,
  NominatedPerson,
  NominationState,
  NominationsPage,
  NominationUnit,
  Part,
} from "./types";

const layerSelect = { select: { language: true, title: true } } as const;

const eventSelect = {
  slug: true,
  state: true,
  admission: true,
  zone: true,
  inPairs: true,
  stateQuota: true,
  registrationOpensAt: true,
  registrationClosesAt: true,
  opensAt: true,
  layers: layerSelect,
} as const satisfies Prisma.EventSelect;

const nominationSelect = {
  id: true,
  stateCode: true,
  fullName: true,
  nativeName: true,
  address: true,
  language: true,
  part: true,
  pairId: true,
  rank: true,
  institution: true,
  position: true,
  note: true,
  state: true,
  decision: true,
  decisionReason: true,
  enrolmentId: true,
  focalPoint: { select: { fullName: true } },
  enrolment: { select: { state: true } },
  replaces: { select: { fullName: true } },
  invitations: {
    where: { state: { in: ["sent", "asked"] as string[] } },
    select: { expiresAt: true, timesSent: true },
  },
} as const satisfies Prisma.NominationSelect;

type Row = Prisma.NominationGetPayload<{ select: typeof nominationSelect }>;

/** The State for which a person speaks at an event, by a grant that counts now; null without one. */
export async function getFocalState(
  tx: Pick<Transaction, "grant">,
  personId: string,
  eventId: string,
): Promise<string | null> {
  const grant = await tx.grant.findFirst({
    where: { personId, eventId, role: "focal_point", revokedAt: null, stateCode: { not: null } },
    select: { stateCode: true },
  });
  return grant?.stateCode ?? null;
}

/** Who gave their accepted seat back has none any more, wherever they did that. */
const stateOf = ({ state, enrolment }: Row): NominationState =>
  state === "accepted" && enrolment?.state !== "enrolled" ? "withdrawn" : (state as NominationState);

/** Which addresses cannot be nominated, and why; `except` is the nomination that is being changed. */
export async function findNominated(
  tx: Transaction,
  eventId: string,
  addresses: readonly string[],
  except: string | null = null,
): Promise<ReadonlyMap<string, "nominated-already" | "invited-already" | "has-seat">> {
  const nominated = await tx.nomination.findMany({
    where: {
      eventId,
      canonical: { in: [...addresses] },
      state: { in: ["nominated", "waiting", "offered", "accepted"] },
      ...(except ? { id: { not: except } } : {}),
    },
    select: { canonical: true },
  });
  const { invited, seated } = await findInvited(tx, eventId, addresses);
  return new Map([
    ...[...invited].map((address) => [address, "invited-already"] as const),
    ...[...seated].map((address) => [address, "has-seat"] as const),
    ...nominated.map(({ canonical }) => [canonical, "nominated-already"] as const),
  ]);
}

function unitsOf(rows: readonly Row[]): NominationUnit[] {
  const units = new Map<string, Row[]>();
  for (const row of rows) {
    const key = row.pairId ?? row.id;
    units.set(key, [...(units.get(key) ?? []), row]);
  }
  return [...units.values()].map((members): NominationUnit => {
    const ordered = [...members].sort((one, other) => ((one.part ?? "") < (other.part ?? "") ? -1 : 1));
    const first = found(ordered[0], "nomination");
    const people = ordered.map((row): NominatedPerson => {
      const state = stateOf(row);
      const partner = ordered.find(({ id }) => id !== row.id);
      const open = row.invitations[0];
      return {
        id: row.id,
        part: row.part as Part | null,
        fullName: row.fullName,
        nativeName: row.nativeName,
        address: row.address,
        language: row.language,
        institution: row.institution,
        position: row.position,
        note: row.note,
        state,
        invitedUntil: open && open.timesSent > 0 ? open.expiresAt : null,
        keptUntil: open && open.timesSent === 0 ? open.expiresAt : null,
        enrolmentId: state === "accepted" ? row.enrolmentId : null,
        inPlaceOf: row.replaces?.fullName ?? null,
        mayBeReplaced: mayBeReplaced(state, partner ? stateOf(partner) : null),
      };
    });
    return {
      id: first.id,
      rank: first.rank,
      people,
      standing: standingOf(people.map(({ state }) => state)),
      decision: first.decision as Decision | null,
      reason: first.decisionReason,
      nominatedBy: first.focalPoint.fullName,
    };
  });
}

async function listUnits(eventId: string, stateCode: string | null) {
  const rows = await db.nomination.findMany({
    where: { eventId, state: { not: "substituted" }, ...(stateCode ? { stateCode } : {}) },
    orderBy: [{ rank: "asc" }, { createdAt: "asc" }, { id: "asc" }],
    select: nominationSelect,
  });
  const states = new Map<string, Row[]>();
  for (const row of rows) states.set(row.stateCode, [...(states.get(row.stateCode) ?? []), row]);
  return [...states].map(([code, members]) => {
    const units = unitsOf(members);
    const seats = units
      .flatMap(({ people }) => people)
      .filter(({ state, keptUntil }) => state === "offered" || state === "accepted" || keptUntil).length;
    return { stateCode: code, units, seats };
  });
}

const titleOf = (layers: readonly { readonly language: string; readonly title: string }[], language: string) => {
  const layer = pickLayer(layers, language);
  return { title: layer?.title ?? "", language: layer?.language ?? "en" };
};

/** Everything an organizer sees of an event's nominations: by State, each in its own order. */
export async function getNominations({ subject }: Permit<"event.manage">, language: string): Promise<NominationsPage> {
  const [{ layers, ...event }, grants, states] = await Promise.all([
    db.event.findUniqueOrThrow({
      where: { id: subject.id },
      select: { ...eventSelect, seats: true, seatsTaken: true, seatsHeld: true },
    }),
    db.grant.findMany({
      where: { eventId: subject.id, role: "focal_point", revokedAt: null },
      orderBy: [{ stateCode: "asc" }, { createdAt: "asc" }],
      select: {
        id: true,
        stateCode: true,
        person: {
          select: {
            fullName: true,
            addresses: { where: { verifiedAt: { not: null } }, take: 1, select: { address: true } },
          },
        },
      },
    }),
    listUnits(subject.id, null),
  ]);
  const decided = states.flatMap(({ units }) => units).filter(({ decision }) => decision !== null);
  return {
    ...event,
    ...titleOf(layers, language),
    focalPoints: grants.map(
      ({ id, stateCode, person }): FocalPoint => ({
        grantId: id,
        fullName: person.fullName,
        address: person.addresses[0]?.address ?? "",
        stateCode: stateCode ?? "",
      }),
    ),
    states,
    decided: {
      units: decided.length,
      seats: decided
        .filter(({ decision }) => decision === "selected")
        .reduce((sum, { people }) => sum + people.length, 0),
    },
  };
}

/** One event as its focal point of one State sees it. */
export async function getFocalPage({ actor, subject }: Permit<"event.nominate">, language: string): Promise<FocalPage> {
  const stateCode = found(await getFocalState(db, actor.id, subject.id), "focal point");
  const [{ layers, organization, admission, ...event }, states] = await Promise.all([
    db.event.findUniqueOrThrow({
      where: { id: subject.id },
      select: { ...eventSelect, organization: { select: { name: true } } },
    }),
    listUnits(subject.id, stateCode),
  ]);
  const own = states[0];
  return {
    ...event,
    ...titleOf(layers, language),
    organization: organization.name,
    stateCode,
    mayNominate: mayNominate({ ...event, admission }, new Date()),
    seats: own?.seats ?? 0,
    units: own?.units ?? [],
  };
}

/** The events for which a person speaks for a State, those that end last first. */
export async function listFocalEvents(actor: Actor, language: string): Promise<FocalEvent[]> {
  const grants = await db.grant.findMany({
    where: {
      personId: actor.id,
      role: "focal_point",
      revokedAt: null,
      stateCode: { not: null },
      eventId: { not: null },
    },
    orderBy: { createdAt: "desc" },
    select: { stateCode: true, event: { select: { ...eventSelect, id: true } } },
  });
  return Promise.all(
    grants.flatMap(({ stateCode, event }) =>
      event && stateCode && event.state !== "draft" && event.state !== "in_review"
        ? [
            (async (): Promise<FocalEvent> => ({
              slug: event.slug,
              ...titleOf(event.layers, language),
              zone: event.zone,
              registrationOpensAt: event.registrationOpensAt,
              registrationClosesAt: event.registrationClosesAt,
              stateCode,
              mayNominate: mayNominate(event, new Date()),
              nominated: await db.nomination.count({
                where: {
                  eventId: event.id,
                  stateCode,
                  state: { in: ["nominated", "waiting", "offered", "accepted"] },
                },
              }),
            }))(),
          ]
        : [],
    ),
  );
}
