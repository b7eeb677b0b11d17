import { z } from "zod";
import { countFailure, isLimited, type LimitName } from "@/lib/auth/limits";
import { secureCookies, sessionCookieName } from "@/lib/auth/options";
import { checkPassword } from "@/lib/auth/passwords";
import { defineForm } from "@/lib/entry/define-form";
import { getPasswordSubject } from "../data";
import { eraseAccount } from "./mutations";

export const eraseAccountForm = defineForm({
  schema: z.object({
    erasePassword: z.string().min(1, "problem.password-required").max(200, "problem.password-wrong"),
    eraseSure: z.literal("yes", "problem.erase.sure"),
  }),
  run: async ({ erasePassword }, { actor, at, network }) => {
    // An open session that is not one's own must not serve for guessing the password.
    const sources: [LimitName, string][] = [
      ["sign-in-account-network", `${actor.id} ${network}`],
      ["sign-in-account", actor.id],
    ];
    if (await isLimited(sources)) return { refused: [{ field: "erasePassword", key: "problem.too-many" }] };
    const subject = await getPasswordSubject(actor.id);
    if (!(await checkPassword(subject?.passwordHash ?? null, erasePassword))) {
      await countFailure(sources);
      return { refused: [{ field: "erasePassword", key: "problem.password-wrong" }] };
    }
    const result = await eraseAccount(actor);
    if (!result.ok) return { refused: [{ field: "eraseSure", key: `problem.erase.${result.reason}` }] };
    const gone = `${sessionCookieName()}=; Path=/; SameSite=Lax; Max-Age=0; HttpOnly${secureCookies() ? "; Secure" : ""}`;
    return { to: at("/sign-in?done=erased"), cookies: [gone], forget: true };
  },
});
