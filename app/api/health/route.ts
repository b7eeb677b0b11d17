import { measureDatabaseMs } from "@/lib/db/data";
import { json, problem } from "@/lib/entry/define-route";

export const dynamic = "force-dynamic";

/** Whether the server and its database answer; "degraded" when the database makes people wait. */
export async function GET(): Promise<Response> {
  try {
    const databaseMs = await measureDatabaseMs();
    return json({ state: databaseMs > 2000 ? "degraded" : "well", databaseMs });
  } catch {
    return problem(503, "unavailable", "The database does not answer.");
  }
}
