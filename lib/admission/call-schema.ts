import { z } from "zod";

/** What the call that takes a seat answers. */
export const joinedCall = z.strictObject({ state: z.enum(["enrolled", "waiting"]) });
