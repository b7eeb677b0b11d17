import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import path from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import next from "next";
import { canRewriteAudit } from "@/lib/audit/data";
import { sessionCookieName } from "@/lib/auth/options";
import { checkedFormLimits, fileFormLimits, formLimits, limitBody } from "@/lib/entry/body-limits";
import { errorPage } from "@/lib/entry/error-page";
import { PageCache } from "@/lib/entry/page-cache";
import { drawDescription } from "@/lib/entry/page-description";
import { withNotes } from "@/lib/entry/page-notes";
import { parsePreferences, preferencesCookie, serializePreferences } from "@/lib/entry/preferences";
import { env, installationSecret, isProduction } from "@/lib/env";
import { localPath, splitPath } from "@/lib/format/languages";
import { log } from "@/lib/log";

/*
 * The server in front of Next's handler. It does what pages cannot: refuses undecodable addresses and oversized bodies, gives
 * every answer its security headers, draws pages from the framework's descriptions (nothing here hydrates: pages are HTML with
 * plain forms, and the one page with a program loads it as a file of its own), keeps public pages, and turns failures into
 * pages with a sentence, a status and a way back.
 */

const { port, databaseUrl, trustedProxies } = env();
if (!databaseUrl) throw new Error("DATABASE_URL is not set: start with `npm start`, which brings a database along.");

if (await canRewriteAudit()) {
  process.stderr.write(
    "DATABASE_URL's role could change the audit record: give the application a role that owns no table.\n",
  );
  process.exit(1);
}

installationSecret(); // Made before anybody asks for it, so that every part finds the same one.

const app = next({ dev: !isProduction, customServer: true, dir: process.cwd(), port, hostname: "localhost" });
await app.prepare();
const handle = app.getRequestHandler();
const pages = new PageCache(databaseUrl);
await pages.listen();

const policy = [
  "default-src 'none'",
  isProduction ? "script-src 'self'" : "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
  isProduction ? "style-src 'self'" : "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "media-src 'self'",
  "worker-src 'self'",
  isProduction ? "connect-src 'self'" : "connect-src 'self' ws:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const securityHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": policy,
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  ...(env().origin.startsWith("https:") ? { "strict-transport-security": "max-age=31536000; includeSubDomains" } : {}),
};

/** Addresses that are not pages and so have no language. */
const unprefixed =
  /^\/(?:_next|__nextjs[^/]*|api|forms|fonts|scripts|certificates|files)\/|^\/verify\/offline\.html$|^\/(?:.*\/)?[^/]+\.(?:ics|rss|xml|txt|svg|png|ico|json|pdf|js|css|woff2|webmanifest)$/;
/** Mail programs post here for their readers; a person's browser gets the page of the same address. */
const oneClick = /^\/unsubscribe\/[^/]+$/;
/** Public pages: the same for everybody without a session. */
const publicPage =
  /^\/(?:(?:fr|ar)(?:\/|$))?(?:(?:courses|events|modules|workshops|publications|library|glossary|norms|about)(?:\/[a-z0-9-]+)?)?$/;
