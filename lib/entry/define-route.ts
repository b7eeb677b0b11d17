import type { z } from "zod";
import type { Actor } from "@/lib/access/policy";
import { isDatabaseAway } from "@/lib/db/failures";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { keepRefusal, keepSuspended } from "./refusals";
import { getActor } from "./request";
import { isAllowedWrite } from "./same-origin";

type Context = { params: Promise<Record<string, string | string[] | undefined>> };
type Route = (request: Request, context: Context) => Promise<Response>;

/**
 * What a call takes and gives, stated once at its door: what comes in is parsed by it, and the interface's document is made of
 * it. What every door refuses by itself (no session, foreign, malformed, unavailable) is not repeated.
 */
type Door<Params, Query, Body> = {
  readonly params: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  /** One sentence for people who write programs. */
  readonly summary?: string;
  readonly answers?: Readonly<Record<number, z.ZodType>>;
  /** The reasons for which the room refuses, by status; a shape of its own where a refusal says more. */
  readonly refusals?: Readonly<Record<number, readonly string[] | z.ZodType>>;
};
export type Call = Route & { readonly door: Door<unknown, unknown, unknown>; readonly open: boolean };

/** What a JSON call answers when it does not answer what was asked for. */
export function problem(
  status: number,
  reason: string,
  message: string,
  extra: Readonly<Record<string, unknown>> = {},
): Response {
  const headers: Record<string, string> = status === 503 ? { "retry-after": "2" } : {};
  return Response.json({ reason, message, ...extra }, { status, headers: { ...headers, "cache-control": "no-store" } });
}

export const json = (value: unknown, status = 200): Response =>
  Response.json(value, { status, headers: { "cache-control": "no-store" } });

const sentences: Readonly<Record<string, string>> = {
  "sign-in-required": "Sign in first.",
  forbidden: "You may not do this.",
  "not-found": "There is nothing here.",
  "bad-input": "The request could not be read.",
  conflict: "Somebody else changed this in the meantime.",
  "too-many": "Too many tries; wait a few minutes.",
};

/** Answers what went wrong with a status and a sentence; what is our bug is logged with an id and says nothing of its cause. */
export function answerError(error: unknown): Response {
  if (error instanceof AppError) return problem(error.status, error.code, sentences[error.code] ?? "");
  if (isDatabaseAway(error)) return problem(503, "unavailable", "The database is away for a moment; try again.");
  const id = crypto.randomUUID();
  log("error", "a route failed", { id, error });
  return problem(500, "our-fault", `Something went wrong on our side; its number is ${id}.`);
}

type Handler<Params, Query, Body, Who> = (call: {
  readonly actor: Who;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly request: Request;
}) => Promise<Response>;

function build<Params, Query, Body, Who extends Actor | null>(
  door: Door<Params, Query, Body>,
  open: boolean,
  handle: Handler<Params, Query, Body, Who>,
): Call {
  const route: Route = async (request, context) => {
    const write = request.method !== "GET" && request.method !== "HEAD";
    try {
      if (write && !isAllowedWrite(request.headers))
        return problem(403, "foreign-origin", "This call came from another site.");
      const actor = await getActor();
      if (!actor && !open) {
        if (write) await keepSuspended(request);
        return problem(401, "sign-in-required", "Sign in first.");
      }
      const params = door.params.safeParse(await context.params);
      if (!params.success) return problem(404, "not-found", "There is nothing here.");
      const query = door.query?.safeParse(Object.fromEntries(new URL(request.url).searchParams));
      if (query && !query.success) return problem(400, "malformed", describe(query.error.issues[0]));
      const body = door.body?.safeParse(await readJson(request));
      if (body && !body.success) return problem(400, "malformed", describe(body.error.issues[0]));
      return await handle({
        actor: actor as Who,
        params: params.data,
        query: query?.data as Query,
        body: body?.data as Body,
        request,
      });
    } catch (error) {
      if (write) await keepRefusal(error, request);
      return answerError(error);
    }
  };
  return Object.assign(route, { door, open });
}

const describe = (issue: z.core.$ZodIssue | undefined): string =>
  issue ? `${issue.path.join(".") || "The body"}: ${issue.message}.` : "The body could not be read.";

/** A body as JSON. Its texts are what a form's would be: without what no database stores, such as half a character. */
async function readJson(request: Request): Promise<unknown> {
  const clean = (_: string, value: unknown): unknown =>
    typeof value === "string" ? value.replaceAll("\0", "").toWellFormed() : value;
  try {
    return JSON.parse(await request.text(), clean);
  } catch {
    return undefined;
  }
}

/** A JSON call for signed-in people. */
export const defineRoute = <Params, Query = undefined, Body = undefined>(
  door: Door<Params, Query, Body>,
  handle: Handler<Params, Query, Body, Actor>,
): Call => build(door, false, handle);

/** A JSON call for anybody. */
export const defineOpenRoute = <Params, Query = undefined, Body = undefined>(
  door: Door<Params, Query, Body>,
  handle: Handler<Params, Query, Body, Actor | null>,
): Call => build(door, true, handle);
