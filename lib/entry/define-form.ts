import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Actor } from "@/lib/access/policy";
import type { MessageKey, MessageValues } from "@/lib/content/messages";
import { db } from "@/lib/db/client";
import { isDatabaseAway } from "@/lib/db/failures";
import { AppError } from "@/lib/errors";
import { type Language, localPath, splitPath } from "@/lib/format/languages";
import { log } from "@/lib/log";
import { keepRefusal, keepSuspended } from "./refusals";
import { getActor, getNetwork } from "./request";
import { isAllowedWrite } from "./same-origin";

/*
 * Every form of the product posts to its own stable address under /forms and is answered by a redirect: after success to the
 * next page, after a refusal back to the page it came from, which then shows what was typed and what to mend. So forms work
 * the same with and without scripts, and a rebuild under an open page changes nothing.
 */

export type Problem = { readonly field: string | null; readonly key: MessageKey; readonly values?: MessageValues };
export type FormValues = Readonly<Record<string, string | readonly string[]>>;

/** A file that came with a form, whole; how large a body may be is decided before it is read (scripts/web.ts). */
export class FormFile {
  constructor(
    readonly name: string,
    readonly content: Uint8Array,
  ) {}
}

/** A file field; an empty one, as a browser sends for a field that nobody filled, is null. */
export const fileField = z.instanceof(FormFile).nullable().default(null);

export type FormAnswer =
  /** `forget`: the browser is asked to drop what this site kept on the device. */
  | { readonly to: string; readonly cookies?: readonly string[]; readonly forget?: boolean }
  /** `typed`: what is kept beside the typed fields, such as the text of a file. Without problems it is a form shown again as asked. */
  | { readonly refused: readonly Problem[]; readonly typed?: FormValues };

/** Everything a form's handler may know of its request. */
export type FormCall<Who> = {
  readonly actor: Who;
  readonly language: Language;
  readonly network: string;
  /** The page on which the form stood, with its query. */
  readonly page: string;
  /** An address of the interface in the person's language. */
  readonly at: (path: string) => string;
};

export type Form = {
  readonly access: "anyone" | "signed-in";
  readonly answer: (request: Request) => Promise<Response>;
};

type Definition<Input, Who> = {
  readonly schema: z.ZodType<Input>;
  readonly run: (input: Input, call: FormCall<Who>) => Promise<FormAnswer>;
};

/** The problem of one field, from a zod issue: schemas give message keys as their errors. */
export function problemOf(issue: z.core.$ZodIssue): Problem {
  const field = issue.path.length > 0 ? String(issue.path[0]) : null;
  if (issue.message.startsWith("problem.")) return { field, key: issue.message as MessageKey };
  if (issue.code === "too_big") return { field, key: "problem.too-long", values: { maximum: Number(issue.maximum) } };
  if (issue.code === "too_small") return { field, key: "problem.required" };
  return { field, key: "problem.invalid" };
}

const localPage = (text: string | null): string =>
  text && /^\/(?![/\\])[^\s\\]*$/.test(text) && text.length < 2000 ? text : "/";

type Fields = Record<string, string | string[] | FormFile | null>;

async function readEntries(request: Request): Promise<Iterable<[string, string | File]>> {
  const type = request.headers.get("content-type") ?? "";
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) return new URLSearchParams(await request.text());
  if (!/^multipart\/form-data\b/i.test(type)) throw new AppError("bad-input", "not a form");
  try {
    return await request.formData();
  } catch {
    throw new AppError("bad-input", "not a whole form");
  }
}

/** A body of fields: one value, a file, or a list for a name that ends in "[]". Errors: AppError("bad-input"). */
async function readFields(request: Request): Promise<Fields> {
  const fields: Fields = Object.create(null) as Fields;
  for (const [name, value] of await readEntries(request)) {
    if (typeof value !== "string") {
      fields[name] = value.size === 0 ? null : new FormFile(value.name, new Uint8Array(await value.arrayBuffer()));
      continue;
    }
    const text = value.replaceAll("\r\n", "\n").replaceAll("\0", "");
    if (name.endsWith("[]")) {
      const list = fields[name.slice(0, -2)];
      if (Array.isArray(list)) list.push(text);
      else fields[name.slice(0, -2)] = [text];
    } else fields[name] = text;
  }
  return fields;
}

