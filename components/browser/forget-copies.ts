import { cacheName } from "./reader/copies";

/*
 * Whoever signs in may be another person than the last: what the reader kept on this device goes first. What an exam could not
 * send yet is kept elsewhere and stays.
 */

if ("caches" in window) void caches.delete(cacheName);
