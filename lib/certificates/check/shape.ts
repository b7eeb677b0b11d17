import * as z from "zod/mini";
import { CREDENTIALS_CONTEXT, isBadgesContext, isKnownContext } from "./contexts";
import type { CheckReason } from "./types";

/*
 * What a credential must look like before its signature is worth a look: the credential model 2.0, and Open Badges 3.0 where it
 * says to be one. Further words are allowed where a context explains them, since the signature then covers them.
 */

const MAXIMUM_DEPTH = 24;
const MAXIMUM_VALUES = 50_000;

const iri = z.string().check(z.maxLength(2048), z.regex(/^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/, "no address"));
const dateTime = z.string().check(
  z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/, "no instant with its offset"),
  z.refine((text) => !Number.isNaN(Date.parse(text)), "no instant"),
);
const words = z.string().check(z.minLength(1, "empty"), z.maxLength(200, "too long"));
const oneOrMany = <Item extends z.ZodMiniType>(item: Item) =>
  z.union([item, z.array(item).check(z.minLength(1, "empty"))]);
const typeOf = oneOrMany(words);
const listOf = (type: string | string[] | undefined): readonly string[] =>
  type === undefined ? [] : typeof type === "string" ? [type] : type;

const languageText = z.strictObject({
  "@value": z.string(),
  "@language": z.optional(z.string()),
  "@direction": z.optional(z.enum(["ltr", "rtl"])),
});
const text = oneOrMany(z.union([z.string(), languageText]));

/** Something that says what it is. */
const typed = z.looseObject({ id: z.optional(iri), type: typeOf });

/** A place in a status list. */
export const bitstringEntry = z.looseObject({
  statusPurpose: words,
  statusListIndex: z.string().check(z.regex(/^(?:0|[1-9]\d{0,9})$/, "no place in a list")),
  statusListCredential: iri,
  statusSize: z.optional(z.literal(1, "only lists of one bit a place are read")),
  statusMessage: z.optional(z.array(z.looseObject({ status: words, message: z.string() }))),
});

const statusEntry = typed.check(({ value, issues }) => {
  if (!listOf(value.type).includes("BitstringStatusListEntry")) return;
  for (const { path, message } of bitstringEntry.safeParse(value).error?.issues ?? [])
    issues.push({ code: "custom", input: value, path: [...path], message });
});

const credential = z.looseObject({
  "@context": z.array(z.string()),
  id: z.optional(iri),
  type: typeOf,
  name: z.optional(text),
  description: z.optional(text),
  issuer: z.union([iri, z.looseObject({ id: iri, type: z.optional(typeOf), name: z.optional(text) })]),
  validFrom: z.optional(dateTime),
  validUntil: z.optional(dateTime),
  credentialSubject: oneOrMany(
    z
      .looseObject({ id: z.optional(iri) })
      .check(z.refine((subject) => Object.keys(subject).length > 0, "says nothing")),
  ),
  credentialStatus: z.optional(oneOrMany(statusEntry)),
  credentialSchema: z.optional(oneOrMany(z.looseObject({ id: iri, type: typeOf }))),
  refreshService: z.optional(oneOrMany(typed)),
  termsOfUse: z.optional(oneOrMany(typed)),
  evidence: z.optional(oneOrMany(typed)),
  relatedResource: z.optional(oneOrMany(z.looseObject({ id: iri }))),
});

const hasType = (name: string) =>
  typeOf.check(z.refine((type) => listOf(type).includes(name), `must be of type ${name}`));

const identity = z.looseObject({
  type: hasType("IdentityObject"),
  identityHash: z.string(),
  identityType: words,
  hashed: z.boolean(),
  salt: z.optional(z.string()),
});

const resultDescription = z.looseObject({
  id: iri,
  type: hasType("ResultDescription"),
  name: z.string(),
  resultType: words,
});

const achievement = z.looseObject({
  id: iri,
  type: hasType("Achievement"),
  achievementType: z.optional(words),
  name: z.string(),
  description: z.string(),
  criteria: z
    .looseObject({ id: z.optional(iri), narrative: z.optional(z.string()) })
    .check(z.refine(({ id, narrative }) => id !== undefined || narrative !== undefined, "says nothing")),
  inLanguage: z.optional(words),
  resultDescription: z.optional(oneOrMany(resultDescription)),
});

const badgeSubject = z
  .looseObject({
    id: z.optional(iri),
    type: hasType("AchievementSubject"),
    achievement,
    identifier: z.optional(oneOrMany(identity)),
    result: z.optional(
      oneOrMany(
        z.looseObject({
          type: hasType("Result"),
          resultDescription: z.optional(iri),
          value: z.optional(z.string()),
        }),
      ),
    ),
  })
  .check(z.refine(({ id, identifier }) => id !== undefined || identifier !== undefined, "names nobody"));

