import type { Permit } from "@/lib/access/authorize";
import { db, type Transaction } from "@/lib/db/client";
import type { Language } from "@/lib/format/languages";
import { pickLayer } from "@/lib/format/layers";
import { findInvited } from "../invitations/data";
import { findNominated } from "../nominations/data";
import { readTable } from "./read-file";
import { planRows, readRows } from "./rules";
import type { ImportKind, ImportPage, ImportReport } from "./types";

/** An event as the page of imports shows it, with the files that were brought in before. */
export async function getImportPage({ subject }: Permit<"event.manage">, language: string): Promise<ImportPage> {
  const { layers, imports, seatsTaken, seatsHeld, seats, ...event } = await db.event.findUniqueOrThrow({
    where: { id: subject.id },
    select: {
      slug: true,
      state: true,
      zone: true,
      admission: true,
      inPairs: true,
      seats: true,
      seatsTaken: true,
      seatsHeld: true,
      layers: { select: { language: true, title: true } },
      imports: {
        orderBy: { createdAt: "desc" },
        take: 20,
        select: { kind: true, rows: true, createdAt: true, createdBy: { select: { fullName: true } } },
      },
    },
  });
  const layer = pickLayer(layers, language);
  return {
    ...event,
    title: layer?.title ?? event.slug,
    language: layer?.language ?? "en",
    seatsFree: seats === null ? null : seats - seatsTaken - seatsHeld,
    batches: imports.map(({ createdBy, ...batch }) => ({ ...batch, by: createdBy.fullName })),
  };
}

export type Brought = { readonly kind: ImportKind; readonly text: string; readonly language: Language };

/** What bringing a text in would do, line by line, as things stand in this transaction. */
export async function planImport(tx: Transaction, eventId: string, brought: Brought): Promise<ImportReport> {
  const { kind, text, language } = brought;
  const read = readTable(text);
  if (!read.ok) return read;
  const { table } = read;
  if (kind === "nominations" && !table.known.includes("name")) return { ok: false, problem: "no-name-column", line: 1 };
  if (kind === "nominations" && !table.known.includes("state"))
    return { ok: false, problem: "no-state-column", line: 1 };
  const { inPairs } = await tx.event.findUniqueOrThrow({ where: { id: eventId }, select: { inPairs: true } });
  const rows = readRows(table, { kind, inPairs, language });
  const addresses = rows.flatMap(({ member }) => member?.address ?? []);
  const there =
    kind === "nominations" ? await findNominated(tx, eventId, addresses) : await findThere(tx, eventId, addresses);
  const plan = planRows(rows, new Set(there.keys()), { kind, text });
  const batch = await tx.importBatch.findFirst({
    where: { eventId, kind, sha256: plan.sha256 },
    select: { createdAt: true },
  });
  const { separator, known, unknown } = table;
  return { ok: true, table: { separator, known, unknown }, plan, importedAt: batch?.createdAt ?? null };
}

async function findThere(tx: Transaction, eventId: string, addresses: readonly string[]): Promise<ReadonlySet<string>> {
  const { invited, seated } = await findInvited(tx, eventId, addresses);
  return new Set([...invited, ...seated]);
}

/** The dry run of an import: reads, and changes nothing. */
export const getImportReport = ({ subject }: Permit<"event.manage">, brought: Brought): Promise<ImportReport> =>
  db.$transaction((tx) => planImport(tx, subject.id, brought));
