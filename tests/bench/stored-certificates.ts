import type pg from "pg";
import { makeCode } from "@/lib/certificates/code";
import { signForRelease } from "@/lib/certificates/credential/mutations";
import { db } from "@/lib/db/client";
import { buildDraft } from "../builders/credentials";

const BATCH = 20_000;
const SIGN_BATCH = 100;

/**
 * Adds certificates, written as a release would have left them; the last of them are signed, and their codes given: those are
 * looked up. A million signed ones would be a disk full of text that no lookup touches.
 */
export async function storeCertificates(client: pg.Client, howMany: number, signedOnes: number): Promise<string[]> {
  const { snapshot } = buildDraft();
  await client.query("ALTER TABLE certificate DISABLE TRIGGER USER");
  const codes: string[] = [];
  for (let stored = 0; stored < howMany; stored += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, howMany - stored) }, () => makeCode());
    codes.push(...batch);
    await client.query(
      `INSERT INTO certificate (code, kind, event_id, released_by_id, snapshot, specimen, completed_on, released_at)
       SELECT code, 'itu-badge', e.id, (SELECT id FROM person ORDER BY id LIMIT 1), $2::jsonb, true, '2026-11-21', '2026-11-22T00:00:00Z'
       FROM unnest($1::text[]) WITH ORDINALITY AS made (code, n)
       JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n, count(*) OVER () AS total FROM event) e ON e.n = 1 + made.n % e.total`,
      [batch, JSON.stringify(snapshot)],
    );
  }
  await client.query("ALTER TABLE certificate ENABLE TRIGGER USER");
  await client.query("ANALYZE certificate");
  const read = codes.slice(-signedOnes);
  for (let at = 0; at < read.length; at += SIGN_BATCH) await sign(read.slice(at, at + SIGN_BATCH));
  return read;
}

async function sign(codes: readonly string[]): Promise<void> {
  const { subjectId: _, origin: __, status: ___, ...draft } = buildDraft({ kind: "itu-badge", validUntil: null });
  const releasedAt = new Date("2026-11-22T00:00:00Z");
  await db.$transaction(async (tx) => {
    const signed = await signForRelease(
      tx,
      codes.map((code) => ({ ...draft, code, releasedAt })),
    );
    for (const [at, data] of signed.entries())
      await tx.certificate.update({ where: { code: codes[at] ?? "" }, data, select: { id: true } });
  });
}
