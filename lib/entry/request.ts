import { cookies, headers } from "next/headers";
import { cache } from "react";
import type { Actor } from "@/lib/access/policy";
import { sessionCookieName } from "@/lib/auth/options";
import { readActor, readSuspendedPersonId } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { noting } from "./page-notes";

/** Who asks, read once a request; null for a visitor. */
export const getActor = cache(
  (): Promise<Actor | null> => noting(async () => readActor((await cookies()).get(sessionCookieName())?.value)),
);

/** Who would ask, had they not been suspended while they were signed in; null for everybody else. */
export async function getSuspendedPersonId(): Promise<string | null> {
  return readSuspendedPersonId((await cookies()).get(sessionCookieName())?.value);
}

/** Who asks. Errors: throws AppError("sign-in-required") for a visitor. */
export async function requireActor(): Promise<Actor> {
  const actor = await getActor();
  if (!actor) throw new AppError("sign-in-required", "no session");
  return actor;
}

/** The address the request came from, as the server in front of the pages worked it out. */
export async function getNetwork(): Promise<string> {
  return (await headers()).get("x-client-address") ?? "unknown";
}

/** The path of the page being made, with its query, as the person's browser knows it. */
export async function getPagePath(): Promise<string> {
  return (await headers()).get("x-page-path") ?? "/";
}
