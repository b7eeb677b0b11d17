import { chromium } from "@playwright/test";
import { markForm } from "@/lib/grading/mark-form";
import { findChromium } from "../setup/browser";
import { cpuMsOf } from "./cpu";
import type { Step, Work } from "./drive";
import { drive, type Ground } from "./ground";
import { emptyResult, makeRow, type Result } from "./report";

/** The pages that people ask for most, an answer saved, a whole exam in a row; weights in a browser; marking speed. */

const SECONDS = 10;
const CONNECTIONS = [8, 32];

const get = (target: string): Step => ({ method: "GET", path: target, expect: [200] });
const form = (name: string, fields: Record<string, string>): Step => ({
  method: "POST",
  path: `/forms/${name}`,
  body: Object.entries({ _page: "/learn", ...fields })
    .map(([key, value]) => `${key}=${value}`)
    .join("&"),
  type: "application/x-www-form-urlencoded",
  expect: [303],
});

/** A whole exam with its pages: started, opened, answered thirty times, submitted, its result seen. */
export const examFlow = (cookie: string, eventSlug: string): Work => ({
  cookie,
  steps: [
    form("start-exam", { event: eventSlug, honour: "yes" }),
    get("/exams/{attempt}"),
    get("/api/attempts/{attempt}"),
    ...Array.from(
      { length: 30 },
      (_, at): Step => ({
        method: "PUT",
        path: `/api/attempts/{attempt}/answers/${at + 1}`,
        body: `{"optionIds":["{option:${at + 1}}"],"sequence":1}`,
        expect: [200],
      }),
    ),
    form("submit-exam", { attempt: "{attempt}" }),
    get("/exams/{attempt}/result"),
  ],
});

/** Errors: rejects when the program does not answer at all; what it refuses is counted in the rows. */
export async function measurePages(
  { port, pids, cookies, loaded: { eventSlug, lessonPath } }: Ground,
  only?: string,
): Promise<Result> {
  const cookie = (n: number): string => cookies[n] ?? "";
  const open = (...paths: string[]): Work[] => paths.map((target) => ({ cookie: null, steps: [get(target)] }));

  // The people at the end of the list have a running attempt each; those before them sit whole exams.
  const savers = await startAttempts(port, cookies.slice(-64), eventSlug);
  let flowsFrom = 0;
  const flows = (): Work[] => {
    const from = flowsFrom;
    flowsFrom += 900;
    return Array.from({ length: 900 }, (_, i) => examFlow(cookie(from + i), eventSlug));
  };
  const rows: [string, () => Work[], boolean][] = [
    ["noop", () => open("/robots.txt"), false],
    ["catalogue", () => open("/courses"), false],
    [
      "search",
      () =>
        open(
          "/courses?q=norms&level=advanced&region=africa",
          "/courses?q=response+teams&type=blended&language=fr",
          "/courses?q=confidence&topic=cybersecurity&organizer=cert-mu",
        ),
      false,
    ],
    ["event", () => open(`/events/${eventSlug}`), false],
    ["lesson", () => cookies.slice(0, 64).map((value) => ({ cookie: value, steps: [get(lessonPath)] })), false],
    [
      "save",
      () =>
        savers.flatMap((saver) =>
          Array.from({ length: 30 }, (_, at) => ({
            cookie: saver.cookie,
            steps: [
              {
                method: "PUT" as const,
                path: `/api/attempts/${saver.attemptId}/answers/${at + 1}`,
                body: `{"optionIds":["${saver.options[at] ?? ""}"],"sequence":{sequence}}`,
                expect: [200],
              },
            ],
          })),
        ),
      false,
    ],
    ["exam", flows, true],
  ];
  const result = emptyResult();
  for (const [name, make, once] of rows) {
    if (only && only !== name && name !== "noop") continue;
    for (const connections of CONNECTIONS) {
      await drive({ port, connections, seconds: 2, work: once ? make().slice(0, connections * 2) : make(), once });
      const before = cpuMsOf(pids);
      const report = await drive({ port, connections, seconds: SECONDS, work: make(), once });
      const cpu = cpuMsOf(pids) - before;
      const row = makeRow(name, connections, report, cpu / Math.max(1, report.done));
      result.rows.push(row);
      process.stdout.write(
        `  ${name} at ${connections}: ${row.cpuMsPerRequest} ms CPU, ${report.errors} errors${report.firstError ? ` (${report.firstError})` : ""}\n`,
      );
    }
  }
  if (!only || only === "weights") {
    result.weights.push({ name: "catalogue", bytes: await weigh(`http://localhost:${port}/courses`, null) });
    result.weights.push({
      name: "exam",
      bytes: await weigh(`http://localhost:${port}/exams/${savers[0]?.attemptId}`, savers[0]?.cookie ?? null),
    });
  }
  if (!only || only === "marks") result.checks.push({ name: "marksPerSecond", value: marksPerSecond() });
  return result;
}

export async function startAttempts(port: number, cookies: readonly string[], eventSlug: string) {
  const origin = `http://localhost:${port}`;
  return Promise.all(
    cookies.map(async (value) => {
      const headers = { cookie: value, origin };
      const { attemptId } = (await (
        await fetch(`${origin}/api/events/${eventSlug}/attempts`, { method: "POST", headers })
      ).json()) as { attemptId: string };
      const attempt = (await (await fetch(`${origin}/api/attempts/${attemptId}`, { headers })).json()) as {
        questions: { options: { id: string }[] }[];
      };
      return { cookie: value, attemptId, options: attempt.questions.map(({ options }) => options[0]?.id ?? "") };
    }),
  );
}

/** What a browser that has never been here receives for one page, as it comes over the wire. */
export async function weigh(url: string, cookie: string | null): Promise<number> {
  const browser = await chromium.launch({
    executablePath: findChromium() ?? "chromium",
    args: ["--no-sandbox", "--disable-background-networking"],
  });
  try {
    const context = await browser.newContext();
    if (cookie)
      await context.addCookies([
        { name: "next-auth.session-token", value: cookie.slice(cookie.indexOf("=") + 1), url },
      ]);
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    let bytes = 0;
    session.on("Network.loadingFinished", ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    await session.send("Network.enable");
    await page.goto(url, { waitUntil: "networkidle" });
    return bytes;
  } finally {
    await browser.close();
  }
}

/** Thirty-question attempts marked a second on this core, by the function that marks real ones. */
function marksPerSecond(): number {
  const slots = Array.from({ length: 30 }, (_, at) => ({
    position: at + 1,
    kind: "single" as const,
    points: 1,
    optionIds: ["aaaaaaaa", "bbbbbbbb", "cccccccc", "dddddddd"],
    keyIds: [["aaaaaaaa", "bbbbbbbb", "cccccccc", "dddddddd"][at % 4] ?? ""],
  }));
  const forms = Array.from({ length: 200 }, (_, n) =>
    slots.map(({ position, optionIds }) => ({ position, optionIds: [optionIds[(position * 7 + n) % 4] ?? ""] })),
  );
  let best = 0;
  for (let round = 0; round < 30; round++) {
    const began = performance.now();
    let marked = 0;
    while (performance.now() - began < 100) {
      for (const answers of forms) markForm(slots, answers);
      marked += forms.length;
    }
    best = Math.max(best, (marked * 1000) / (performance.now() - began));
  }
  return Math.round(best);
}
