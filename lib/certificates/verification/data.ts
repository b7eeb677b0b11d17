import { limitedIn } from "@/lib/auth/limits";
import { sql } from "@/lib/db/client";
import { hashSecret } from "../data";
import type { RegisterRow } from "./types";

type Key = { readonly id: string; readonly publicKeyMultibase: string; readonly retiredAt: string | null };
type Read = Omit<RegisterRow, "id" | "keys"> & {
  readonly limited: boolean;
  readonly id: string | null;
  readonly keys: Key[];
};

/**
 * The certificate of a code with all that its page needs, null when there is none, and whether whoever asks has used up their
 * tries: all in one statement.
 */
export async function readFromRegister(
  code: string,
  network: string,
): Promise<{ readonly limited: boolean; readonly row: RegisterRow | null }> {
  const limit = limitedIn("code-network", network, "$2");
  const [read] = await sql<Read>(registerStatement(limit.condition), [code, limit.value], "register");
  if (!read || read.id === null) return { limited: read?.limited ?? true, row: null };
  const { limited, id, keys, ...row } = read;
  return {
    limited,
    row: {
      ...row,
      id,
      keys: keys.map((key) => ({ ...key, retiredAt: key.retiredAt === null ? null : new Date(key.retiredAt) })),
    },
  };
}

const registerStatement = (limited: string): string => `
  SELECT tries.limited, c.id, c.code, c.kind, c.state::text, c.specimen, c.snapshot, c.person_id AS "personId",
    c.valid_until::text AS "validUntil", c.released_at AS "releasedAt", c.revoked_at AS "revokedAt",
    c.revocation_class AS "revocationClass", c.score_shown AS "scoreShown", c.credential,
    newer.code AS "supersededByCode", newer.released_at AS "supersededAt", older.code AS "replacesCode",
    coalesce((
      SELECT json_agg(json_build_object('id', k.id, 'publicKeyMultibase', k.public_key_multibase, 'retiredAt', k.retired_at))
      FROM signing_key k
    ), '[]') AS keys
  FROM (SELECT ${limited} AS limited) tries
  LEFT JOIN certificate c ON c.code = $1
  LEFT JOIN certificate newer ON newer.id = c.superseded_by_id
  LEFT JOIN certificate older ON older.superseded_by_id = c.id`;

/** Whether a share link's secret opens this certificate or transcript now. */
export async function isShared(id: string, secret: string): Promise<boolean> {
  const rows = await sql(
    "SELECT hash FROM share_secret WHERE hash = $1 AND $2 IN (certificate_id, transcript_id) AND revoked_at IS NULL",
    [hashSecret(secret), id],
  );
  return rows.length > 0;
}
