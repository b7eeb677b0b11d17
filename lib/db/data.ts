import { sql } from "./client";

/**
 * How long the database takes to answer the least question.
 * Units: whole milliseconds. Errors: rejects when it does not answer.
 */
export async function measureDatabaseMs(): Promise<number> {
  const began = performance.now();
  await sql("SELECT 1");
  return Math.round(performance.now() - began);
}
