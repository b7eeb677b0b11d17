import { createElement, Fragment, isValidElement, type ReactElement, type ReactNode } from "react";
import { escapeHtml } from "@/lib/format/escape-html";
import { keepPart, partAttribute } from "./page-notes";

/*
 * Pages here never hydrate, so what the framework prepares for a browser's copy of a page (a description of every element)
 * is made for nobody. What is drawn here reaches it as one empty element, which the server in front fills.
 */

type Props = Readonly<Record<string, unknown>>;

const emptyTags = new Set([
  "area",
  "base",
  "br",
  "col",
  "embed",
  "hr",
  "img",
  "input",
  "link",
  "meta",
  "source",
  "track",
  "wbr",
]);
/** Attributes that are not written as their property is; HTML reads all others in any case of letters. */
const attributeNames: Readonly<Record<string, string>> = {
  acceptCharset: "accept-charset",
  className: "class",
  fillOpacity: "fill-opacity",
  fontFamily: "font-family",
  fontSize: "font-size",
  fontWeight: "font-weight",
  htmlFor: "for",
  httpEquiv: "http-equiv",
  paintOrder: "paint-order",
  strokeDasharray: "stroke-dasharray",
  strokeLinecap: "stroke-linecap",
  strokeLinejoin: "stroke-linejoin",
  strokeWidth: "stroke-width",
  textAnchor: "text-anchor",
  vectorEffect: "vector-effect",
};
/** Attributes for which "false" is a word of their own. */
const saysFalse = /^(?:aria-|data-|contentEditable$|draggable$|spellCheck$)/;

function attribute(name: string, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean" && !saysFalse.test(name)) return value ? ` ${attributeNames[name] ?? name}=""` : "";
  if (typeof value === "object" || typeof value === "function")
    throw new TypeError(`${name} is no attribute of a page without scripts and inline styles`);
  return ` ${attributeNames[name] ?? name}="${escapeHtml(String(value))}"`;
}

function drawTag(tag: string, props: Props, chosen: unknown): string {
  let head = `<${tag}`;
  let inside: string | null = null;
  let chosenInside = chosen;
  for (const [name, value] of Object.entries(props)) {
    if (name === "children") continue;
    else if (name === "dangerouslySetInnerHTML") inside = (value as { readonly __html: string }).__html;
    else if (tag === "select" && (name === "defaultValue" || name === "value")) chosenInside = value;
    else if (tag === "textarea" && (name === "defaultValue" || name === "value"))
      // A browser drops the first line's end of a text area.
      inside = escapeHtml(String(value ?? "")).replace(/^\n/, "\n\n");
    else if (name === "defaultValue") head += attribute("value", value);
    else if (name === "defaultChecked") head += attribute("checked", value);
    else head += attribute(name, value);
  }
  if (tag === "option" && chosen !== undefined && chosen !== null) {
    const own = String(props.value ?? draw(props.children as ReactNode));
    if (Array.isArray(chosen) ? chosen.map(String).includes(own) : String(chosen) === own) head += ' selected=""';
  }
  if (emptyTags.has(tag)) return `${head}/>`;
  return `${head}>${inside ?? draw(props.children as ReactNode, chosenInside)}</${tag}>`;
}

/**
 * The HTML of plain components: functions of their properties, without hooks, promises or contexts.
 * @param chosen what the surrounding `<select>` has chosen
 * @throws TypeError for anything else
 */
export function draw(node: ReactNode, chosen?: unknown): string {
  if (node === null || node === undefined || typeof node === "boolean") return "";
  if (typeof node === "string") return escapeHtml(node);
  if (typeof node === "number" || typeof node === "bigint") return String(node);
  if (isValidElement<Props>(node)) {
    const { type, props } = node;
    if (typeof type === "string") return drawTag(type, props, chosen);
    if (type === Fragment) return draw(props.children as ReactNode, chosen);
    if (typeof type === "function") return draw((type as (props: Props) => ReactNode)(props), chosen);
  } else if (Symbol.iterator in node) {
    let text = "";
    for (const child of node) text += draw(child, chosen);
    return text;
  }
  throw new TypeError("only plain components are drawn");
}

/**
 * A tree of plain components as its outermost tag alone. What is in it joins the page as it leaves the server; where no
 * server stands in front that does so, it is in the tag as finished HTML.
 */
export function drawn(element: ReactElement): ReactElement {
  let root: ReactNode = element;
  while (isValidElement<Props>(root) && typeof root.type === "function")
    root = (root.type as (props: Props) => ReactNode)(root.props);
  if (!isValidElement<Props>(root) || typeof root.type !== "string")
    throw new TypeError("what is drawn has one tag around it");
  const { children, ...attributes } = root.props;
  const html = draw(children as ReactNode);
  const mark = keepPart(html);
  const content = mark === null ? { dangerouslySetInnerHTML: { __html: html } } : { [partAttribute]: mark };
  return createElement(root.type, { ...attributes, ...content });
}
