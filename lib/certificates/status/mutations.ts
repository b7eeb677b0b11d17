import { randomInt } from "node:crypto";
import { db, type Transaction } from "@/lib/db/client";
import type { Place } from "../credential/build";
import { signCredential } from "../credential/sign";
import { ownOrigins } from "../keys/data";
import { didOf } from "../keys/did";
import { holdSigner } from "../keys/mutations";
import { buildStatusList, isWorn, LIST_PLACES, type StatusPurpose, statusPurposes } from "./build";

/**
 * Places for new credentials, drawn by chance from those that are free: a place tells nothing of when it was given. A list that
 * is half full is followed by another.
 */
export async function drawPlaces(tx: Transaction, origin: string, count: number): Promise<Place[]> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('status-list'))`;
  const list = await findRoom(tx, origin, count);
  const places = new Set<number>();
  while (places.size < count) {
    const wanted = new Set<number>();
    while (places.size + wanted.size < count) {
      const index = randomInt(LIST_PLACES);
      if (!places.has(index)) wanted.add(index);
    }
    const taken = await tx.$queryRaw<{ index: number }[]>`
      SELECT index FROM status_place WHERE list = ${list} AND index = ANY(${[...wanted]}::int[])`;
    for (const { index } of taken) wanted.delete(index);
    for (const index of wanted) places.add(index);
  }
  return [...places].map((index) => ({ list, index }));
}

async function findRoom(tx: Transaction, origin: string, count: number): Promise<number> {
  const newest = await tx.statusList.findFirst({
    where: { origin },
    orderBy: { number: "desc" },
    select: { number: true },
  });
  if (newest) {
    const [given] = await tx.$queryRaw<{ places: number }[]>`
      SELECT count(*)::int AS places FROM status_place WHERE list = ${newest.number}`;
    if ((given?.places ?? 0) + count <= LIST_PLACES / 2) return newest.number;
  }
  const last = await tx.statusList.aggregate({ _max: { number: true } });
  const number = (last._max.number ?? 0) + 1;
  await tx.statusList.createMany({
    data: statusPurposes.map((purpose) => ({ number, purpose, origin, stale: true })),
  });
  return number;
}

/**
 * A status list as it stands now, signed anew where something changed since or half of its time is over; null where there is
 * none. Whoever changes a certificate's or a transcript's state marks its lists in the same transaction, so that none is served that misses it.
 */
export async function loadStatusList(number: number, purpose: StatusPurpose, now: Date): Promise<object | null> {
  const where = { number_purpose: { number, purpose } };
  const select = { signed: true, signedAt: true, stale: true, origin: true } as const;
  const kept = await db.statusList.findUnique({ where, select });
  if (!kept) return null;
  if (kept.signed && !isWorn(kept, now)) return kept.signed as object;
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT number FROM status_list WHERE number = ${number} AND purpose = ${purpose} FOR UPDATE`;
    const list = await tx.statusList.findUniqueOrThrow({ where, select });
    if (list.signed && !isWorn(list, now)) return list.signed as object;
    const signer = await holdSigner(tx);
    const set = await tx.$queryRaw<{ index: number }[]>`
      SELECT index FROM status_place
      WHERE list = ${number} AND state = ${purpose === "revocation" ? "revoked" : "superseded"}`;
    const unsigned = buildStatusList(
      list.origin,
      number,
      purpose,
      set.map(({ index }) => index),
      now,
    );
    const signed = await signCredential(unsigned, didOf(list.origin), signer, now);
    await tx.statusList.update({
      where,
      data: { signed: signed as object, signedAt: now, stale: false },
      select: { number: true },
    });
    return signed;
  });
}

/** Every status list of this installation as it stands now, for who must check without it. */
export async function loadAllStatusLists(now: Date): Promise<object[]> {
  const rows = await db.statusList.findMany({
    where: { origin: { in: [...ownOrigins()] } },
    orderBy: [{ number: "asc" }, { purpose: "desc" }],
    select: { number: true, purpose: true },
  });
  const lists: object[] = [];
  for (const { number, purpose } of rows) {
    const list = await loadStatusList(number, purpose as StatusPurpose, now);
    if (list) lists.push(list);
  }
  return lists;
}
