import { setTimeout as pause } from "node:timers/promises";
import { hotSql, sql } from "./client";

/** Who waits longer than this for a connection and an answer is kept waiting, in milliseconds. */
const PATIENCE_MS = 2_000;

/**
 * How long the database takes to answer the least question as a page asks it, on the connections that everybody shares.
 * `crowded` when that takes longer than people should wait while the database itself answers on the reserve.
 * Units: whole milliseconds. Errors: rejects when the database does not answer at all.
 */
export async function measureDatabase(): Promise<{ readonly milliseconds: number; readonly crowded: boolean }> {
  const began = performance.now();
  const answered = await Promise.race([
    sql("SELECT 1").then(
      () => true,
      () => false,
    ),
    pause(PATIENCE_MS, false),
  ]);
  if (!answered) await hotSql("health", "SELECT 1", []);
  const milliseconds = Math.round(performance.now() - began);
  return { milliseconds, crowded: !answered };
}
