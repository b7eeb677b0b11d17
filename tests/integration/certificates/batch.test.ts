import { spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { releaseCertificates, workReleases } from "@/lib/certificates/release/mutations";
import { sql } from "@/lib/db/client";
import { close, readAudit, readCertificates, releasing, seedAdmin, seedAttended } from "../../builders/certificates";
import { type SeededEvent, seedEvent } from "../../builders/events";
import { failInserts, recover } from "../../builders/failing";
import { unsafeSql } from "../../builders/owner";

afterEach(recover);

/** A closed event of which so many people may be given a certificate, by attendance alone. */
async function seedMany(howMany: number): Promise<SeededEvent> {
  const event = await seedEvent({ certificateKind: "organization-certificate", attendancePercent: 50, components: {} });
  await seedAttended(event, howMany);
  await close(event);
  return event;
}

type StoredBatch = {
  readonly total: number;
  readonly done: number;
  readonly finished: boolean;
  readonly failure: string | null;
};

const readBatches = (event: SeededEvent): Promise<StoredBatch[]> =>
  sql(
    `SELECT total, done, finished_at IS NOT NULL AS finished, failure FROM release_batch WHERE event_id = $1 ORDER BY created_at`,
    [event.id],
  );

/** How many documents, people who have one, letters and rows of the record there are; all alike when nothing was made twice. */
async function count(event: SeededEvent): Promise<readonly number[]> {
  const [row] = await sql<{ documents: number; people: number; letters: number; audits: number; places: number }>(
    `SELECT count(*)::int AS documents, count(DISTINCT person_id)::int AS people,
       (SELECT count(*)::int FROM letter l WHERE l.kind = 'certificate-released'
         AND l.person_id IN (SELECT person_id FROM enrolment WHERE event_id = $1)) AS letters,
       (SELECT count(*)::int FROM audit_event a WHERE a.action = 'certificate.release' AND a.detail ->> 'eventId' = $1::text) AS audits,
       count(DISTINCT (status_list, status_index))::int AS places
     FROM certificate WHERE event_id = $1`,
    [event.id],
  );
  return row ? [row.documents, row.people, row.letters, row.audits, row.places] : [];
}

const worker = "await (await import('./lib/certificates/release/mutations.ts')).workReleases(4);";

describe("a release of many", () => {
  it("is begun by its admin and done by the worker, chunk by chunk", async () => {
    const event = await seedMany(60);
    const admin = await seedAdmin();
    expect(await releaseCertificates(await releasing(admin, event), "all")).toMatchObject({
      ok: true,
      value: { total: 60, released: 0 },
    });
    expect(await readCertificates(event.id)).toEqual([]);
    expect((await readAudit(admin.id)).map(({ action }) => action)).toEqual(["certificate.release-begin"]);
    expect(await readBatches(event)).toEqual([{ total: 60, done: 0, finished: false, failure: null }]);
    await workReleases(25);
    expect(await count(event)).toEqual([60, 60, 60, 60, 60]);
    expect(await readBatches(event)).toEqual([{ total: 60, done: 60, finished: true, failure: null }]);
    await workReleases();
    expect(await count(event)).toEqual([60, 60, 60, 60, 60]);
  });

  it("names nobody twice: who is in a release under way is in no other (F21)", async () => {
    const event = await seedMany(55);
    const [one, two] = [await seedAdmin(), await seedAdmin()];
    const results = await Promise.all(
      [await releasing(one, event), await releasing(two, event)].map((permit) => releaseCertificates(permit, "all")),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.find(({ ok }) => !ok)).toEqual({ ok: false, reason: "already-released" });
    await Promise.all([workReleases(10), workReleases(10), workReleases(10)]);
    await workReleases();
    expect(await count(event)).toEqual([55, 55, 55, 55, 55]);
  });

  it("goes on where it stood after its worker was killed, and makes nothing twice", { timeout: 120_000 }, async () => {
    const event = await seedMany(80);
    await releaseCertificates(await releasing(await seedAdmin(), event), "all");
    const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", worker], {
      stdio: ["ignore", "inherit", "inherit"],
    });
    const exit = new Promise((resolve) => child.once("exit", resolve));
    for (;;) {
      const [batch] = await readBatches(event);
      if (batch && batch.done >= 8) break;
      if (child.exitCode !== null) throw new Error("the worker ended before it was killed");
      await pause(10);
    }
    child.kill("SIGKILL");
    await exit;
    const [cut] = await readBatches(event);
    expect(cut?.finished).toBe(false);
    // What the killed process held is free as soon as the database has seen that it is gone.
    for (let tries = 0; tries < 100 && !(await readBatches(event))[0]?.finished; tries++) {
      await workReleases();
      await pause(50);
    }
    expect(await count(event)).toEqual([80, 80, 80, 80, 80]);
  });

  it("a chunk that fails is made again whole", async () => {
    const event = await seedMany(60);
    await releaseCertificates(await releasing(await seedAdmin(), event), "all");
    await failInserts("letter", "at the row");
    await expect(workReleases(20)).rejects.toThrow();
    expect(await count(event)).toEqual([0, 0, 0, 0, 0]);
    await recover();
    await workReleases(20);
    expect(await count(event)).toEqual([60, 60, 60, 60, 60]);
  });

  it("passes over who may not be given it any more", async () => {
    const event = await seedMany(52);
    await releaseCertificates(await releasing(await seedAdmin(), event), "all");
    await sql(
      `UPDATE attendance SET state = 'absent' WHERE enrolment_id IN (SELECT id FROM enrolment WHERE event_id = $1 LIMIT 2)`,
      [event.id],
    );
    await workReleases();
    expect((await count(event))[0]).toBe(50);
    expect(await readBatches(event)).toEqual([{ total: 52, done: 52, finished: true, failure: null }]);
  });

  it("stops when its admin comes to have a part in the event, and says so", async () => {
    const event = await seedMany(60);
    const admin = await seedAdmin();
    await releaseCertificates(await releasing(admin, event), "all");
    await unsafeSql(`INSERT INTO "grant" (person_id, role, event_id) VALUES ($1, 'instructor', $2)`, [
      admin.id,
      event.id,
    ]);
    await workReleases();
    expect(await count(event)).toEqual([0, 0, 0, 0, 0]);
    expect(await readBatches(event)).toEqual([{ total: 60, done: 0, finished: true, failure: "interested" }]);
    expect(await releaseCertificates(await releasing(await seedAdmin(), event), "all")).toMatchObject({ ok: true });
  });
});
