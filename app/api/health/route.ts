import { z } from "zod";
import { measureDatabase } from "@/lib/db/data";
import { defineOpenRoute, json, problem } from "@/lib/entry/define-route";

export const dynamic = "force-dynamic";

const door = {
  summary: 'Whether the server and its database answer; "degraded" when people wait.',
  params: z.unknown(),
  answers: { 200: z.strictObject({ state: z.enum(["well", "degraded"]), databaseMs: z.int().min(0) }) },
};

export const GET = defineOpenRoute(door, async () => {
  try {
    const { milliseconds, crowded } = await measureDatabase();
    return json({ state: crowded ? "degraded" : "well", databaseMs: milliseconds });
  } catch {
    return problem(503, "unavailable", "The database does not answer.");
  }
});
