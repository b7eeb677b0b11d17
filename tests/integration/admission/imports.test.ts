import { afterEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/policy";
import { planImport } from "@/lib/admission/imports/data";
import { applyImport } from "@/lib/admission/imports/mutations";
import type { ImportKind } from "@/lib/admission/imports/types";
import { acceptInvitation } from "@/lib/admission/invitations/answers/mutations";
import { db, sql } from "@/lib/db/client";
import {
  addressOf,
  buildNominee,
  expectCounters,
  inviteOne,
  managing,
  nominateAs,
  seedFocalPoint,
  tokenFor,
} from "../../builders/admissions";
import { seedOrganizer } from "../../builders/certificates";
import { type SeededEvent, seedEvent } from "../../builders/events";
import { failInserts, moments, recover } from "../../builders/failing";
import { ownerSession } from "../../builders/owner";
import { seedPerson, unique } from "../../builders/people";

afterEach(recover);

const seedImporting = async (fields: Parameters<typeof seedEvent>[0] = {}) => {
  const event = await seedEvent({ admission: "nomination", seats: 40, ...fields });
  return { event, organizer: await seedOrganizer(event) };
};
const address = () => `${unique("row")}@test.example.org`;
const listOf = (addresses: readonly string[]): string =>
  `address,name,state\n${addresses.map((one) => `${one},Ana Rivera,FJ`).join("\n")}`;

type Bringing = { readonly kind?: ImportKind; readonly leaveOut?: boolean; readonly digest?: string };
async function digestOf(event: SeededEvent, text: string, kind: ImportKind = "participants"): Promise<string> {
  const report = await db.$transaction((tx) => planImport(tx, event.id, { kind, text, language: "en" }));
  if (!report.ok) throw new Error(report.problem);
  return report.plan.digest;
}
/** Looks first and applies what was seen, as a person does. */
async function bring(
  organizer: Actor,
  event: SeededEvent,
  text: string,
  { kind = "participants", leaveOut = false, digest }: Bringing = {},
) {
  return applyImport(managing(organizer, event), {
    kind,
    text,
    language: "en",
    days: 14,
    leaveOut,
    digest: digest ?? (await digestOf(event, text, kind)),
  });
}
const countInvitations = async (event: SeededEvent): Promise<number> =>
  db.invitation.count({ where: { eventId: event.id } });

describe("bringing in participants", () => {
  it("invites everybody of the list, each on a seat, with a link that works and the State of the line", async () => {
    const { event, organizer } = await seedImporting();
    const person = await seedPerson();
    const text = listOf([await addressOf(person), ...Array.from({ length: 9 }, address)]);
    expect(await bring(organizer, event, text)).toEqual({ ok: true, value: { added: 10 } });
    expect(await expectCounters(event.id)).toEqual({ taken: 0, held: 10 });
    expect(await acceptInvitation(person, await tokenFor(await addressOf(person)))).toMatchObject({ ok: true });
    expect(await db.enrolment.findFirst({ where: { eventId: event.id, personId: person.id } })).toMatchObject({
      stateCode: "FJ",
    });
    expect(await expectCounters(event.id)).toEqual({ taken: 1, held: 9 });
    expect(
      await sql("SELECT 1 FROM audit_event WHERE action = 'import.apply' AND subject_id = $1", [event.id]),
    ).toHaveLength(1);
  });

  it("the same list again is known and makes nothing", async () => {
    const { event, organizer } = await seedImporting();
    const text = listOf([address(), address()]);
    await bring(organizer, event, text);
    expect(await bring(organizer, event, text)).toEqual({ ok: false, reason: "imported-already" });
    expect(await countInvitations(event)).toBe(2);
  });

  it("twice at once is brought in once", async () => {
    const { event, organizer } = await seedImporting();
    const text = listOf([address(), address()]);
    const digest = await digestOf(event, text);
    const results = await Promise.all([1, 2, 3].map(() => bring(organizer, event, text, { digest })));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await expectCounters(event.id)).toEqual({ taken: 0, held: 2 });
  });

  it("leaves who is there, by canonical address, and refuses wrong lines unless they are left out", async () => {
    const { event, organizer } = await seedImporting();
    const [there, fresh] = [address(), address()];
    await inviteOne(organizer, event, there);
    const text = listOf([there.toUpperCase(), fresh, fresh.toUpperCase(), "nonsense"]);
    expect(await bring(organizer, event, text)).toEqual({ ok: false, reason: "wrong-lines" });
    expect(await expectCounters(event.id)).toEqual({ taken: 0, held: 1 });
    expect(await bring(organizer, event, text, { leaveOut: true })).toEqual({ ok: true, value: { added: 1 } });
    expect(await expectCounters(event.id)).toEqual({ taken: 0, held: 2 });
  });

  it("does only what was shown: who was invited meanwhile sends the organizer back to a new report", async () => {
    const { event, organizer } = await seedImporting();
    const [one, two] = [address(), address()];
    const text = listOf([one, two]);
    const digest = await digestOf(event, text);
    await inviteOne(organizer, event, one);
    expect(await bring(organizer, event, text, { digest })).toEqual({ ok: false, reason: "changed-meanwhile" });
    expect(await expectCounters(event.id)).toEqual({ taken: 0, held: 1 });
  });

  it("invites nobody when there are not seats for all, when there is nothing to add, or when the event is over", async () => {
    const { event, organizer } = await seedImporting({ seats: 1 });
    expect(await bring(organizer, event, listOf([address(), address()]))).toEqual({ ok: false, reason: "full" });
    const there = address();
    await inviteOne(organizer, event, there);
    expect(await bring(organizer, event, listOf([there]))).toEqual({ ok: false, reason: "nothing" });
    const over = await seedImporting({ closesAt: new Date(Date.now() - 1000) });
    expect(await bring(over.organizer, over.event, listOf([address()]))).toEqual({ ok: false, reason: "event-over" });
    expect(await expectCounters(event.id)).toEqual({ taken: 0, held: 1 });
  });

  it("takes two thousand lines within the time of one transaction", async () => {
    const { event, organizer } = await seedImporting({ seats: null });
    const text = listOf(Array.from({ length: 2000 }, (_, at) => `bulk-${at}-${event.slug}@test.example.org`));
    expect(await bring(organizer, event, text)).toEqual({ ok: true, value: { added: 2000 } });
    expect(await expectCounters(event.id)).toEqual({ taken: 0, held: 2000 });
  });
});

