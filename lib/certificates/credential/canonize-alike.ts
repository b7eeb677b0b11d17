import jsonld, { type Quad } from "jsonld";
import { canonize } from "rdf-canonize";
import { loadContext } from "../check/contexts";

/*
 * Canonical forms of many documents that differ in their values alone, as the credentials of a release do. Reading a document's
 * words by its contexts costs most of a signature; here it is done once for a form of documents, with a blank for each value,
 * and the blanks are filled in what came of it. What comes of every document is what reading it by itself would give.
 */

/** Words whose values are plain texts or addresses: no context reads them as words. */
const plain = new Set([
  "id",
  "name",
  "description",
  "narrative",
  "identityHash",
  "humanCode",
  "url",
  "value",
  "validFrom",
  "validUntil",
  "created",
  "verificationMethod",
  "resultDescription",
  "statusListIndex",
  "statusListCredential",
  "encodedList",
]);

const MAXIMUM_FORMS = 200;
const blank = /^urn:blank:\d+$/;
const read = new Map<string, Promise<readonly Quad[]>>();

/** The document as JSON with blanks for its values, and the values by their blanks; equal values share one. */
function takeOut(document: object): { readonly form: string; readonly values: ReadonlyMap<string, string> } {
  const blanks = new Map<string, string>();
  const form = JSON.stringify(document, (key, value: unknown) => {
    if (typeof value !== "string" || !plain.has(key)) return value;
    const known = blanks.get(value) ?? `urn:blank:${blanks.size}`;
    blanks.set(value, known);
    return known;
  });
  return { form, values: new Map([...blanks].map(([value, name]) => [name, value])) };
}

const readForm = (form: object): Promise<Quad[]> =>
  jsonld.toRDF(form, {
    base: null,
    safe: true,
    rdfDirection: "i18n-datatype",
    produceGeneralizedRdf: false,
    documentLoader: loadContext,
  });

/** The canonical form of a document that was built here, so that its addresses are known to be such. */
export async function canonicalFormAlike(document: object): Promise<string> {
  const { form, values } = takeOut(document);
  let quads = read.get(form);
  if (!quads) {
    if (read.size >= MAXIMUM_FORMS) read.clear();
    quads = readForm(JSON.parse(form) as object);
    read.set(form, quads);
  }
  const fill = <Term extends { readonly value: string }>(term: Term): Term =>
    blank.test(term.value) ? { ...term, value: values.get(term.value) ?? term.value } : term;
  const dataset = (await quads).map((quad) => ({ ...quad, subject: fill(quad.subject), object: fill(quad.object) }));
  return canonize(dataset, { algorithm: "RDFC-1.0", format: "application/n-quads" });
}
