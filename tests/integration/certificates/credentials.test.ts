import { afterEach, describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import { checkCredential } from "@/lib/certificates/check/check-credential";
import { readKeyHistory } from "@/lib/certificates/check/trust";
import type { CheckReport, Trust } from "@/lib/certificates/check/types";
import { makeCode } from "@/lib/certificates/code";
import { buildCredential } from "@/lib/certificates/credential/build";
import { loadCredential, signForRelease } from "@/lib/certificates/credential/mutations";
import { signCredential } from "@/lib/certificates/credential/sign";
import {
  listForgottenOrigins,
  listKeys,
  listOwnKeys,
  originNamed,
  ownOrigins,
  readSigner,
} from "@/lib/certificates/keys/data";
import { buildDidDocument } from "@/lib/certificates/keys/did";
import { holdSigner, rotateKey } from "@/lib/certificates/keys/mutations";
import { seal } from "@/lib/certificates/keys/seal";
import { revokeCertificate } from "@/lib/certificates/mutations";
import { loadKeyHistory } from "@/lib/certificates/offline/data";
import { LIST_PLACES } from "@/lib/certificates/status/build";
import { drawPlaces, loadAllStatusLists, loadStatusList } from "@/lib/certificates/status/mutations";
import { db } from "@/lib/db/client";
import { seedAdmin, unsafeRelease } from "../../builders/certificates";
import { buildDraft } from "../../builders/credentials";
import { seedEvent } from "../../builders/events";
import { recover } from "../../builders/failing";
import { ownerPrisma, unsafeSql } from "../../builders/owner";
import { seedPerson } from "../../builders/people";

// Read with the rest of the environment, at the first use of the database.
process.env.EARLIER_ORIGINS = "https://old.example.org";

afterEach(recover);

const draft = () => {
  const { subjectId: _, origin: __, status: ___, ...rest } = buildDraft({ code: makeCode(), validUntil: null });
  return { ...rest, releasedAt: new Date(Date.now() - 60_000) };
};

/** A certificate as a release stores it, with its credential. */
async function seedSigned() {
  const event = await seedEvent();
  const [holder, admin] = [await seedPerson(), await seedAdmin()];
  const made = draft();
  const id = await db.$transaction(async (tx) => {
    const [signed] = await signForRelease(tx, [made]);
    const row = await tx.certificate.create({
      data: {
        code: made.code,
        kind: made.kind,
        personId: holder.id,
        eventId: event.id,
        releasedById: admin.id,
        snapshot: made.snapshot,
        specimen: false,
        completedOn: new Date("2027-04-30T00:00:00Z"),
        releasedAt: made.releasedAt,
        ...(signed as NonNullable<typeof signed>),
      },
      select: { id: true },
    });
    return row.id;
  });
  const { statusList } = await db.certificate.findUniqueOrThrow({ where: { id }, select: { statusList: true } });
  return { id, code: made.code, event, holder, admin, list: statusList ?? 0, credential: await loadCredential(id) };
}

const trustNow = async (): Promise<Trust> => ({
  keys: await listOwnKeys(),
  keysAsOf: null,
  acceptDidKey: false,
  statusLists: await loadAllStatusLists(new Date()),
  now: new Date(),
});
const check = async (credential: unknown): Promise<CheckReport["outcome"]> =>
  (await checkCredential(credential, await trustNow())).outcome;

describe("a signed certificate", () => {
  it("is valid for who trusts this installation's keys and lists", async () => {
    const { credential } = await seedSigned();
    expect(await check(credential)).toBe("valid");
  });

  it("is signed once: its credential never changes, whoever asks", async () => {
    const { id, credential } = await seedSigned();
    expect(await loadCredential(id)).toEqual(credential);
    await expect(unsafeSql("UPDATE certificate SET credential = '{}' WHERE id = $1", [id])).rejects.toThrow(
      "never overwritten",
    );
    await expect(
      unsafeSql("UPDATE certificate SET status_index = status_index + 1 WHERE id = $1", [id]),
    ).rejects.toThrow("never overwritten");
  });

  it("that was released before there were credentials is signed at its first reading, once by many readers", async () => {
    const event = await seedEvent();
    const row = await unsafeRelease({ event, holder: await seedPerson(), releaser: await seedAdmin() });
    await unsafeSql("ALTER TABLE certificate DISABLE TRIGGER USER");
    await unsafeSql("UPDATE certificate SET snapshot = $2, released_at = now() - interval '1 minute' WHERE id = $1", [
      row.id,
      JSON.stringify(buildDraft().snapshot),
    ]);
    await unsafeSql("ALTER TABLE certificate ENABLE TRIGGER USER");
    const read = await Promise.all([1, 2, 3, 4].map(() => loadCredential(row.id)));
    for (const credential of read) expect(credential).toEqual(read[0]);
    expect(await check(read[0])).toBe("valid");
  });

  it("says nothing of its holder's address or account", async () => {
    const { credential, holder } = await seedSigned();
    const text = JSON.stringify(credential);
    expect(text).not.toContain("@example");
    expect(text).not.toContain(holder.id);
  });
});

describe("F19: a revoked certificate", () => {
  it("is revoked for whoever reads its list next, and other places are untouched", async () => {
    const [revoked, other] = [await seedSigned(), await seedSigned()];
    expect(await check(revoked.credential)).toBe("valid");
    const before = await loadStatusList(revoked.list, "revocation", new Date());
    const result = await revokeCertificate(
      authorize(revoked.admin, "certificate.revoke", { id: revoked.id, personId: revoked.holder.id } as never),
      "issued-in-error",
      "Issued to the wrong person.",
    );
    expect(result.ok).toBe(true);
    expect(await loadStatusList(revoked.list, "revocation", new Date())).not.toEqual(before);
    expect(await check(revoked.credential)).toBe("revoked");
    expect(await check(other.credential)).toBe("valid");
    expect(await loadCredential(revoked.id)).toEqual(revoked.credential);
  });
});

describe("F20: a superseded certificate", () => {
  it("says that another replaced it", async () => {
    const { id, credential } = await seedSigned();
    await loadAllStatusLists(new Date());
    await unsafeSql("UPDATE certificate SET state = 'superseded' WHERE id = $1", [id]);
    expect(await check(credential)).toBe("superseded");
  });
});

describe("places in a status list", () => {
  it("are drawn by chance, each once, and a list that is half full is followed by another", async () => {
    const origin = "https://full.example.org";
    const [first, second] = await db.$transaction(async (tx) => [
      await drawPlaces(tx, origin, 500),
      await drawPlaces(tx, origin, 5_000),
    ]);
    const places = first?.map(({ index }) => index) ?? [];
    expect(new Set(places).size).toBe(500);
    expect(Math.max(...places)).toBeGreaterThan(LIST_PLACES / 2);
    expect(places.slice(0, 100)).not.toEqual(places.slice(0, 100).toSorted((one, other) => one - other));
    expect(new Set(second?.map(({ list }) => list))).toEqual(new Set([first?.[0]?.list]));
    const event = await seedEvent();
    const admin = await seedAdmin();
    const list = first?.[0]?.list ?? 0;
    await unsafeSql(
      `INSERT INTO certificate (code, kind, state, event_id, released_by_id, snapshot, specimen, completed_on, status_list, status_index)
       SELECT translate(lpad(to_hex(n), 18, '0'), 'abcdef', 'ABCDEF'), 'itu-badge', 'superseded', $1, $2, '{}', true, '2026-11-21', $3, n
       FROM generate_series(1, $4) n`,
      [event.id, admin.id, list, 1_000],
    );
    const [next] = await db.$transaction((tx) => drawPlaces(tx, origin, LIST_PLACES / 2 - 999));
    expect(next?.list).toBeGreaterThan(list);
  });

  it("are never given twice, by two releases at once", async () => {
    const signed = await Promise.all(Array.from({ length: 6 }, () => seedSigned()));
    const rows = await db.certificate.findMany({
      where: { id: { in: signed.map(({ id }) => id) } },
      select: { statusList: true, statusIndex: true },
    });
    expect(new Set(rows.map(({ statusList, statusIndex }) => `${statusList}/${statusIndex}`)).size).toBe(6);
  });

  it("are never those of transcripts", async () => {
    const origin = "https://transcripts.example.org";
    const [first] = await db.$transaction((tx) => drawPlaces(tx, origin, 1));
    await unsafeSql(
      `INSERT INTO transcript (code, snapshot, specimen, credential, status_list, status_index)
       SELECT translate(lpad(to_hex(n), 18, '0'), 'abcdef', 'ABCDEF'), '{}', true, '{}', $1, n FROM generate_series(0, 59999) n`,
      [first?.list],
    );
    const drawn = await db.$transaction((tx) => drawPlaces(tx, origin, 5_000));
    expect(new Set(drawn.map(({ list }) => list))).toEqual(new Set([first?.list]));
    expect(drawn.filter(({ index }) => index < 60_000)).toEqual([]);
    const [next] = await db.$transaction((tx) => drawPlaces(tx, origin, 6_000));
    expect(next?.list).toBeGreaterThan(first?.list ?? 0);
  });

  it("stand in a list that is signed anew once half of its time is over, and not before", async () => {
    const { list } = await seedSigned();
    const now = new Date();
    const day = 24 * 60 * 60 * 1000;
    const first = await loadStatusList(list, "message", now);
    expect(await loadStatusList(list, "message", new Date(now.getTime() + 3 * day))).toEqual(first);
    expect(await loadStatusList(list, "message", new Date(now.getTime() + 4 * day))).not.toEqual(first);
    expect(await loadStatusList(999_999, "message", now)).toBeNull();
  });
});

describe("the signing key", () => {
  it("is made once by many who begin at once, and lies encrypted", async () => {
    await Promise.all([1, 2, 3].map(() => db.$transaction((tx) => holdSigner(tx))));
    const rows = await unsafeSql<{ id: string; sealed: string }>(
      "SELECT id, sealed_secret::text AS sealed FROM signing_key WHERE retired_at IS NULL",
    );
    expect(rows).toHaveLength(1);
    expect(Object.keys(JSON.parse(rows[0]?.sealed ?? "{}")).sort()).toEqual(["iv", "salt", "tag", "text"]);
  });

  it("that was made in a transaction that failed signs nothing later", async () => {
    await unsafeSql("UPDATE signing_key SET retired_at = now() WHERE retired_at IS NULL");
    await unsafeSql("UPDATE status_list SET stale = true");
    const failing = db.$transaction(async (tx) => {
      await holdSigner(tx);
      throw new Error("the release failed");
    });
    await expect(failing).rejects.toThrow("the release failed");
    expect(await check((await seedSigned()).credential)).toBe("valid");
  });

  it("is rotated with a record of it; what the retired one signed stays good, and the next signs on", async () => {
    const before = await seedSigned();
    const { retired, made } = await ownerPrisma().$transaction((tx) => rotateKey(tx));
    expect(made).not.toBe(retired);
    expect((await readSigner())?.id).toBe(made);
    const after = await seedSigned();
    expect(await check(before.credential)).toBe("valid");
    expect(await check(after.credential)).toBe("valid");
    expect((after.credential as { proof: { verificationMethod: string } }).proof.verificationMethod).toBe(
      `did:web:localhost%3A3000#${made}`,
    );
    const audit = await unsafeSql<{ action: string }>("SELECT action FROM audit_event WHERE subject_id = $1", [made]);
    expect(audit).toEqual([{ action: "key.rotate" }]);
  });

  it("is never changed, and never taken back from retirement", async () => {
    await ownerPrisma().$transaction((tx) => rotateKey(tx));
    await expect(unsafeSql("UPDATE signing_key SET public_key_multibase = 'z6Mk'")).rejects.toThrow("never changed");
    await expect(unsafeSql("UPDATE signing_key SET retired_at = NULL WHERE retired_at IS NOT NULL")).rejects.toThrow(
      "never changed",
    );
  });

  it("that another passphrase sealed is refused in one sentence", async () => {
    await ownerPrisma().$transaction((tx) => rotateKey(tx));
    const other = seal(Buffer.alloc(32), "another passphrase");
    const kept = await unsafeSql<{ sealed_secret: object }>(
      "SELECT sealed_secret FROM signing_key WHERE retired_at IS NULL",
    );
    await unsafeSql("UPDATE signing_key SET sealed_secret = $1 WHERE retired_at IS NULL", [JSON.stringify(other)]);
    await expect(db.$transaction((tx) => holdSigner(tx))).rejects.toThrow(
      "KEY_PASSPHRASE does not open the signing key: start with the passphrase under which the key was made.",
    );
    await unsafeSql("UPDATE signing_key SET sealed_secret = $1 WHERE retired_at IS NULL", [
      JSON.stringify(kept[0]?.sealed_secret),
    ]);
  });
});

describe("what others check by", () => {
  it("is an export with every key and the last signed lists, enough without this installation", async () => {
    const { credential } = await seedSigned();
    const history = readKeyHistory(JSON.parse(JSON.stringify(await loadKeyHistory(new Date()))));
    expect(history).not.toBeNull();
    const report = await checkCredential(credential, {
      keys: history?.keys ?? [],
      keysAsOf: history?.madeAt ?? null,
      acceptDidKey: false,
      statusLists: history?.statusLists ?? [],
      now: new Date(),
    });
    expect(report.outcome).toBe("valid");
  });

  it("answers for earlier origins too, by the hosts that are configured and no other", async () => {
    expect(originNamed("old.example.org")).toBe("https://old.example.org");
    expect(originNamed("OLD.example.org")).toBe("https://old.example.org");
    expect(originNamed("evil.example")).toBe("http://localhost:3000");
    expect(originNamed(null)).toBe("http://localhost:3000");

    const origin = originNamed("old.example.org");
    const signer = await db.$transaction((tx) => holdSigner(tx));
    const document = buildDidDocument(origin, await listKeys());
    expect(document.id).toBe("did:web:old.example.org");
    expect(document.assertionMethod).toContain(`did:web:old.example.org#${signer.id}`);

    const [status] = await db.$transaction((tx) => drawPlaces(tx, origin, 1));
    if (!status) throw new Error("no place was drawn");
    const unsigned = buildCredential({ ...buildDraft({ origin, status }), ...draft() });
    const old = await signCredential(unsigned, document.id, signer, new Date(Date.now() - 60_000));
    expect(await check(old)).toBe("valid");
  });

  it("knows of an origin under which it signed and which nobody configured, so that a start can say so", async () => {
    await db.$transaction((tx) => drawPlaces(tx, "https://old.example.org", 1));
    await db.$transaction((tx) => drawPlaces(tx, "https://forgotten.example.org", 1));
    const forgotten = await listForgottenOrigins();
    expect(forgotten).toContain("https://forgotten.example.org");
    for (const own of ownOrigins()) expect(forgotten).not.toContain(own);
  });
});
