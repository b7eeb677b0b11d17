import type { Transaction } from "@/lib/db/client";

/** Writes who did what to what, in the transaction of the change itself. */
export async function recordAudit(
  tx: Transaction,
  entry: {
    readonly actorId: string | null;
    readonly action: string;
    readonly subjectKind: string;
    readonly subjectId: string;
    readonly detail?: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  const { detail, ...rest } = entry;
  await tx.auditEvent.create({
    data: { ...rest, ...(detail ? { detail: detail as object } : {}) },
    select: { id: true },
  });
}