/** What a learner writes in an exam stands on no kept page, and is written often. */
const examWrite = /^\/api\/attempts\//;
const frameworkScripts =
  /<script(?![^>]*(?:type="application\/ld\+json"|src="\/scripts\/))[^>]*>[\s\S]*?<\/script>|<link[^>]*rel="(?:preload|modulepreload)"[^>]*as="script"[^>]*\/?>/g;

/** Hot reload needs the framework's scripts; a page with a program of its own is shown as it will be. */
const withoutFrameworkScripts = (html: string): string =>
  isProduction || html.includes('src="/scripts/') ? html.replace(frameworkScripts, "") : html;

function clientAddress(request: IncomingMessage): string {
  const direct = request.socket.remoteAddress ?? "unknown";
  if (trustedProxies === 0) return direct;
  const chain = String(request.headers["x-forwarded-for"] ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
  return chain.at(-trustedProxies) ?? direct;
}

function cookieValue(request: IncomingMessage, name: string): string | undefined {
  for (const part of (request.headers.cookie ?? "").split(";")) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}

const hasSession = (request: IncomingMessage): boolean =>
  cookieValue(request, sessionCookieName()) !== undefined ||
  cookieValue(request, `${sessionCookieName()}.0`) !== undefined;

/** The page that a request is, or that its form stood on: for the language of an answer. */
function pageOf(request: IncomingMessage): string {
  const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
  const { referer } = request.headers;
  return path.startsWith("/forms/") && referer && URL.canParse(referer) ? new URL(referer).pathname : path;
}

function sendError(request: IncomingMessage, response: ServerResponse, status: number, errorId?: string): void {
  const wantsJson = /^\/(?:api)\//.test(request.url ?? "");
  const { language } = splitPath(pageOf(request));
  const preferences = parsePreferences(cookieValue(request, preferencesCookie));
  const body = wantsJson
    ? JSON.stringify({
        reason: status === 503 ? "unavailable" : status === 413 ? "too-large" : "malformed",
        message: "The request could not be answered.",
      })
    : errorPage({ status, language, preferences, ...(errorId ? { errorId } : {}) });
  response.writeHead(status, {
    ...securityHeaders,
    "content-type": wantsJson ? "application/json" : "text/html; charset=utf-8",
    "cache-control": "no-store",
    ...(status === 503 ? { "retry-after": "5" } : {}),
  });
  response.end(body);
}

type Captured = { status: number; headers: Record<string, string | string[] | number | undefined>; body: Buffer };

/** Runs Next's handler and collects its answer; what is not a page passes through as it comes. */
function capture(request: IncomingMessage, response: ServerResponse): Promise<Captured | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const original = {
      writeHead: response.writeHead,
      write: response.write,
      end: response.end,
      flushHeaders: response.flushHeaders,
    };
    let passing: boolean | null = null;
    const isPage = (): boolean => {
      const type = String(response.getHeader("content-type") ?? "");
      return (
        /^text\/(?:html|x-component)\b/.test(type) ||
        response.statusCode >= 500 ||
        (response.statusCode >= 400 && type === "")
      );
    };
    const restore = (): void => {
      Object.assign(response, original);
      for (const [name, value] of Object.entries(securityHeaders))
        if (!response.hasHeader(name)) response.setHeader(name, value);
      response.removeHeader("x-powered-by");
    };
    const decide = (): boolean => {
      if (passing === null) {
        passing = !isPage();
        if (passing) {
          restore();
          resolve(null);
        }
      }
      return passing;
    };
    type Headers = Record<string, string | string[] | number>;
    response.writeHead = ((status: number, reason?: string | Headers, headers?: Headers) => {
      response.statusCode = status;
      const given = typeof reason === "object" ? reason : headers;
      for (const [name, value] of Object.entries(given ?? {})) response.setHeader(name, value);
      return response;
    }) as typeof response.writeHead;
    response.flushHeaders = () => undefined;
    response.write = ((chunk: unknown, ...rest: unknown[]) => {
      if (decide()) return (original.write as (...words: unknown[]) => boolean).call(response, chunk, ...rest);
      chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk as string));
      const callback = rest.find((word) => typeof word === "function") as (() => void) | undefined;
      if (callback) process.nextTick(callback);
      return true;
    }) as typeof response.write;
    response.end = ((chunk?: unknown, ...rest: unknown[]) => {
      if (decide()) return (original.end as (...words: unknown[]) => ServerResponse).call(response, chunk, ...rest);
      if (chunk && typeof chunk !== "function")
        chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk as string));
      restore();
      resolve({ status: response.statusCode, headers: response.getHeaders(), body: Buffer.concat(chunks) });
      return response;
    }) as typeof response.end;
    handle(request, response).catch(reject);
  });
}