const badge = z.looseObject({
  id: iri,
  issuer: z.union([iri, z.looseObject({ id: iri, type: hasType("Profile") })]),
  validFrom: dateTime,
  credentialSubject: badgeSubject,
});

const statusList = z.looseObject({
  id: iri,
  credentialSubject: z.looseObject({
    type: hasType("BitstringStatusList"),
    statusPurpose: oneOrMany(words),
    encodedList: z.string().check(z.maxLength(2_000_000, "too long"), z.regex(/^u[\w-]+$/, "no packed list")),
  }),
});

export type Credential = z.infer<typeof credential>;
type Shaped = { readonly ok: true; readonly credential: Credential } | Misshapen;
type Misshapen = { readonly ok: false; readonly reason: CheckReason; readonly detail: string | null };

const wrong = (reason: CheckReason, detail: string | null): Misshapen => ({ ok: false, reason, detail });

/** A value's first fault, as a path and a word; null for none. What may hide a claim from the signature is refused. */
function findFault(value: unknown, path: string, depth: number, count: { left: number }): string | null {
  if (--count.left < 0 || depth > MAXIMUM_DEPTH) return `${path}: too much`;
  if (value === null) return `${path}: empty`;
  if (typeof value === "string") return value.isWellFormed() ? null : `${path}: half a character`;
  if (typeof value === "number") return Number.isFinite(value) ? null : `${path}: no number`;
  if (typeof value === "boolean") return null;
  if (typeof value !== "object") return `${path}: no JSON`;
  for (const [key, inner] of Object.entries(value)) {
    const here = Array.isArray(value) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
    if (key === "__proto__" || (key.startsWith("@") && !/^@(?:value|language|direction)$/.test(key)))
      if (!(key === "@context" && depth === 0)) return `${here}: not a word of a credential`;
    const fault = findFault(inner, here, depth + 1, count);
    if (fault) return fault;
  }
  return null;
}

/** The fault that came furthest into a value, of all the ways in which it could have been right. */
function describe(issues: readonly z.core.$ZodIssue[]): {
  readonly path: readonly PropertyKey[];
  readonly says: string;
} {
  const [issue] = issues;
  if (issue?.code !== "invalid_union")
    return {
      path: issue?.path ?? [],
      says: issue?.code === "invalid_type" ? `expected ${issue.expected}` : (issue?.message ?? "not as it must be"),
    };
  const [best] = issue.errors
    .filter((errors) => errors.length > 0)
    .map(describe)
    .sort((one, other) => other.path.length - one.path.length);
  return { path: [...issue.path, ...(best?.path ?? [])], says: best?.says ?? "not as it must be" };
}

function firstIssue({ issues }: z.core.$ZodError): string {
  const { path, says } = describe(issues);
  return `${path.join(".") || "the whole"}: ${says}`;
}

/** Reads a credential's shape, or says what is wrong with it. */
export function readShape(input: unknown): Shaped {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return wrong("unreadable", null);
  const fault = findFault(input, "", 0, { left: MAXIMUM_VALUES });
  if (fault) return wrong("shape", fault);
  const contexts = (input as Record<string, unknown>)["@context"];
  if (!Array.isArray(contexts) || contexts[0] !== CREDENTIALS_CONTEXT)
    return wrong("shape", `@context: must begin with ${CREDENTIALS_CONTEXT}`);
  const unknown = contexts.findIndex((context) => !isKnownContext(context));
  if (unknown !== -1) {
    const context: unknown = contexts[unknown];
    return wrong("unknown-context", typeof context === "string" ? context : `@context.${unknown}`);
  }
  const parsed = credential.safeParse(input);
  if (!parsed.success) return wrong("shape", firstIssue(parsed.error));
  const types = listOf(parsed.data.type);
  if (!types.includes("VerifiableCredential")) return wrong("shape", "type: must be of type VerifiableCredential");
  const isBadge = types.some((type) => type === "OpenBadgeCredential" || type === "AchievementCredential");
  if (isBadge && !parsed.data["@context"].some(isBadgesContext)) return wrong("shape", "@context: not of Open Badges");
  for (const [applies, schema] of [
    [isBadge, badge],
    [types.includes("BitstringStatusListCredential"), statusList],
  ] as const) {
    const further = applies ? schema.safeParse(input) : null;
    if (further && !further.success) return wrong("shape", firstIssue(further.error));
  }
  return { ok: true, credential: parsed.data };
}

/** A list of one or more, as a list. */
export const asList = <Item>(value: Item | readonly Item[] | undefined): readonly Item[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly Item[]) : [value as Item];

export const typesOf = (type: string | string[] | undefined): readonly string[] => listOf(type);
export const issuerOf = ({ issuer }: Credential): string => (typeof issuer === "string" ? issuer : issuer.id);
