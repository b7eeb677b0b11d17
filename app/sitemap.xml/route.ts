import { z } from "zod";
import { answerFile } from "@/lib/catalogue/feeds/answer";
import { listPublicSlugs } from "@/lib/catalogue/feeds/data";
import { writeSiteMap } from "@/lib/catalogue/feeds/xml";
import { defineOpenRoute } from "@/lib/entry/define-route";
import { env } from "@/lib/env";

export const dynamic = "force-dynamic";

/** Every public page in every language. */
export const GET = defineOpenRoute({ params: z.unknown() }, async () =>
  answerFile(writeSiteMap(await listPublicSlugs(), env().origin), "application/xml"),
);
