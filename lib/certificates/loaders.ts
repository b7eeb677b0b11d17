import { authorize, can } from "@/lib/access/authorize";
import { defineLoader, defineOpenLoader } from "@/lib/entry/define-loader";
import { getNetwork } from "@/lib/entry/request";
import { found } from "@/lib/errors";
import { getDossier, getReleaseSubject, listOwnCertificates } from "./data";
import { openCertificate, verifyCode } from "./verification";

/** The release page of a closed event: an admin who may not release it sees it, and why not. */
export const loadDossier = defineLoader(async (actor, slug: string, language: string) => {
  const permit = authorize(actor, "platform.administer", "platform");
  const subject = found(await getReleaseSubject(slug, actor), "closed event");
  return {
    dossier: await getDossier(permit, subject.id, language),
    mayRelease: can(actor, "certificate.release", subject),
    zone: actor.zone,
  };
});

/** The actor's own certificates. */
export const loadOwnCertificates = defineLoader((actor) => listOwnCertificates(actor));

/** The verification page: the public part, and the whole for whoever has a right to it. */
export const loadVerification = defineOpenLoader(
  async (actor, code: string, claim: { share: string | null; name: string | null }) => {
    const network = await getNetwork();
    const result = await verifyCode(code, network);
    if (!result.ok) return result;
    const whole = actor || claim.share || claim.name ? await openCertificate(code, { actor, network, ...claim }) : null;
    return {
      ok: true as const,
      value: {
        certificate: result.value,
        whole,
        isHolder: actor !== null && whole?.personId === actor.id,
        isAdmin: can(actor, "platform.administer", "platform"),
      },
    };
  },
);
