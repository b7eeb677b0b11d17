import { cacheName, isLesson, isPart, markKept } from "./reader/copies";
import { keepPage } from "./reader/store";

/*
 * Keeps the pages of lessons that were opened, so that they can be read without a line. It asks the network first and waits a
 * while; what it gives from the device says so. Copies are one person's: those of somebody else go before the first of theirs
 * is kept, and all go at sign-out.
 */

const WAIT_MS = 8_000;

type FetchLike = Event & { readonly request: Request; respondWith(answer: Promise<Response>): void };
type Lasting = Event & { waitUntil(work: Promise<unknown>): void };
const worker = self as unknown as {
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
  addEventListener(kind: string, hear: (event: never) => void): void;
};

worker.addEventListener("install", () => void worker.skipWaiting());
worker.addEventListener("activate", (event: Lasting) => event.waitUntil(worker.clients.claim()));

async function keptPage(request: Request): Promise<Response | null> {
  const kept = await (await caches.open(cacheName)).match(request.url);
  if (!kept) return null;
  const headers = new Headers(kept.headers);
  return new Response(markKept(await kept.text(), kept.headers.get("x-kept-at") ?? ""), { headers });
}

async function answerPage(event: FetchLike & Lasting): Promise<Response> {
  const { request } = event;
  const asked = fetch(request).then((answer) => {
    if (answer.ok && !answer.redirected)
      event.waitUntil(
        answer
          .clone()
          .text()
          .then((html) => keepPage(request.url, html)),
      );
    return answer;
  });
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), WAIT_MS));
  try {
    return (await Promise.race([asked, late])) ?? (await keptPage(request)) ?? (await asked);
  } catch (error) {
    const kept = await keptPage(request);
    if (kept) return kept;
    throw error;
  }
}

/** Styles and fonts have an address for each state of theirs; the program is asked for anew while there is a line. */
async function answerPart(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  const isFixed = !request.url.includes("/scripts/");
  const kept = await cache.match(request.url);
  if (kept && isFixed) return kept;
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request.url, answer.clone());
    return answer;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

worker.addEventListener("fetch", (event: FetchLike & Lasting) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && isLesson(url)) event.respondWith(answerPage(event));
  else if (request.mode !== "navigate" && isPart(url)) event.respondWith(answerPart(request));
});
