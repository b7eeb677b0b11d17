import { answerFile } from "@/lib/catalogue/feeds/answer";
import { writeRobots } from "@/lib/catalogue/feeds/xml";
import { env } from "@/lib/env";

export const dynamic = "force-dynamic";

/** What search engines are asked to leave alone. */
export const GET = (): Response => answerFile(writeRobots(env().origin), "text/plain");