const seeOther = (to: string, cookies: readonly string[] = [], forget = false): Response => {
  const headers = new Headers({ location: to, "cache-control": "no-store" });
  if (forget) headers.set("clear-site-data", '"storage"');
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
};

const withQuery = (page: string, name: string, value: string): string => {
  const url = new URL(page, "http://page");
  url.searchParams.delete("refused");
  url.searchParams.delete("done");
  url.searchParams.set(name, value);
  return url.pathname + url.search;
};

const isTyped = (entry: [string, Fields[string]]): entry is [string, string | string[]] =>
  !(entry[1] instanceof FormFile) && entry[1] !== null && !/password|^_/i.test(entry[0]);

const copyOf = (typed: FormValues = {}): Fields =>
  Object.fromEntries(
    Object.entries(typed).map(([name, value]) => [name, typeof value === "string" ? value : [...value]]),
  );

async function keepRefused(page: string, fields: Fields, problems: readonly Problem[]): Promise<string> {
  const id = randomBytes(16).toString("base64url");
  const values: FormValues = Object.fromEntries(Object.entries(fields).filter(isTyped));
  await db.refusedForm.create({
    data: { id, path: new URL(page, "http://page").pathname, values, problems: problems as object[] },
  });
  return id;
}

function build<Input, Who extends Actor | null>(access: Form["access"], { schema, run }: Definition<Input, Who>): Form {
  const answer = async (request: Request): Promise<Response> => {
    if (!isAllowedWrite(request.headers)) return new Response("This form came from another site.", { status: 403 });
    let page = "/";
    try {
      const { _page, ...fields } = await readFields(request);
      page = localPage(typeof _page === "string" ? _page : null);
      const { language } = splitPath(page);
      const at = (path: string) => localPath(language, path);
      const actor = await getActor();
      if (!actor && access === "signed-in") {
        await keepSuspended(request);
        const kept = withQuery(
          page,
          "refused",
          await keepRefused(page, fields, [{ field: null, key: "problem.signed-out" }]),
        );
        return seeOther(`${at("/sign-in")}?next=${encodeURIComponent(kept)}`);
      }
      const parsed = schema.safeParse(fields);
      const outcome: FormAnswer = parsed.success
        ? await run(parsed.data, { actor: actor as Who, language, page, at, network: await getNetwork() })
        : { refused: parsed.error.issues.map(problemOf) };
      if ("to" in outcome) return seeOther(outcome.to, outcome.cookies, outcome.forget);
      const kept = await keepRefused(page, { ...fields, ...copyOf(outcome.typed) }, outcome.refused);
      return seeOther(`${withQuery(page, "refused", kept)}#problems`);
    } catch (error) {
      await keepRefusal(error, request);
      return answerFailure(error, page);
    }
  };
  return { access, answer };
}

/** The server in front turns these statuses into pages with a sentence and a way back. */
function answerFailure(error: unknown, page: string): Response {
  if (error instanceof AppError) return new Response(null, { status: error.status });
  if (isDatabaseAway(error)) return new Response(null, { status: 503, headers: { "retry-after": "5" } });
  const id = crypto.randomUUID();
  log("error", "a form failed", { id, page: page.split("?")[0], error });
  return new Response(null, { status: 500, headers: { "x-error-id": id } });
}

/** A form for anybody. */
export const defineOpenForm = <Input>(definition: Definition<Input, Actor | null>): Form => build("anyone", definition);

/** A form for signed-in people; a visitor's typing is kept while they sign in. */
export const defineForm = <Input>(definition: Definition<Input, Actor>): Form => build("signed-in", definition);

export type Refused = { readonly values: FormValues; readonly problems: readonly Problem[] };

const refusedSchema = z.string().regex(/^[\w-]{22}$/);

/** What was typed into a refused form, for the page that shows it again; null when it is not from this page, or too old. */
export async function readRefused(id: string | string[] | undefined, path: string): Promise<Refused | null> {
  const parsed = refusedSchema.safeParse(id);
  if (!parsed.success) return null;
  const row = await db.refusedForm.findUnique({ where: { id: parsed.data } });
  if (!row || row.path !== path || row.createdAt < new Date(Date.now() - 3_600_000)) return null;
  return { values: row.values as FormValues, problems: row.problems as unknown as Problem[] };
}