function accepts(request: IncomingMessage, encoding: "br" | "gzip"): boolean {
  return new RegExp(`\\b${encoding}\\b`).test(String(request.headers["accept-encoding"] ?? ""));
}

const compressBrotli = (body: Buffer, quality: number): Buffer =>
  brotliCompressSync(body, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
      // A window no larger than what it looks at: it is made anew each time.
      [constants.BROTLI_PARAM_LGWIN]: Math.min(22, Math.max(16, Math.ceil(Math.log2(body.length + 16)))),
    },
  });

async function servePage(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const shown = serializePreferences(parsePreferences(cookieValue(request, preferencesCookie)));
  const visitor = !hasSession(request);
  const keepable =
    isProduction && visitor && request.method === "GET" && url.search === "" && publicPage.test(url.pathname);
  const key = `${url.pathname} ${shown}`;
  const kept = keepable ? pages.get(key) : undefined;
  if (kept) {
    const [body, encoding] = accepts(request, "br")
      ? [kept.brotli, "br"]
      : accepts(request, "gzip")
        ? [kept.gzip, "gzip"]
        : [kept.body, null];
    if (request.headers["if-none-match"] === kept.headers.etag) {
      response.writeHead(304, { ...securityHeaders, ...kept.headers });
      response.end();
      return;
    }
    response.writeHead(200, {
      ...kept.headers,
      ...(encoding ? { "content-encoding": encoding } : {}),
      "content-length": body.length,
    });
    response.end(body);
    return;
  }

  const generation = pages.generation;
  const { language, path } = splitPath(url.pathname);
  // What a certificate's page says is for who has its code: no search engine lists it, whatever the code.
  if (path.startsWith("/verify/")) response.setHeader("x-robots-tag", "noindex, nofollow");
  request.headers["x-page-path"] = url.pathname + url.search;
  request.url = `/${language}${path === "/" ? "" : path}${url.search}`;
  const isHead = request.method === "HEAD";
  if (isProduction) {
    for (const name of Object.keys(request.headers)) if (name.startsWith("next-")) delete request.headers[name];
    // What a browser that goes from page to page would ask for; the page is drawn from it here, whole.
    request.headers.rsc = "1";
    request.method = "GET";
  }
  const made = await withNotes(() => capture(request, response), isProduction);
  let { answer } = made;
  if (!answer) return;
  const isDescribed = answer.status === 200 && String(answer.headers["content-type"]).startsWith("text/x-component");
  const described = isDescribed ? drawDescription(answer.body, made.parts) : null;
  if (described && described.kind !== "page") {
    const status = described.kind === "redirect" ? described.status : described.kind === "missing" ? 404 : 500;
    if (described.kind === "redirect") response.setHeader("location", described.to);
    answer = { ...answer, status, body: Buffer.alloc(0) };
  }
  if (answer.status === 404) {
    // The framework draws its not-found page in the browser; ours is drawn here, as a page of its own.
    const missing = await fetch(
      `http://127.0.0.1:${port}${localPath(language, "/missing")}?for=${encodeURIComponent(path)}`,
      {
        headers: { cookie: request.headers.cookie ?? "", "accept-encoding": "identity" },
      },
    );
    if (missing.ok) answer = { status: 404, headers: {}, body: Buffer.from(await missing.arrayBuffer()) };
  }
  if (answer.status >= 500) {
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    request.url = url.pathname;
    sendError(
      request,
      response,
      pages.connected && !made.databaseAway ? answer.status : 503,
      String(answer.headers["x-error-id"] ?? "") || undefined,
    );
    return;
  }
  const html = described?.kind === "page" ? described.html : withoutFrameworkScripts(answer.body.toString("utf8"));
  const body = Buffer.from(html);
  const goodUntil = Number(/<meta name="good-until" content="(\d+)"/.exec(html)?.[1] ?? Number.POSITIVE_INFINITY);
  response.removeHeader("content-length");
  response.removeHeader("transfer-encoding");
  response.setHeader("content-type", "text/html; charset=utf-8");
  if (keepable && answer.status === 200) {
    const page = {
      body,
      brotli: compressBrotli(body, 7),
      gzip: gzipSync(body),
      goodUntil,
      headers: {
        ...securityHeaders,
        "content-type": "text/html; charset=utf-8",
        "cache-control": "private, no-cache",
        vary: "accept-encoding, cookie",
        etag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`,
      },
    };
    pages.keep(key, page, generation);
    for (const [name, value] of Object.entries(page.headers)) response.setHeader(name, value);
  } else {
    response.setHeader("cache-control", "private, no-store");
    response.setHeader("vary", "accept-encoding, cookie");
  }
  const encoding = body.length < 1000 ? null : accepts(request, "br") ? "br" : accepts(request, "gzip") ? "gzip" : null;
  const sent = encoding === "br" ? compressBrotli(body, 5) : encoding === "gzip" ? gzipSync(body) : body;
  if (encoding) response.setHeader("content-encoding", encoding);
  response.setHeader("content-length", sent.length);
  response.statusCode = answer.status;
  response.end(isHead ? undefined : sent);
}

const fileRoots: readonly (readonly [string, string, string])[] = [
  ["/_next/static/", ".next/static/", "public, max-age=31536000, immutable"],
  ["/fonts/", "public/fonts/", "public, max-age=31536000, immutable"],
  ["/scripts/", "public/scripts/", "public, max-age=300"],
];
const fileTypes: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  txt: "text/plain; charset=utf-8",
  woff2: "font/woff2",
};

/** Files of the build and of public/ never change while a server runs: each is read and compressed once. */
const files = new Map<string, { body: Buffer; brotli: Buffer | null; type: string; cache: string } | null>();

function readStaticFile(pathname: string) {
  const known = files.get(pathname);
  if (known !== undefined) return known;
  const root = fileRoots.find(([prefix]) => pathname.startsWith(prefix));
  const type = fileTypes[pathname.split(".").at(-1) ?? ""];
  // Names of built files are plain: nothing encoded, nothing that climbs.
  if (!root || !type || files.size > 500 || !/^[\w./-]+$/.test(pathname) || pathname.includes("..")) return null;
  try {
    const body = readFileSync(path.join(process.cwd(), root[1], pathname.slice(root[0].length)));
    // A page waits for its style: that is compressed as far as it goes, once.
    const quality = type.startsWith("text/css") ? 11 : 9;
    const file = { body, brotli: type === "font/woff2" ? null : compressBrotli(body, quality), type, cache: root[2] };
    files.set(pathname, file);
    return file;
  } catch {
    return null; // Next answers for what is not there.
  }
}

/** The worker that keeps lessons for reading without a line: it lies among the programs and works for pages elsewhere. */
const readerWorker = "/scripts/reader-worker.js";

async function serveOther(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  if (url.pathname === readerWorker) response.setHeader("service-worker-allowed", "/");
  const file = isProduction && request.method === "GET" ? readStaticFile(url.pathname) : null;
  if (file) {
    const brotli = accepts(request, "br") ? file.brotli : null;
    response.writeHead(200, {
      ...securityHeaders,
      "content-type": file.type,
      "cache-control": file.cache,
      vary: "accept-encoding",
      ...(brotli ? { "content-encoding": "br" } : {}),
      "content-length": (brotli ?? file.body).length,
    });
    response.end(brotli ?? file.body);
    return;
  }
  const answer = await capture(request, response);
  if (!answer) return;
  response.removeHeader("content-length");
  if (answer.status === 404 || (answer.status >= 400 && answer.body.length === 0)) {
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    sendError(request, response, answer.status, String(answer.headers["x-error-id"] ?? "") || undefined);
    return;
  }
  if (answer.status >= 500 && !String(answer.headers["content-type"]).startsWith("application/json")) {
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    sendError(request, response, pages.connected ? answer.status : 503);
    return;
  }
  response.statusCode = answer.status;
  response.end(answer.body);
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let url: URL;
  try {
    url = new URL(request.url ?? "/", "http://server");
    decodeURIComponent(url.pathname);
    decodeURIComponent(url.search);
    if (
      !(request.url ?? "").startsWith("/") ||
      (request.url ?? "").startsWith("//") ||
      url.pathname.includes("//") ||
      url.pathname.includes("%00")
    )
      throw new URIError("odd address");
  } catch {
    sendError(request, response, 400);
    return;
  }
  const hasFiles =
    url.pathname.startsWith("/forms/") && /^multipart\/form-data\b/i.test(request.headers["content-type"] ?? "");
  const limits =
    hasFiles && url.pathname === "/forms/verify-file"
      ? checkedFormLimits
      : hasFiles && hasSession(request)
        ? fileFormLimits
        : formLimits;
  if (Number(request.headers["content-length"] ?? 0) > limits.bytes) {
    // What still comes is read for a moment and dropped: on a connection that is cut off, nobody hears the answer.
    request.resume();
    setTimeout(() => request.complete || request.destroy(), 2_000).unref();
    sendError(request, response, 413);
    return;
  }
  request.headers["x-client-address"] = clientAddress(request);
  if (isProduction) delete request.headers["next-action"];
  const write = request.method !== "GET" && request.method !== "HEAD";
  if (write) {
    limitBody(request, limits);
    if (!examWrite.test(url.pathname)) holdUntilSettled(response);
  }
  if (unprefixed.test(url.pathname) || (request.method === "POST" && oneClick.test(url.pathname)))
    return serveOther(request, response, url);
  if (write) {
    sendError(request, response, 405);
    return;
  }
  if (url.pathname === "/en" || url.pathname.startsWith("/en/")) {
    response.writeHead(308, { ...securityHeaders, location: (url.pathname.slice(3) || "/") + url.search });
    response.end();
    return;
  }
  if (url.pathname !== "/" && url.pathname.endsWith("/")) {
    response.writeHead(308, { ...securityHeaders, location: url.pathname.replace(/\/+$/, "") + url.search });
    response.end();
    return;
  }
  return servePage(request, response, url);
}

/** The answer to a write leaves when this process has heard of its effect, so that the next page shows it. */
function holdUntilSettled(response: ServerResponse): void {
  type Words = (...words: unknown[]) => unknown;
  const write = response.write.bind(response) as Words;
  const end = response.end.bind(response) as Words;
  const held: unknown[][] = [];
  response.flushHeaders = () => undefined;
  response.write = ((...words: unknown[]) => {
    held.push(words);
    return true;
  }) as typeof response.write;
  response.end = ((...words: unknown[]) => {
    void pages.settle().finally(() => {
      for (const chunk of held) write(...chunk);
      end(...words);
    });
    return response;
  }) as typeof response.end;
}

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    const id = crypto.randomUUID();
    log("error", "a request failed", { id, path: request.url?.split("?")[0], error });
    if (response.headersSent) response.destroy();
    else sendError(request, response, 500, id);
  });
});
// Bodies are held to limits of their own, by what they are.
server.requestTimeout = 0;
server.headersTimeout = 15_000;
server.keepAliveTimeout = 65_000;
server.on("upgrade", (request, socket) => {
  if (isProduction) socket.end("HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n");
  else void app.getUpgradeHandler()(request, socket, Buffer.alloc(0));
});
server.listen(port, () => process.send?.("listening"));
server.on("error", (error: NodeJS.ErrnoException) => {
  process.stderr.write(
    error.code === "EADDRINUSE" ? `Port ${port} is taken: set PORT to another one.\n` : `${error.message}\n`,
  );
  process.exit(1);
});

const stop = (): void => {
  server.close(() => void pages.close().finally(() => process.exit(0)));
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), 5_000).unref();
};
process.once("SIGTERM", stop);
process.once("SIGINT", stop);
process.once("disconnect", stop);
