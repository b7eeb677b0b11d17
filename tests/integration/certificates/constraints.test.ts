import { describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/policy";
import { makeCode } from "@/lib/certificates/code";
import { db, sql } from "@/lib/db/client";
import { isCheckViolation, isUniqueViolation } from "@/lib/db/failures";
import { seedEnrolment } from "../../builders/attempts";
import { seedAdmin, unsafeRelease } from "../../builders/certificates";
import { daysFromNow, type SeededEvent, seedEvent } from "../../builders/events";
import { unsafeSql } from "../../builders/owner";
import { seedPerson } from "../../builders/people";

const interested = { code: "23514", constraint: "certificate_releaser_check" };

const readCertificate = (id: string) => sql("SELECT * FROM certificate WHERE id = $1", [id]);

describe("law 9: who closed the event, organizes, teaches or sits it cannot release it: the database refuses", () => {
  const cases: readonly (readonly [string, (event: SeededEvent) => Promise<Actor>])[] = [
    [
      "who closed the event",
      async (event) => {
        const closer = await seedAdmin();
        await unsafeSql(
          "UPDATE event SET state = 'closed', closed_at = clock_timestamp(), closed_by_id = $2 WHERE id = $1",
          [event.id, closer.id],
        );
        return closer;
      },
    ],
    [
      "an organizer of its organization",
      (event) => seedAdmin([{ role: "organizer", organizationId: event.organizationId, eventId: null }]),
    ],
    [
      "an organizer of this event",
      (event) => seedAdmin([{ role: "organizer", organizationId: null, eventId: event.id }]),
    ],
    [
      "an instructor of its organization",
      (event) => seedAdmin([{ role: "instructor", organizationId: event.organizationId, eventId: null }]),
    ],
    [
      "an instructor of this event",
      (event) => seedAdmin([{ role: "instructor", organizationId: null, eventId: event.id }]),
    ],
    [
      "who sits the event",
      async (event) => {
        const sitter = await seedAdmin();
        await seedEnrolment(sitter, event);
        return sitter;
      },
    ],
    [
      "who waits for a seat in it",
      async (event) => {
        const waiter = await seedAdmin();
        await seedEnrolment(waiter, event, { state: "waiting" });
        return waiter;
      },
    ],
  ];

  it.each(cases)("%s", async (_, seedReleaser) => {
    const event = await seedEvent();
    const releaser = await seedReleaser(event);
    await expect(unsafeRelease({ event, holder: await seedPerson(), releaser })).rejects.toMatchObject(interested);
    expect(await sql("SELECT 1 FROM certificate WHERE event_id = $1", [event.id])).toEqual([]);
  });

  it("the holder", async () => {
    const event = await seedEvent();
    const holder = await seedAdmin();
    await expect(unsafeRelease({ event, holder, releaser: holder })).rejects.toMatchObject({
      code: "23514",
      constraint: "certificate_not_own_check",
    });
  });

  it("an admin with no part in the event can, and so can one whose part is over", async () => {
    const event = await seedEvent();
    const past = await seedAdmin([{ role: "organizer", organizationId: null, eventId: event.id }]);
    await unsafeSql(`UPDATE "grant" SET revoked_at = clock_timestamp() WHERE person_id = $1 AND role = 'organizer'`, [
      past.id,
    ]);
    await seedEnrolment(past, event, { state: "withdrawn" });
    await expect(
      unsafeRelease({ event, holder: await seedPerson(), releaser: await seedAdmin() }),
    ).resolves.toMatchObject({ code: expect.any(String) });
    await expect(unsafeRelease({ event, holder: await seedPerson(), releaser: past })).resolves.toMatchObject({
      code: expect.any(String),
    });
  });

  it("an organizer of another event of another organization can", async () => {
    const event = await seedEvent();
    const [other] = await sql<{ id: string }>("SELECT id FROM organization WHERE id <> $1 LIMIT 1", [
      event.organizationId,
    ]);
    const releaser = await seedAdmin([{ role: "organizer", organizationId: other?.id ?? "", eventId: null }]);
    await expect(unsafeRelease({ event, holder: await seedPerson(), releaser })).resolves.toBeDefined();
  });

  it("the refusal reaches the application as what it is", async () => {
    const event = await seedEvent();
    const organizer = await seedAdmin([{ role: "organizer", organizationId: null, eventId: event.id }]);
    const failure = await db.certificate
      .create({
        data: {
          code: makeCode(),
          kind: "itu-badge",
          eventId: event.id,
          releasedById: organizer.id,
          snapshot: {},
          specimen: true,
          completedOn: daysFromNow(0),
        },
      })
      .catch((error: unknown) => error);
    expect(isCheckViolation(failure)).toBe(true);
  });
});

describe("law 9: at most one valid document of each kind for a person and event", () => {
  it("a second one is refused; another kind, person or event is not", async () => {
    const [event, other, holder, releaser] = [
      await seedEvent(),
      await seedEvent(),
      await seedPerson(),
      await seedAdmin(),
    ];
    await unsafeRelease({ event, holder, releaser });
    await expect(unsafeRelease({ event, holder, releaser })).rejects.toMatchObject({
      code: "23505",
      constraint: "certificate_valid_key",
    });
    await unsafeRelease({ event, holder, releaser, kind: "attendance-letter" });
    await unsafeRelease({ event, holder: await seedPerson(), releaser });
    await unsafeRelease({ event: other, holder, releaser });
  });

  it("two admins who release the same at once make one (F21)", async () => {
    for (let round = 0; round < 10; round++) {
      const [event, holder, one, two] = [await seedEvent(), await seedPerson(), await seedAdmin(), await seedAdmin()];
      const results = await Promise.allSettled(
        [one, two].map((releaser) => unsafeRelease({ event, holder, releaser })),
      );
      expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      const [refused] = results.flatMap((result) => (result.status === "rejected" ? [result.reason as unknown] : []));
      expect(isUniqueViolation(refused)).toBe(true);
      expect(await sql("SELECT 1 FROM certificate WHERE event_id = $1", [event.id])).toHaveLength(1);
    }
  });

  it("after a supersession or a revocation another one can be released", async () => {
    const [event, holder, releaser] = [await seedEvent(), await seedPerson(), await seedAdmin()];
    const first = await unsafeRelease({ event, holder, releaser });
    await sql("UPDATE certificate SET state = 'superseded' WHERE id = $1", [first.id]);
    const second = await unsafeRelease({ event, holder, releaser });
    await sql("UPDATE certificate SET superseded_by_id = $2 WHERE id = $1", [first.id, second.id]);
    await sql("UPDATE certificate SET state = 'revoked', revoked_at = clock_timestamp() WHERE id = $1", [second.id]);
    await unsafeRelease({ event, holder, releaser });
  });
});

describe("law 9: a correction supersedes, never overwrites", () => {
  const changes: readonly (readonly [string, string])[] = [
    ["what it says", `snapshot = '{"holderName": "Somebody Else"}'`],
    ["its code", "code = '000000000000000000'"],
    ["its kind", "kind = 'itu-badge'"],
    ["who released it", "released_by_id = (SELECT id FROM person WHERE id NOT IN (released_by_id, person_id) LIMIT 1)"],
    ["its event", "event_id = (SELECT id FROM event WHERE id <> event_id LIMIT 1)"],
    ["whether it is a specimen", "specimen = false"],
    ["when it was completed", "completed_on = '2020-01-01'"],
    ["when it was released", "released_at = '2020-01-01'"],
  ];

  it.each(changes)("%s cannot be changed, by the application or by the owner", async (_, change) => {
    await seedEvent();
    await seedPerson();
    const { id } = await unsafeRelease({
      event: await seedEvent(),
      holder: await seedPerson(),
      releaser: await seedAdmin(),
    });
    const before = await readCertificate(id);
    for (const run of [sql, unsafeSql])
      await expect(run(`UPDATE certificate SET ${change} WHERE id = $1`, [id])).rejects.toMatchObject({
        code: "23000",
      });
    expect(await readCertificate(id)).toEqual(before);
  });

  it("what was superseded or revoked is never valid again", async () => {
    for (const state of ["superseded", "revoked"] as const) {
      const { id } = await unsafeRelease({
        event: await seedEvent(),
        holder: await seedPerson(),
        releaser: await seedAdmin(),
      });
      await sql(
        `UPDATE certificate SET state = '${state}', revoked_at = ${state === "revoked" ? "clock_timestamp()" : "NULL"} WHERE id = $1`,
        [id],
      );
      await expect(
        sql("UPDATE certificate SET state = 'valid', revoked_at = NULL WHERE id = $1", [id]),
      ).rejects.toMatchObject({ code: "23000" });
    }
  });

  it("a revocation has its instant, and nothing else has one", async () => {
    const { id } = await unsafeRelease({
      event: await seedEvent(),
      holder: await seedPerson(),
      releaser: await seedAdmin(),
    });
    const constraint = "certificate_revoked_check";
    await expect(sql("UPDATE certificate SET state = 'revoked' WHERE id = $1", [id])).rejects.toMatchObject({
      constraint,
    });
    await expect(
      sql("UPDATE certificate SET revoked_at = clock_timestamp() WHERE id = $1", [id]),
    ).rejects.toMatchObject({ constraint });
  });

  it("deleting the holder's account leaves the certificate as it was said", async () => {
    const holder = await seedPerson();
    const { id } = await unsafeRelease({ event: await seedEvent(), holder, releaser: await seedAdmin() });
    await unsafeSql("DELETE FROM person WHERE id = $1", [holder.id]);
    expect(await readCertificate(id)).toMatchObject([
      { person_id: null, state: "valid", snapshot: { holderName: holder.fullName } },
    ]);
  });
});

describe("law 9: a code is 18 characters of Crockford's base 32, and unique", () => {
  it.each([
    ["too short", "0123456789ABCDEFG"],
    ["too long", "0123456789ABCDEFGHJ"],
    ["in small letters", "0123456789abcdefgh"],
    ["in groups, as printed", "0123-4567-89AB-CDEF-GH"],
    ["with an I", "0123456789ABCDEFGI"],
    ["with an L", "0123456789ABCDEFGL"],
    ["with an O", "0123456789ABCDEFGO"],
    ["with a U", "0123456789ABCDEFGU"],
    ["empty", ""],
    ["with a line break after it", "0123456789ABCDEFGH\n"],
  ])("%s is refused", async (_, code) => {
    const release = unsafeRelease({
      event: await seedEvent(),
      holder: await seedPerson(),
      releaser: await seedAdmin(),
      code,
    });
    await expect(release).rejects.toMatchObject({ code: "23514", constraint: "certificate_code_check" });
  });

  it("a code is given once", async () => {
    const event = await seedEvent();
    const releaser = await seedAdmin();
    const { code } = await unsafeRelease({ event, holder: await seedPerson(), releaser });
    await expect(unsafeRelease({ event, holder: await seedPerson(), releaser, code })).rejects.toMatchObject({
      code: "23505",
      constraint: "certificate_code_key",
    });
  });
});
