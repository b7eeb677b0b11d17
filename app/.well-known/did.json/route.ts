import { z } from "zod";
import { listKeys, originNamed } from "@/lib/certificates/keys/data";
import { buildDidDocument } from "@/lib/certificates/keys/did";
import { defineOpenRoute } from "@/lib/entry/define-route";
import { publicJson } from "@/lib/entry/public-json";

const door = {
  summary: "The issuer's document of did:web, with the public keys of all that it ever signed.",
  params: z.unknown(),
  answers: {
    200: z.looseObject({
      id: z.string(),
      verificationMethod: z.array(
        z.object({ id: z.string(), type: z.string(), controller: z.string(), publicKeyMultibase: z.string() }),
      ),
      assertionMethod: z.array(z.string()),
    }),
  },
};

/** Also under the hosts of earlier origins: who checks an old certificate asks there. */
export const GET = defineOpenRoute(door, async ({ request }) =>
  publicJson(buildDidDocument(originNamed(request.headers.get("host")), await listKeys()), 300, { vary: "host" }),
);
