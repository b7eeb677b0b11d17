import { defineLoader } from "@/lib/entry/define-loader";
import { listHeldCertificates } from "./data";

/** The actor's own certificates, and the zone in which the actor reads times. */
export const loadHeldCertificates = defineLoader(async (actor) => ({
  certificates: await listHeldCertificates(actor, new Date()),
  zone: actor.zone,
}));
