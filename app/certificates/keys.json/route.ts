import { z } from "zod";
import { listOwnKeys } from "@/lib/certificates/keys/data";
import { defineOpenRoute } from "@/lib/entry/define-route";
import { publicJson } from "@/lib/entry/public-json";

const instant = z.iso.datetime();
const door = {
  summary: "The public keys of this issuer under each of its names, and when each was retired.",
  params: z.unknown(),
  answers: {
    200: z.strictObject({
      madeAt: instant,
      keys: z.array(
        z.strictObject({
          did: z.string(),
          id: z.string(),
          publicKeyMultibase: z.string(),
          createdAt: instant,
          retiredAt: instant.nullable(),
        }),
      ),
      statusLists: z.array(z.unknown()).max(0),
    }),
  },
};

export const GET = defineOpenRoute(door, async () =>
  publicJson({ madeAt: new Date(), keys: await listOwnKeys(), statusLists: [] }, 60),
);
