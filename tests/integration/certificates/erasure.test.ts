import { describe, expect, it } from "vitest";
import { releaseCertificates } from "@/lib/certificates/release/mutations";
import { getTranscript } from "@/lib/certificates/transcript/data";
import { makeTranscript } from "@/lib/certificates/transcript/mutations";
import { openWhole } from "@/lib/certificates/verification/open";
import { sql } from "@/lib/db/client";
import { eraseAccount } from "@/lib/people/erasure/mutations";
import { seedClosedAttempt, seedEnrolment, seedRunningAttempt } from "../../builders/attempts";
import { close, readAudit, readCertificates, releasing, seedAdmin, seedOrganizer } from "../../builders/certificates";
import { readSeats, seedEvent, smallBlueprint } from "../../builders/events";
import { readLetters, seedPerson } from "../../builders/people";

describe("erasure (F36)", () => {
  it("takes the person and leaves the certificate, which is checked as before", async () => {
    const event = await seedEvent({ blueprint: smallBlueprint, certificateKind: "itu-certificate" });
    const person = await seedPerson({ fullName: "Zephyrine Unforgettable" });
    await seedClosedAttempt({ event, right: 5, actor: person });
    await close(event);
    await releaseCertificates(await releasing(await seedAdmin(), event), "all");
    const [before] = await readCertificates(event.id);
    const made = await makeTranscript(person, "en");
    const transcript = made.ok ? made.value.code : "";
    const other = await seedEvent({ seats: 3 });
    await seedEnrolment(person, other);

    expect(await eraseAccount(person)).toEqual({ ok: true, value: null });
    const [after] = await readCertificates(event.id);
    expect(after).toEqual({ ...before, personId: null });
    const claim = { actor: null, share: null, network: "192.0.2.7" };
    expect(await openWhole(before?.code ?? "", { ...claim, name: "Zephyrine" })).toMatchObject({
      certificate: { state: "valid", snapshot: { holderName: "Zephyrine Unforgettable" } },
    });
    expect(await openWhole(transcript, { ...claim, name: "Zephyrine" })).toBeNull();
    expect(await getTranscript(transcript)).toMatchObject({ state: "revoked", personId: null });

    expect(await readLetters(person.id)).toEqual([]);
    expect(await readSeats(other.id), "the seat that was not used is free").toEqual({ taken: 0, enrolled: 0 });
    const [stored] = await sql<Record<string, unknown>>(
      `SELECT full_name AS name, native_name AS native, password_hash AS hash, erased_at IS NOT NULL AS erased,
         (SELECT count(*)::int FROM mail_address WHERE person_id = p.id) AS addresses,
         (SELECT count(*)::int FROM attempt WHERE person_id = p.id) AS attempts
       FROM person p WHERE id = $1`,
      [person.id],
    );
    expect(stored).toEqual({ name: "—", native: null, hash: null, erased: true, addresses: 0, attempts: 1 });
    expect((await readAudit(person.id)).map(({ action }) => action)).toEqual(["person.erase"]);
    expect(await eraseAccount(person), "a second click").toEqual({ ok: false, reason: "erased" });
  });

  it("waits for an exam under way, and for roles to be laid down", async () => {
    const running = await seedRunningAttempt();
    expect(await eraseAccount(running.actor)).toEqual({ ok: false, reason: "exam-running" });
    const organizer = await seedOrganizer(running.event);
    expect(await eraseAccount(organizer)).toEqual({ ok: false, reason: "has-grants" });
    expect((await readAudit(organizer.id)).length).toBe(0);
  });

  it("leaves no trace of the name or the address anywhere but in the certificate", async () => {
    const event = await seedEvent({ blueprint: smallBlueprint, certificateKind: "itu-certificate" });
    const person = await seedPerson({ fullName: "Quintessa Nowhere" });
    await seedClosedAttempt({ event, right: 5, actor: person });
    const [{ address } = { address: "" }] = await sql<{ address: string }>(
      "SELECT address FROM mail_address WHERE person_id = $1",
      [person.id],
    );
    await sql(
      `INSERT INTO invitation (event_id, address, canonical, full_name, token_hash, state, expires_at, settled_at, invited_by_id, claimed_by_id)
       VALUES ($1, $2, $2, 'Quintessa Nowhere', $3, 'claimed', now(), now(), $4, $4)`,
      [event.id, address, crypto.randomUUID(), person.id],
    );
    await eraseAccount(person);
    const tables = await sql<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> '_prisma_migrations'",
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const [row] = await sql<{ n: number }>(
        `SELECT count(*)::int AS n FROM "${name}" t WHERE t::text LIKE '%Quintessa%' OR t::text LIKE '%' || $1 || '%'`,
        [address],
      );
      if (row && row.n > 0) found.push(name);
    }
    expect(found).toEqual([]);
  });
});
