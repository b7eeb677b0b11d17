import { z } from "zod";
import { countFailure, isLimited } from "@/lib/auth/limits";
import type { MessageKey } from "@/lib/content/messages";
import { defineOpenForm, fileField } from "@/lib/entry/define-form";
import { parseCode } from "../code";
import { checkFile } from "./file";
import { sources } from "./open";
import { sealReport } from "./seal";

/** What people paste: a code, or the whole link that a certificate prints. */
const codeIn = (typed: string): string => /\/verify\/([^/?#\s]+)/.exec(typed)?.[1] ?? typed;

export const verifyForm = defineOpenForm({
  schema: z.object({ code: z.string().trim().min(1, "problem.code-required").max(300, "problem.code") }),
  run: async ({ code: typed }, { at }) => {
    const code = parseCode(codeIn(typed));
    return code ? { to: at(`/verify/${code}`) } : { refused: [{ field: "code", key: "problem.code" }] };
  },
});

/** A file is checked while it is in memory; what comes back to the page is the report alone. */
export const verifyFileForm = defineOpenForm({
  schema: z.object({ file: fileField }),
  run: async ({ file }, { at, network }) => {
    const refused = (key: MessageKey) => ({ refused: [{ field: "file", key }] });
    if (!file) return refused("problem.file-needed");
    if (await isLimited(sources(network))) return refused("problem.too-many-codes");
    const answer = await checkFile(file.content, new Date());
    if (answer.kind === "code") return { to: `${at(`/verify/${answer.code}`)}?from=pdf` };
    const good = answer.kind === "checked" && answer.report.outcome === "valid";
    if (!good) await countFailure(sources(network));
    if (answer.kind === "refused") return refused(`check.file.${answer.reason}`);
    return { refused: [], typed: { report: sealReport(answer.report) } };
  },
});
