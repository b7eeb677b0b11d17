import { authorize } from "@/lib/access/authorize";
import { defineLoader } from "@/lib/entry/define-loader";
import { found } from "@/lib/errors";
import { parseCode } from "../code";
import { getCorrection, getCorrectionSubject } from "./data";

/** The page on which an admin corrects a certificate. */
export const loadCorrection = defineLoader(async (actor, typed: string) => {
  const code = found(parseCode(typed), "certificate");
  const subject = found(await getCorrectionSubject(code, actor), "certificate");
  return getCorrection(authorize(actor, "certificate.correct", subject), code);
});
