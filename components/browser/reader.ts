import { cacheName, isLesson, isPart } from "./reader/copies";
import { clean, findQuote } from "./reader/quotes";
import { keepPage } from "./reader/store";

/*
 * The reader's program: shows own highlights in the text, makes one of words that are selected, and has the pages that were opened
 * kept on this device. The page works without it: notes are a form, and highlights stand in the list under the text.
 */

const begin = (): void => {
  const reader = document.querySelector<HTMLElement>("#reader");
  const text = document.querySelector<HTMLElement>("#text");
  if (!reader) return;
  void keepCopies(reader, `<!doctype html>${document.documentElement.outerHTML}`);
  sayKept();
  if (text) {
    showHighlights(text);
    offerHighlights(text);
  }
};
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();

function sayKept(): void {
  const { keptAt } = document.body.dataset;
  const place = document.querySelector<HTMLElement>("#kept");
  if (!keptAt || !place) return;
  const { lang } = document.documentElement;
  const format = new Intl.DateTimeFormat(lang === "ar" ? "ar-u-nu-latn" : lang === "en" ? "en-GB" : lang, {
    dateStyle: "long",
    timeStyle: "short",
  });
  place.textContent = (place.textContent ?? "").replace("{time}", format.format(new Date(keptAt)));
  place.hidden = false;
}

/** The text of the page in its pieces, without paragraph numbers, marks of citations and drawings. */
function piecesOf(text: HTMLElement): Text[] {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const pieces: Text[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (!node.parentElement?.closest(".paragraph-number, sup, svg")) pieces.push(node as Text);
  return pieces;
}

function showHighlights(text: HTMLElement): void {
  for (const mark of text.querySelectorAll("mark")) mark.replaceWith(...mark.childNodes);
  text.normalize();
  for (const quote of document.querySelectorAll("[data-notes] [data-note] .note-quote")) {
    const pieces = piecesOf(text);
    const spans = findQuote(
      pieces.map(({ data }) => data),
      quote.textContent ?? "",
    );
    for (const { piece, from, to } of spans) {
      const node = pieces[piece];
      // White space between blocks is no text: a mark there would stand where none may stand.
      if (!node || clean(node.data.slice(from, to)) === "") continue;
      const range = document.createRange();
      range.setStart(node, from);
      range.setEnd(node, to);
      range.surroundContents(document.createElement("mark"));
    }
  }
}

/** The words that are selected in the text; empty where nothing is, or more than the text. */
function selectedIn(text: HTMLElement): string {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return "";
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return "";
  const words = piecesOf(text)
    .filter((piece) => range.intersectsNode(piece))
    .map((piece) =>
      piece.data.slice(
        piece === range.startContainer ? range.startOffset : 0,
        piece === range.endContainer ? range.endOffset : piece.data.length,
      ),
    );
  return clean(words.join(""));
}

function offerHighlights(text: HTMLElement): void {
  const tools = document.querySelector<HTMLElement>("#note-tools");
  const details = document.querySelector<HTMLDetailsElement>("#write-note");
  const form = details?.querySelector("form");
  const quote = form?.querySelector<HTMLInputElement>('[name="noteQuote"]');
  const body = form?.querySelector<HTMLTextAreaElement>('[name="noteBody"]');
  if (!tools || !details || !form || !quote || !body) return;
  let chosen = "";
  document.addEventListener("selectionchange", () => {
    const words = selectedIn(text);
    if (words.length >= 2 && words.length <= 1000) chosen = words;
    else if (tools.contains(document.activeElement)) return;
    else chosen = "";
    tools.hidden = chosen === "";
  });
  // A press on a button must not take the selection away before it is read.
  tools.addEventListener("pointerdown", (event) => event.preventDefault());
  tools.addEventListener("click", (event) => {
    const act = (event.target as HTMLElement).closest<HTMLElement>("[data-do]")?.dataset.do;
    if (!act || chosen === "") return;
    quote.value = chosen;
    window.getSelection()?.removeAllRanges();
    tools.hidden = true;
    if (act === "note") {
      details.open = true;
      body.focus();
    } else void sendHighlight(form, text);
  });
}

/** Sends the form and shows the page's new list in place, so that the reader stays where they read. */
async function sendHighlight(form: HTMLFormElement, text: HTMLElement): Promise<void> {
  const fields = new URLSearchParams();
  new FormData(form).forEach((value, name) => {
    if (typeof value === "string") fields.append(name, name === "noteBody" ? "" : value);
  });
  try {
    const answer = await fetch(form.action, { method: "POST", body: fields });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("#notes [data-notes]");
    if (!answer.ok || !fresh || page.querySelector("#problems")) throw new Error("not saved");
    const list = document.querySelector("#notes [data-notes]");
    if (list) list.replaceWith(fresh);
    else document.querySelector("#write-note")?.before(fresh);
    const quote = form.querySelector<HTMLInputElement>('[name="noteQuote"]');
    if (quote) quote.value = "";
    showHighlights(text);
  } catch {
    form.requestSubmit();
  }
}

/** Has this page and those to come kept on the device. No worker saw the first page come, so it is kept as it was drawn. */
async function keepCopies({ dataset: { scope = "/learn/" } }: HTMLElement, html: string): Promise<void> {
  if (!("serviceWorker" in navigator) || !("caches" in window)) return;
  try {
    const seen = navigator.serviceWorker.controller !== null;
    await navigator.serviceWorker.register("/scripts/reader-worker.js", { scope, updateViaCache: "none" });
    if (seen || !isLesson(window.location)) return;
    await keepPage(window.location.href.replace(/#.*$/, ""), html);
    const cache = await caches.open(cacheName);
    const parts = performance
      .getEntriesByType("resource")
      .map(({ name }) => new URL(name))
      .filter((url) => url.origin === window.location.origin && isPart(url))
      .map(({ href }) => href);
    await Promise.all(parts.map(async (part) => (await cache.match(part)) ?? cache.add(part)));
  } catch {
    // A browser that keeps nothing, or a device that is full: the page is read as it came.
  }
}
