import type { z } from "zod";
import type { Actor } from "@/lib/access/policy";
import { isDatabaseAway } from "@/lib/db/failures";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { getActor } from "./request";
import { isAllowedWrite } from "./same-origin";

type Context = { params: Promise<Record<string, string | string[] | undefined>> };
type Route = (request: Request, context: Context) => Promise<Response>;

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

type Handler<Params, Body, Who> = (call: {
  readonly actor: Who;
  readonly params: Params;
  readonly body: Body;
  readonly request: Request;
}) => Promise<Response>;

type Door<Params, Body> = { readonly params: z.ZodType<Params>; readonly body?: z.ZodType<Body> };

function build<Params, Body, Who extends Actor | null>(
  { params: paramsSchema, body: bodySchema }: Door<Params, Body>,
  open: boolean,
  handle: Handler<Params, Body, Who>,
): Route {
  return async (request, context) => {
    try {
      if (request.method !== "GET" && request.method !== "HEAD" && !isAllowedWrite(request.headers))
        return problem(403, "foreign-origin", "This call came from another site.");
      const actor = await getActor();
      if (!actor && !open) return problem(401, "sign-in-required", "Sign in first.");
      const params = paramsSchema.safeParse(await context.params);
      if (!params.success) return problem(404, "not-found", "There is nothing here.");
      let body: unknown;
      if (bodySchema) {
        const parsed = bodySchema.safeParse(await readJson(request));
        if (!parsed.success) return problem(400, "malformed", describe(parsed.error.issues[0]));
        body = parsed.data;
      }
      return await handle({ actor: actor as Who, params: params.data, body: body as Body, request });
    } catch (error) {
      return answerError(error);
    }
  };
}

const describe = (issue: z.core.$ZodIssue | undefined): string =>
  issue ? `${issue.path.join(".") || "The body"}: ${issue.message}.` : "The body could not be read.";

async function readJson(request: Request): Promise<unknown> {
  try {
    return JSON.parse(await request.text());
  } catch {
    return undefined;
  }
}

/** A JSON call for signed-in people. */
export const defineRoute = <Params, Body = undefined>(
  door: Door<Params, Body>,
  handle: Handler<Params, Body, Actor>,
): Route => build(door, false, handle);

/** A JSON call for anybody. */
export const defineOpenRoute = <Params, Body = undefined>(
  door: Door<Params, Body>,
  handle: Handler<Params, Body, Actor | null>,
): Route => build(door, true, handle);
