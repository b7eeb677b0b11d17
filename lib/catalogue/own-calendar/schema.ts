import { z } from "zod";
import { isSecret } from "./rules";

/** The cookie in which a new address is shown once. */
export const feedCookie = "chancery.feed";
/** For how long it can be seen. */
export const SHOWN_SECONDS = 120;

/** The file under which a person's own calendar answers: its secret, and what kind of file it is. */
export const feedFile = z
  .string()
  .endsWith(".ics")
  .transform((file) => file.slice(0, -".ics".length))
  .refine(isSecret);
