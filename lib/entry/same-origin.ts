import { env } from "@/lib/env";

/**
 * Whether a write may have come from one of our own pages or from a program. A browser says where it comes from; what says
 * nothing must be a kind of request that a foreign page cannot make without asking first.
 */
export function isAllowedWrite(headers: Headers): boolean {
  if (saysForeign(headers)) return false;
  if (headers.has("origin") || headers.has("sec-fetch-site")) return true;
  const type = headers.get("content-type");
  return type === null ? !hasBody(headers) : type.split(";", 1)[0]?.trim().toLowerCase() === "application/json";
}

/** Whether a request says itself that another site sent it; a program says nothing. */
export function saysForeign(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") return true;
  const origin = headers.get("origin");
  return origin !== null && origin !== env().origin && !isOwnHost(origin, headers.get("host"));
}

function isOwnHost(origin: string, host: string | null): boolean {
  return URL.canParse(origin) && host !== null && new URL(origin).host === host;
}

const hasBody = (headers: Headers): boolean =>
  headers.has("transfer-encoding") || Number(headers.get("content-length") ?? 0) > 0;
