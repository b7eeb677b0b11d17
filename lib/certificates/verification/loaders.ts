import { can } from "@/lib/access/authorize";
import { defineOpenLoader } from "@/lib/entry/define-loader";
import { getNetwork } from "@/lib/entry/request";
import { verifyCode } from "./open";

/** The verification page: the public part, and the whole for whoever has a right to it. */
export const loadVerification = defineOpenLoader(
  async (actor, code: string, claim: { share: string | null; name: string | null }) => {
    const result = await verifyCode(code, { actor, network: await getNetwork(), ...claim });
    if (!result.ok) return result;
    const found = result.value;
    const personId = found.kind === "certificate" ? found.holder?.personId : found.whole?.personId;
    return {
      ok: true as const,
      value: {
        found,
        isHolder: actor !== null && personId === actor.id,
        isAdmin: can(actor, "platform.administer", "platform"),
        zone: actor?.zone ?? "UTC",
      },
    };
  },
);
