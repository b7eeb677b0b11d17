import { createElement, type ReactNode } from "react";
import { draw } from "./drawn";
import { partAttribute } from "./page-notes";

/*
 * A page as the framework describes it to a browser that goes from page to page: rows of JSON, one a line, that name each other.
 * No browser here asks for them. The server in front does, and draws the page from them, which costs a fraction of what it
 * costs the framework to draw the page and describe it in it once more. What is not known here is refused and never guessed.
 * Source: react-server-dom's ReactFlightClient.js for the rows, Next's TransportData for the tree of segments.
 */

export type Described =
  | { readonly kind: "page"; readonly html: string }
  | { readonly kind: "redirect"; readonly status: number; readonly to: string }
  | { readonly kind: "missing" }
  | { readonly kind: "failed"; readonly digest: string };

type Json = Readonly<Record<string, unknown>>;
/** A component that runs in a browser: of those, a page here has the framework's own, which say where things go. */
class BrowserComponent {
  constructor(readonly name: unknown) {}
}
/** What stands in a row: JSON with references in it, or a text as it is. */
type Row = { readonly json: unknown } | { readonly text: string } | { readonly component: BrowserComponent };

function readRows(body: Buffer): { readonly rows: ReadonlyMap<string, Row>; readonly digests: readonly string[] } {
  const rows = new Map<string, Row>();
  const digests: string[] = [];
  for (let at = 0; at < body.length; ) {
    const colon = body.indexOf(":", at);
    const id = body.toString("latin1", at, colon);
    if (body[colon + 1] === 0x54 /* T: so many bytes of text, without an end of line */) {
      const comma = body.indexOf(",", colon);
      at = comma + 1 + Number.parseInt(body.toString("latin1", colon + 2, comma), 16);
      rows.set(id, { text: body.toString("utf8", comma + 1, at) });
      continue;
    }
    const found = body.indexOf("\n", colon);
    const end = found < 0 ? body.length : found;
    const line = body.toString("utf8", colon + 1, end);
    if (line.startsWith("I"))
      rows.set(id, { component: new BrowserComponent((JSON.parse(line.slice(1)) as unknown[])[2]) });
    else if (line.startsWith("E")) digests.push(String((JSON.parse(line.slice(1)) as Json).digest ?? ""));
    else if (/^[[{"\d\-tfn]/.test(line)) rows.set(id, { json: JSON.parse(line) });
    at = end + 1;
  }
  return { rows, digests };
}

/** How the framework writes down that a page leads elsewhere, is not there, or failed. */
function readDigest(digest: string): Described {
  const words = digest.split(";");
  if (words[0] === "NEXT_REDIRECT")
    return { kind: "redirect", status: Number(words.at(-2)), to: words.slice(2, -2).join(";") };
  return digest === "NEXT_HTTP_ERROR_FALLBACK;404" ? { kind: "missing" } : { kind: "failed", digest };
}

const boundaries: readonly unknown[] = ["OutletBoundary", "ViewportBoundary", "MetadataBoundary"];
/** The places of an element's parts in its row, where a reference goes through it. */
const elementParts: Readonly<Record<string, number>> = { type: 1, key: 2, props: 3 };
const reference = /^\$[L@Q]?([0-9a-f]+)((?::[^:]+)*)$/;

/**
 * Draws a page from its description.
 * @param parts what was kept of the page while it was made, to be put in its places
 * @throws TypeError for what is no page of plain components
 */
export function drawDescription(body: Buffer, parts: readonly string[]): Described {
  const { rows, digests } = readRows(body);
  const ends = digests.map(readDigest);
  const end = ends.find(({ kind }) => kind !== "failed") ?? ends[0];
  if (end) return end;

  const first: ReactNode[] = [];
  const styles: ReactNode[] = [];
  const further: ReactNode[] = [];

  /** A value with the reference that it is followed; texts come without the sign that marks what begins like a reference. */
  function follow(value: unknown): unknown {
    if (typeof value !== "string" || !value.startsWith("$")) return value;
    if (value.startsWith("$$")) return value.slice(1);
    if (value === "$undefined") return undefined;
    if (value.startsWith("$S")) return Symbol.for(value.slice(2));
    const [, id = "", path = ""] = reference.exec(value) ?? [];
    const row = rows.get(id);
    if (!row) throw new TypeError(`a page's description has no ${value}`);
    if ("text" in row) return row.text;
    if ("component" in row) return row.component;
    let found = follow(row.json);
    for (const step of path.split(":").slice(1)) {
      const isElement = Array.isArray(found) && found[0] === "$";
      found = follow((found as Json)[isElement ? String(elementParts[step]) : step]);
    }
    return found;
  }

  const followAll = (value: unknown): unknown => {
    const found = follow(value);
    if (typeof found !== "object" || found === null) return found;
    if (Array.isArray(found)) return found.map(followAll);
    return Object.fromEntries(Object.entries(found).map(([name, inner]) => [name, followAll(inner)]));
  };

  function readTag(tag: string, { children, [partAttribute]: part, ...rest }: Json, segment: Json): ReactNode {
    const attributes = followAll(rest) as Json;
    if (part !== undefined) {
      const html = parts[Number(part)];
      if (html === undefined) throw new TypeError(`a page has no part ${part}`);
      return createElement(tag, { ...attributes, dangerouslySetInnerHTML: { __html: html } });
    }
    const inside = read(children, tag === "svg" ? { ...segment, isDrawing: true } : segment);
    // Where the head of a page is described beside its body, or in it.
    if (tag === "html")
      return createElement(tag, attributes, createElement("head", null, first, styles, further), inside);
    if (tag === "link" && attributes.precedence !== undefined) {
      const { precedence, ...own } = attributes;
      styles.push(createElement(tag, { ...own, "data-precedence": precedence }));
      return null;
    }
    // A drawing has titles of its own.
    if (tag === "meta" || tag === "link" || (tag === "title" && !segment.isDrawing)) {
      const isFirst = attributes.charSet !== undefined || attributes.name === "viewport";
      (isFirst ? first : further).push(createElement(tag, attributes, inside));
      return null;
    }
    return createElement(tag, attributes, inside);
  }

  function readComponent({ name }: BrowserComponent, { parallelRouterKey, children }: Json, segment: Json): ReactNode {
    if (typeof parallelRouterKey === "string") {
      const inner = new Map(follow(segment.c) as [string, unknown][]).get(parallelRouterKey);
      return readSegment(follow(inner) as Json);
    }
    const known = follow(name);
    if (known === "IconMark") return null;
    if (boundaries.includes(known)) return read(children, segment);
    throw new TypeError(`${String(known)} is drawn by browsers alone`);
  }

  function read(value: unknown, segment: Json): ReactNode {
    const found = follow(value);
    if (Array.isArray(found)) {
      if (found[0] !== "$") return found.map((inner) => read(inner, segment));
      const [, type, , given] = found as unknown[];
      const [kind, properties] = [follow(type), follow(given) as Json];
      if (typeof kind === "string") return readTag(kind, properties, segment);
      if (typeof kind === "symbol") return read(properties.children, segment);
      if (kind instanceof BrowserComponent) return readComponent(kind, properties, segment);
    } else if (typeof found !== "object" || found === null) return found as ReactNode;
    throw new TypeError("only plain components are drawn");
  }

  const readSegment = (segment: Json): ReactNode => read((follow(segment.d) as Json).r, segment);

  const { t: tree, h: head } = follow((follow("$0") as Json).t) as { readonly t: Json; readonly h: Json };
  void read(head.r, {}); // For what it says of the page: around that stands a tag that no page shows.
  return { kind: "page", html: `<!DOCTYPE html>${draw(readSegment(tree))}` };
}
