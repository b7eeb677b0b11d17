import { sql } from "@/lib/db/client";
import { json, problem } from "@/lib/entry/define-route";

export const dynamic = "force-dynamic";

/** Whether the server and its database answer. */
export async function GET(): Promise<Response> {
  const began = performance.now();
  try {
    await sql("SELECT 1");
  } catch {
    return problem(503, "unavailable", "The database does not answer.");
  }
  const databaseMs = Math.round(performance.now() - began);
  return json({ state: databaseMs > 2000 ? "degraded" : "well", databaseMs });
}
