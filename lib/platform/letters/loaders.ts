import { authorize } from "@/lib/access/authorize";
import { defineLoader } from "@/lib/entry/define-loader";
import { getMailView } from "./data";

/** How the mail goes, for admins. */
export const loadMailView = defineLoader(async (actor) => ({
  actor,
  ...(await getMailView(authorize(actor, "platform.administer", "platform"))),
}));
