import { notFound, redirect } from "next/navigation";
import type { Actor } from "@/lib/access/policy";
import { AppError } from "@/lib/errors";
import { localPath, splitPath } from "@/lib/format/languages";
import { noting } from "./page-notes";
import { getActor, getPagePath, requireActor } from "./request";

async function answerAppError(error: unknown): Promise<never> {
  if (!(error instanceof AppError)) throw error;
  if (error.code === "sign-in-required") {
    const page = await getPagePath();
    redirect(`${localPath(splitPath(page).language, "/sign-in")}?next=${encodeURIComponent(page)}`);
  }
  notFound();
}

/** A page's whole need, for signed-in people; a visitor is sent to sign in and comes back. */
export function defineLoader<Inputs extends readonly unknown[], Value>(
  read: (actor: Actor, ...inputs: Inputs) => Promise<Value>,
) {
  return async (...inputs: Inputs): Promise<Value> => {
    try {
      return await noting(async () => read(await requireActor(), ...inputs));
    } catch (error) {
      return answerAppError(error);
    }
  };
}

/** A page's whole need, for anybody; the actor is null for a visitor. */
export function defineOpenLoader<Inputs extends readonly unknown[], Value>(
  read: (actor: Actor | null, ...inputs: Inputs) => Promise<Value>,
) {
  return async (...inputs: Inputs): Promise<Value> => {
    try {
      return await noting(async () => read(await getActor(), ...inputs));
    } catch (error) {
      return answerAppError(error);
    }
  };
}
