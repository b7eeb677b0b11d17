import { json } from "@/lib/entry/define-route";
import { describeCalls } from "@/lib/entry/describe-calls";
import { calls } from "./table";

export const dynamic = "force-dynamic";

/** The JSON interface, described for programs. */
export const GET = (): Response => json(describeCalls(calls));
