import { z } from "zod";
import { sessionCookieName } from "@/lib/auth/options";
import type { Call } from "./define-route";

/*
 * The JSON interface as an OpenAPI 3.1 document, made of what stands at the calls' own doors: the schemas that parse what comes
 * in, the shapes of what goes out, and what every door refuses by itself.
 */

export type Method = "get" | "put" | "post";
/** What an address answers. A call whose address is one form of a wider one states its own parameters; a file, its type. */
export type DescribedCall = {
  readonly call: Call;
  readonly params?: z.ZodType;
  readonly file?: string;
};
type Schema = ReturnType<typeof schemaOf>;

const schemaOf = (schema: z.ZodType, io: "input" | "output") => {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io });
  return described;
};

/** Why a call answers with a status other than the one that was hoped for. */
const meanings: Readonly<Record<number, string>> = {
  400: "Malformed, or an unknown field.",
  401: "Nobody is signed in.",
  403: "Refused for a reason that the person may know, or a write that came from another site.",
  404: "There is nothing here, or nothing of this person's.",
  409: "The state of things does not allow it.",
  410: "The attempt is closed.",
  413: "The body is larger than any this interface takes.",
  422: "A value was refused.",
  429: "Too many tries; wait.",
  500: "A fault of the server's; its number stands in the message.",
  503: "The database is away or too busy; nothing was acknowledged. Come back after the seconds in Retry-After.",
};

const refusal = (reasons: readonly string[]): Schema =>
  schemaOf(z.strictObject({ reason: z.enum(reasons), message: z.string() }), "output");

/** What the doors refuse whatever the room says; see `build` in define-route.ts and the server in front. */
function refusalsOfTheDoor({ open, door }: Call, method: Method): Readonly<Record<number, readonly string[]>> {
  const write = method !== "get";
  return {
    ...(door.query || door.body || write ? { 400: ["malformed", "bad-input"] } : {}),
    ...(open ? {} : { 401: ["sign-in-required"] }),
    ...(write ? { 403: ["foreign-origin"], 413: ["too-large"] } : {}),
    ...(parametersOf(door.params, "path").length > 0 ? { 404: ["not-found"] } : {}),
    500: ["our-fault"],
    503: ["unavailable"],
  };
}

const json = (schema: Schema) => ({ "application/json": { schema } });

function responsesOf({ call, file }: DescribedCall, method: Method): Record<string, unknown> {
  const answers = Object.entries(call.door.answers ?? {}).map(([status, schema]) => [
    status,
    {
      description: "What was asked for.",
      content: file ? { [file]: {} } : json(schemaOf(schema, "output")),
    },
  ]);
  const own = call.door.refusals ?? {};
  const common = refusalsOfTheDoor(call, method);
  const statuses = [...new Set([...Object.keys(own), ...Object.keys(common)])].map(Number).sort((a, b) => a - b);
  const refusals = statuses.map((status) => {
    const said = own[status] ?? [];
    const schema = said instanceof z.ZodType ? schemaOf(said, "output") : refusal([...said, ...(common[status] ?? [])]);
    const headers = status === 503 ? { "Retry-After": { schema: { type: "integer" }, description: "Seconds." } } : null;
    return [
      String(status),
      { description: meanings[status] ?? "Refused.", content: json(schema), ...(headers ? { headers } : {}) },
    ];
  });
  return Object.fromEntries([...answers, ...refusals]) as Record<string, unknown>;
}

type Properties = { readonly properties?: Readonly<Record<string, unknown>>; readonly required?: readonly string[] };

const parametersOf = (schema: z.ZodType, where: "path" | "query") => {
  const { properties = {}, required = [] } = schemaOf(schema, "input") as Properties;
  return Object.entries(properties).map(([name, described]) => ({
    name,
    in: where,
    required: where === "path" || required.includes(name),
    schema: described,
  }));
};

function operationOf(described: DescribedCall, method: Method): Record<string, unknown> {
  const { call } = described;
  const { door } = call;
  const parameters = [
    ...parametersOf(described.params ?? door.params, "path"),
    ...(door.query ? parametersOf(door.query, "query") : []),
  ];
  return {
    ...(door.summary ? { summary: door.summary } : {}),
    ...(call.open ? {} : { security: [{ session: [] }] }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(door.body ? { requestBody: { required: true, content: json(schemaOf(door.body, "input")) } } : {}),
    responses: responsesOf(described, method),
  };
}

/** The document of these calls, by address and method. */
export function describeCalls(
  calls: Readonly<Record<string, Partial<Record<Method, DescribedCall>>>>,
): Record<string, unknown> {
  return {
    openapi: "3.1.0",
    info: {
      title: "Chancery",
      version: "1",
      description:
        "The same rules as the pages. A write with a foreign Origin or Sec-Fetch-Site is refused; one without either must be application/json or have no body.",
    },
    components: {
      securitySchemes: {
        session: {
          type: "apiKey",
          in: "cookie",
          name: sessionCookieName(),
          description: "From next-auth's standard credentials call, POST /api/auth/callback/credentials.",
        },
      },
    },
    paths: Object.fromEntries(
      Object.entries(calls).map(([address, methods]) => [
        address,
        Object.fromEntries(
          (Object.entries(methods) as [Method, DescribedCall][]).map(([method, described]) => [
            method,
            operationOf(described, method),
          ]),
        ),
      ]),
    ),
  };
}