describe("bringing in nominations", () => {
  it("adds them at the end of each State's order, pairs under one rank", async () => {
    const { event, organizer } = await seedImporting({ inPairs: true });
    const [a, b, c, d] = [address(), address(), address(), address()];
    const text = `address;name;state;part;pair\n${a};Ana;Mauritius;diplomat;1\n${b};Ben;MU;technical;1\n${c};Cleo;MU;diplomat;2\n${d};Dan;MU;technical;2`;
    expect(await bring(organizer, event, text, { kind: "nominations" })).toEqual({ ok: true, value: { added: 4 } });
    const rows = await db.nomination.findMany({
      where: { eventId: event.id },
      orderBy: [{ rank: "asc" }, { part: "asc" }],
    });
    expect(rows.map(({ rank, part, stateCode, canonical }) => [rank, part, stateCode, canonical])).toEqual([
      [1, "diplomat", "MU", a],
      [1, "technical", "MU", b],
      [2, "diplomat", "MU", c],
      [2, "technical", "MU", d],
    ]);
    expect(rows[0]?.pairId).toBe(rows[1]?.pairId);
    expect(await expectCounters(event.id)).toEqual({ taken: 0, held: 0 });
  });

  it("leaves who is nominated already, and takes none where nobody is nominated", async () => {
    const { event, organizer } = await seedImporting();
    const nominee = await buildNominee();
    await nominateAs(await seedFocalPoint(event), event, [nominee]);
    expect(await bring(organizer, event, listOf([nominee.address, address()]), { kind: "nominations" })).toEqual({
      ok: true,
      value: { added: 1 },
    });
    const open = await seedImporting({ admission: "open" });
    expect(await bring(open.organizer, open.event, listOf([address()]), { kind: "nominations" })).toEqual({
      ok: false,
      reason: "not-by-nomination",
    });
  });
});

describe("F27: a list that is not whole", () => {
  it.each([
    { text: 'address,name\na@one.example,"Ana', problem: "cut-off" },
    { text: "name,state\nAna,FJ", problem: "no-address-column" },
    { text: "", problem: "empty" },
  ])("is refused whole as $problem, and the good one works afterwards", async ({ text, problem }) => {
    const { event, organizer } = await seedImporting();
    const report = await db.$transaction((tx) =>
      planImport(tx, event.id, { kind: "participants", text, language: "en" }),
    );
    expect(report).toMatchObject({ ok: false, problem });
    expect(await bring(organizer, event, text, { digest: "0" })).toEqual({ ok: false, reason: "unreadable" });
    expect(await countInvitations(event)).toBe(0);
    expect(await bring(organizer, event, listOf([address()]))).toMatchObject({ ok: true });
  });
});

describe("F28: an import that is cut off", () => {
  it.each(moments)(
    "when its last row fails %s leaves nothing, and the second run brings all in once",
    async (moment) => {
      const { event, organizer } = await seedImporting();
      const addresses = [address(), address(), address()];
      await failInserts("import_batch", moment);
      await expect(bring(organizer, event, listOf(addresses))).rejects.toThrow();
      expect(await countInvitations(event)).toBe(0);
      expect(await expectCounters(event.id)).toEqual({ taken: 0, held: 0 });
      expect(await sql("SELECT 1 FROM letter WHERE address = ANY($1)", [addresses])).toEqual([]);
      await recover();
      expect(await bring(organizer, event, listOf(addresses))).toEqual({ ok: true, value: { added: 3 } });
      expect(await bring(organizer, event, listOf(addresses))).toEqual({ ok: false, reason: "imported-already" });
      expect(await expectCounters(event.id)).toEqual({ taken: 0, held: 3 });
    },
  );

  it("by the end of its connection half way leaves nothing, and the second run brings all in once", async () => {
    const { event, organizer } = await seedImporting();
    const addresses = [address(), address(), address()];
    const text = listOf(addresses);
    const digest = await digestOf(event, text);
    const owner = await ownerSession();
    try {
      // The import stops at its letters, with its invitations written and not committed.
      await owner.query("BEGIN");
      await owner.query("LOCK TABLE letter IN ACCESS EXCLUSIVE MODE");
      const cut = bring(organizer, event, text, { digest }).then(
        () => "done",
        () => "failed",
      );
      // Its own role may see and end it; the lock's owner may not.
      await expect
        .poll(() =>
          sql(
            `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE datname = current_database() AND pid <> pg_backend_pid() AND wait_event_type = 'Lock' AND query ILIKE 'INSERT%letter%'`,
          ),
        )
        .toHaveLength(1);
      expect(await cut).toBe("failed");
    } finally {
      await owner.query("ROLLBACK");
      owner.release();
    }
    expect(await countInvitations(event)).toBe(0);
    expect(await expectCounters(event.id)).toEqual({ taken: 0, held: 0 });
    expect(await bring(organizer, event, text)).toEqual({ ok: true, value: { added: 3 } });
    expect(await expectCounters(event.id)).toEqual({ taken: 0, held: 3 });
  });
});
