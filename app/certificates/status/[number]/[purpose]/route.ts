import { z } from "zod";
import { statusPurposes } from "@/lib/certificates/status/build";
import { loadStatusList } from "@/lib/certificates/status/mutations";
import { defineOpenRoute, problem } from "@/lib/entry/define-route";
import { publicJson } from "@/lib/entry/public-json";

const door = {
  summary: "A signed list of which credentials were revoked (purpose revocation) or superseded (purpose message).",
  params: z.object({
    number: z
      .string()
      .regex(/^[1-9]\d{0,8}$/)
      .transform(Number),
    purpose: z.enum(statusPurposes),
  }),
  answers: {
    200: z.looseObject({
      id: z.url(),
      issuer: z.string(),
      validFrom: z.iso.datetime(),
      validUntil: z.iso.datetime(),
      credentialSubject: z.looseObject({ statusPurpose: z.enum(statusPurposes), encodedList: z.string() }),
    }),
  },
};

export const GET = defineOpenRoute(door, async ({ params: { number, purpose } }) => {
  const list = await loadStatusList(number, purpose, new Date());
  return list ? publicJson(list, 60) : problem(404, "not-found", "There is nothing here.");
});
