import { readFileSync } from "node:fs";
import { request } from "node:http";
import pg from "pg";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { signInAs, Visitor } from "../setup/visitor";

const platform = inject("platform");
const nobody = new Visitor(platform.baseUrl);
let learner: Visitor;
beforeAll(async () => {
  learner = await signInAs(platform, "learner");
});

const course = "un-cyber-norms-csirts";
const event = "un-cyber-norms-csirts-online";
const madeUpId = "00000000-0000-4000-8000-000000000000";

describe("an address that cannot be read", () => {
  it.each([
    "/%ff",
    "/courses/%ff",
    "/fr/events/%c3%28",
    "/verify/%",
    "/api/attempts/%ff",
    "/courses?q=%ff",
    "/courses/%00",
    "/forms/%ff",
    "//evil.example/x",
  ])("%s is a 400 with a sentence", async (path) => {
    const answer = await raw("GET", path);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatch(path.startsWith("/api/") ? /"reason":"malformed"/ : /<h1>[^<]+<\/h1>/);
  });
});

describe("S1: an id that is malformed, made up or another person's is a 404 and nothing more", () => {
  const pages = [
    "/courses/no-such-course",
    "/courses/' OR 1=1 --",
    "/courses/UN-CYBER-NORMS-CSIRTS",
    "/events/no-such-event",
    "/events/..%2f..%2fetc%2fpasswd",
    "/modules/no-such-module",
    "/library/no-such-profile",
    `/learn/no-such-event`,
    `/learn/un-cyber-norms-csirts-online/0/0.0.0`,
    "/exams/not-an-id",
    `/exams/${madeUpId}`,
    `/exams/${madeUpId}/result`,
    `/exams/${"9".repeat(3000)}`,
    `/account/letters/not-an-id`,
    `/account/letters/${madeUpId}`,
    "/certificates/ABCD.pdf",
    "/certificates/0000-0000-0000-0000-00.pdf",
  ];
  it.each(pages.map((path) => ({ path, name: path.slice(0, 60) })))("$name", async ({ path }) => {
    const answer = await learner.fetch(encodeURI(path).replaceAll("%25", "%"));
    expect(answer.status).toBe(404);
  });

  const calls: readonly [string, string, object?][] = [
    ["GET", "/api/attempts/not-an-id"],
    ["GET", `/api/attempts/${madeUpId}`],
    ["GET", `/api/attempts/${madeUpId}/result`],
    ["PUT", `/api/attempts/not-an-id/answers/1`, { optionIds: [], sequence: 1 }],
    ["PUT", `/api/attempts/${madeUpId}/answers/1`, { optionIds: [], sequence: 1 }],
    ["PUT", `/api/attempts/${madeUpId}/answers/x`, { optionIds: [], sequence: 1 }],
    ["PUT", `/api/attempts/${madeUpId}/answers/99999999999999999999`, { optionIds: [], sequence: 1 }],
    ["POST", `/api/attempts/${madeUpId}/submission`],
    ["POST", "/api/events/no-such-event/enrolments"],
    ["POST", "/api/events/No Such Event/attempts"],
  ];
  it.each(calls)("%s %s", async (method, path, body) => {
    const answer = await learner.call(method, path, body);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ reason: "not-found" });
  });
});

describe("a text that no database stores", () => {
  it("is kept without what cannot be stored, from a program as from a form", async () => {
    const organizer = await signInAs(platform, "organizer");
    const values = { title: "a\0b", notice: "half a character: \ud83d" };
    const answer = await organizer.call("PUT", `/api/events/${event}/draft`, { revision: 1, values });
    expect(answer.status).toBe(200);
  });
});

