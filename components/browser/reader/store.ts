import { cacheName, isLesson, maximumPages, ownerAddress, ownerOf, withoutComments } from "./copies";

/** Keeps a page of a lesson. Copies are one person's: those of somebody else go before the first of theirs is kept. */
export async function keepPage(address: string, html: string): Promise<void> {
  const owner = ownerOf(html);
  if (!owner) return;
  let cache = await caches.open(cacheName);
  const before = await (await cache.match(ownerAddress))?.text();
  if (before !== owner) {
    await caches.delete(cacheName);
    cache = await caches.open(cacheName);
    await cache.put(ownerAddress, new Response(owner));
  }
  const headers = { "content-type": "text/html; charset=utf-8", "x-kept-at": new Date().toISOString() };
  await cache.put(address, new Response(withoutComments(html), { headers }));
  const pages = (await cache.keys()).filter(({ url }) => isLesson(new URL(url)));
  for (const old of pages.slice(0, Math.max(0, pages.length - maximumPages))) await cache.delete(old);
}
