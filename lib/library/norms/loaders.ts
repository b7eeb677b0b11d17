import { defineOpenLoader } from "@/lib/entry/define-loader";
import { currentDay } from "../sources/data";
import { readNorms } from "./data";

/** The norms explorer; its progress is the signed-in person's own. */
export const loadNorms = defineOpenLoader(async (actor, language: string) => ({
  signedIn: actor !== null,
  ...(await readNorms(actor, language, currentDay())),
}));
