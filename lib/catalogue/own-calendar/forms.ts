import { z } from "zod";
import { secureCookies } from "@/lib/auth/options";
import { defineForm } from "@/lib/entry/define-form";
import { makeFeed, revokeFeed } from "./mutations";
import { feedCookie, SHOWN_SECONDS } from "./schema";

const cookie = (value: string, maxAgeSeconds: number): string =>
  `${feedCookie}=${value}; Path=/; SameSite=Strict; Max-Age=${maxAgeSeconds}; HttpOnly${secureCookies() ? "; Secure" : ""}`;

/** The new address travels to the account page in a cookie, so that it stands in no history and no log. */
export const makeFeedForm = defineForm({
  schema: z.object({}),
  run: async (_, { actor, at }) => ({
    cookies: [cookie(await makeFeed(actor), SHOWN_SECONDS)],
    to: at("/account?done=feed-made#calendar"),
  }),
});

export const revokeFeedForm = defineForm({
  schema: z.object({}),
  run: async (_, { actor, at }) => {
    await revokeFeed(actor);
    return { to: at("/account?done=feed-revoked#calendar"), cookies: [cookie("", 0)] };
  },
});