describe("F26: a body larger than any form", () => {
  const typed = "application/x-www-form-urlencoded";
  it("is refused by its declared length before it is read", async () => {
    const answer = await raw("POST", "/forms/sign-in", {
      "content-length": "50000000",
      "content-type": "application/x-www-form-urlencoded",
    });
    expect(answer.status).toBe(413);
    const file = await raw("POST", "/forms/add-event-file", {
      "content-length": "50000000",
      "content-type": "multipart/form-data; boundary=x",
      cookie: learner.cookie,
    });
    expect(file.status).toBe(413);
  });

  it.each([
    ["POST", "/forms/sign-in", 413, typed],
    ["POST", "/api/auth/callback/credentials", 413, typed],
    ["PUT", `/api/attempts/${madeUpId}/answers/1`, 413, typed],
    ["POST", "/courses", 405, typed],
    ["POST", "/forms/add-event-file", 413, "multipart/form-data; boundary=x"],
  ] as const)("is refused while it streams: %s %s", async (method, path, status, type) => {
    const began = performance.now();
    const headers = {
      "transfer-encoding": "chunked",
      "content-type": type,
      origin: platform.baseUrl,
      cookie: learner.cookie,
    };
    const answer = await raw(method, path, headers, 20_000_000);
    expect(answer.status).toBe(status);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it("leaves nothing when it is cut off half way", async () => {
    const organizer = await signInAs(platform, "organizer");
    const database = new pg.Client({ connectionString: platform.adminUrl });
    await database.connect();
    try {
      const count = async () => (await database.query<{ n: string }>("SELECT count(*) AS n FROM upload")).rows[0]?.n;
      const before = await count();
      const { hostname, port } = new URL(platform.baseUrl);
      const sending = request({
        hostname,
        port,
        method: "POST",
        path: "/forms/add-event-file",
        headers: {
          "content-length": "5000000",
          "content-type": "multipart/form-data; boundary=x",
          origin: platform.baseUrl,
          cookie: organizer.cookie,
        },
      });
      sending.on("error", () => undefined);
      sending.write(
        `--x\r\ncontent-disposition: form-data; name="event"\r\n\r\n${event}\r\n--x\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7 ${"x".repeat(1_000_000)}`,
        () => sending.destroy(),
      );
      await new Promise((resolve) => sending.once("close", resolve));
      expect((await organizer.fetch(`/organize/events/${event}`)).status).toBe(200);
      expect(await count()).toBe(before);
    } finally {
      await database.end();
    }
  });

  it("leaves the server well", async () => {
    expect(await (await nobody.fetch("/api/health")).json()).toMatchObject({ state: "well" });
  });
});

describe("S33: no server function can be called", () => {
  it("there is none in the build", () => {
    const manifest = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8")) as Record<
      string,
      object
    >;
    expect(Object.keys(manifest.node ?? {})).toEqual([]);
    expect(Object.keys(manifest.edge ?? {})).toEqual([]);
  });

  const action = { "next-action": "7f0123456789abcdef0123456789abcdef01234567", origin: platform.baseUrl };
  it.each([
    ["text/plain;charset=UTF-8", "[]"],
    ["text/plain;charset=UTF-8", `["$F1","$Q2","$W3",${"[".repeat(50_000)}`],
    ["application/x-www-form-urlencoded", "%24ACTION_ID_7f0123=1"],
    [
      "multipart/form-data; boundary=x",
      '--x\r\nContent-Disposition: form-data; name="$ACTION_REF_1"\r\n\r\n\r\n--x\r\nContent-Disposition: form-data; name="$ACTION_1:0"\r\n\r\n{"id":"7f01","bound":"$@1"}\r\n--x--\r\n',
    ],
  ])("an action posted to a page as %s is a 405", async (type, body) => {
    for (const path of ["/", "/courses", "/sign-in", "/learn"]) {
      const answer = await learner.fetch(path, { method: "POST", headers: { ...action, "content-type": type }, body });
      expect(answer.status).toBe(405);
    }
  });

  it("an action named on a page that is only read changes nothing of its answer", async () => {
    const [plain, odd] = await Promise.all([nobody.fetch("/courses"), nobody.fetch("/courses", { headers: action })]);
    expect(odd.status).toBe(200);
    expect(await odd.text()).toBe(await plain.text());
  });

  it("an action named on a form or a call is not heard", async () => {
    const form = await nobody.fetch("/forms/preferences", {
      method: "POST",
      headers: { ...action, "content-type": "application/x-www-form-urlencoded" },
      body: "_page=/&theme=dark",
    });
    expect(form.status).toBe(303);
    expect((await nobody.fetch("/api/health", { headers: action })).status).toBe(200);
  });

  it.each([
    { rsc: "1" },
    { rsc: "1", "next-router-prefetch": "1" },
    { "next-router-state-tree": "%5B%22%22%5D" },
    { "next-url": "/admin" },
    { "x-middleware-subrequest": "middleware" },
  ])("the framework's own headers %o give the page and no payload", async (headers) => {
    const answer = await nobody.fetch("/courses", { headers });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
  });
});

describe("S24: the server fetches no address for a visitor", () => {
  it.each(["http://127.0.0.1:1/x.png", "https://example.org/x.png", "/error.css", "//example.org/x.png"])(
    "/_next/image with %s gives nothing",
    async (url) => {
      const answer = await nobody.fetch(`/_next/image?url=${encodeURIComponent(url)}&w=64&q=75`);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    },
  );
});

describe("S29: what is typed into a search is never read as a command", () => {
  const typed = [
    "'",
    "''",
    '"',
    "\\",
    "%",
    "_",
    "%%%%",
    "*",
    ":*",
    "a:*",
    "a & b",
    "a | | b",
    "!!!",
    "!a",
    "<->",
    "a <2> b",
    "(((",
    ")",
    "()",
    "&",
    "$1",
    "$$",
    "{}",
    "[",
    "a[",
    "'; DROP TABLE course; --",
    "1' OR '1'='1",
    "\\'; SELECT pg_sleep(5); --",
    "/*",
    "--",
    "\u0000",
    "a\u0000b",
    "\u202e\u200b",
    "😀",
    "ﷺ",
    "é\u0301\u0301",
    "Ⓐ",
    "ß",
    "İ",
    "x".repeat(5_000),
    "a ".repeat(2_000),
    "(a+)+$",
    ".*.*.*.*x",
  ];
  it.each(typed.map((words) => ({ words, name: JSON.stringify(words).slice(0, 40) })))("$name", async ({ words }) => {
    const pages = ["/courses", "/fr/courses", "/workshops", "/glossary", "/library", "/publications", "/events"];
    const began = performance.now();
    const asked = pages.map((path) =>
      nobody.fetch(`${path}?q=${encodeURIComponent(words)}&search=${encodeURIComponent(words)}`),
    );
    for (const answer of await Promise.all(asked)) {
      await answer.text();
      expect([200, 400]).toContain(answer.status);
    }
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it.each([
    "q=a&q=b",
    "q[]=a",
    "q[x]=1",
    "topic='",
    "topic=a&topic=b&topic=%27",
    "level=__proto__",
    "constructor=1",
    "page=-1",
    "page=0",
    "page=1e9",
    "page=99999999999999999999",
    "page=NaN",
    "page=1&page=2",
    "sort=id;drop",
    "region=%F0%9F%98%80",
    "=",
    "&&&",
    "refused=x",
    `refused=${"A".repeat(22)}`,
    "done=<script>",
    "next=//evil.example",
    "token=%27",
  ])("a query of %s", async (query) => {
    const pages = [
      "/courses",
      "/events",
      "/workshops",
      "/glossary",
      "/sign-in",
      "/verify",
      `/courses/${course}`,
      `/events/${event}`,
    ];
    for (const answer of await Promise.all(pages.map((path) => nobody.fetch(`${path}?${query}`)))) {
      expect([200, 400, 404]).toContain(answer.status);
      expect(await answer.text()).not.toContain("<script>");
    }
  });
});

/** Says exactly these bytes: no client's opinion of what an address or a length should be. */
function raw(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  streamedBytes = 0,
): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(platform.baseUrl);
  return new Promise((resolve, reject) => {
    let answered = false;
    const asked = request({ hostname, port, method, path, headers, agent: false }, (response) => {
      answered = true;
      const chunks: Buffer[] = [];
      const answer = (): void => {
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
        asked.destroy();
      };
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      // Who is refused in the middle of a sentence may find the line closed behind the answer.
      response.on("error", answer);
      response.on("end", answer);
    });
    asked.on("error", (error) => {
      if (!answered) reject(error);
    });
    if (headers["content-length"]) return asked.flushHeaders();
    const chunk = Buffer.alloc(64_000, "a=b&");
    let sent = 0;
    const more = (): void => {
      while (sent < streamedBytes && !asked.destroyed) {
        sent += chunk.length;
        if (!asked.write(chunk)) {
          asked.once("drain", more);
          return;
        }
      }
      asked.end();
    };
    more();
  });
}
