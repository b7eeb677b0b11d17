import { z } from "zod";
import { loadOfflineVerifier } from "@/lib/certificates/offline/data";
import { defineOpenRoute } from "@/lib/entry/define-route";

/** A file to keep: it is downloaded, not shown, and carries a policy of its own. */
export const GET = defineOpenRoute({ params: z.unknown() }, async () => {
  return new Response(await loadOfflineVerifier(new Date()), {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-disposition": 'attachment; filename="certificate-verifier.html"',
      "cache-control": "public, max-age=60",
      "x-robots-tag": "noindex",
    },
  });
});
