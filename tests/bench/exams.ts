import { chromium } from "@playwright/test";
import pg from "pg";
import { findChromium } from "../setup/browser";
import { cpuMsOf } from "./cpu";
import type { Step, Work } from "./drive";
import { ask, drive, type Ground } from "./ground";
import { type PaceKind, type PaceOrder, type PaceReport, paceKinds } from "./pace";
import { examFlow, startAttempts, weigh } from "./pages";
import { emptyResult, makeRow, type Result, round } from "./report";
import { storeAttempts } from "./stored-attempts";

/*
 * `npm run bench -- exams`: exams as they are sat, 32 then 200 at once with pauses of 2 to 20 seconds; whole exams in a closed
 * loop with pages and as JSON; what is lost (nothing may be); the cost with 100,000 stored attempts over that with 1,000; how
 * fast a repaired key is applied; and a first question on a thin line.
 */

const SECONDS = 10;

export async function measureExams(ground: Ground): Promise<Result> {
  const { port, pids, cookies, loaded } = ground;
  const result = emptyResult();
  const client = new pg.Client({ connectionString: ground.adminUrl });
  await client.connect();
  let used = 0;
  const take = (count: number): string[] => {
    used += count;
    return cookies.slice(used - count, used);
  };
  try {
    for (const people of [32, 200]) {
      process.stdout.write(`  ${people} exams at once, with pauses ...\n`);
      const before = cpuMsOf(pids);
      const report = await ask<PaceOrder, PaceReport>("pace.ts", {
        port,
        eventSlug: loaded.eventSlug,
        cookies: take(people),
        rampSeconds: 20,
        seed: 20_270_301 + people,
      });
      const requests = paceKinds.reduce((sum, kind) => sum + report.latenciesMs[kind].length, 0);
      // Everything runs at once, so CPU time is shared out evenly: the rows of one run carry the same figure.
      const cpu = (cpuMsOf(pids) - before) / Math.max(1, requests);
      const rowOf = (kind: PaceKind) =>
        makeRow(kind, people, { ...report, latenciesMs: report.latenciesMs[kind], errors: report.errors }, cpu);
      result.rows.push(...(people === 200 ? paceKinds : (["save"] as const)).map(rowOf));
      result.checks.push({ name: `lostAnswers${people}`, value: await countLost(client, report) });
      if (report.firstError) process.stdout.write(`  first error: ${report.firstError}\n`);
    }
    result.checks.push({
      name: "lostAnswers",
      value: result.checks.reduce((sum, { value }) => sum + value, 0),
    });

    const closedLoop = async (name: string, connections: number, flow: (cookie: string) => Work): Promise<number> => {
      await drive({ port, connections, seconds: 2, work: take(connections * 3).map(flow), once: true });
      const before = cpuMsOf(pids);
      const report = await drive({ port, connections, seconds: SECONDS, work: take(350).map(flow), once: true });
      const cpu = (cpuMsOf(pids) - before) / Math.max(1, report.done);
      result.rows.push(makeRow(name, connections, report, cpu));
      process.stdout.write(
        `  ${name}: ${round(cpu)} ms CPU a flow${report.firstError ? ` (${report.firstError})` : ""}\n`,
      );
      return cpu;
    };
    const noop = (): Work => ({ cookie: null, steps: [{ method: "GET", path: "/robots.txt", expect: [200] }] });
    await closedLoop("noop", 8, noop);
    await closedLoop("exam", 8, (cookie) => examFlow(cookie, loaded.eventSlug));
    await storeAttempts(client, 1_000);
    const few = await closedLoop("exam-json", 8, (cookie) => jsonFlow(cookie, loaded.eventSlug));
    await storeAttempts(client, 10_000);
    await closedLoop("json-10k", 8, (cookie) => jsonFlow(cookie, loaded.eventSlug));
    result.checks.push({ name: "regradeAttemptsPerSecond", value: await regradeSpeed(client) });
    await storeAttempts(client, 100_000);
    const many = await closedLoop("json-100k", 8, (cookie) => jsonFlow(cookie, loaded.eventSlug));
    result.checks.push({ name: "growthRatio", value: round(many / few) });
    plotGrowth(result);

    const [reader] = await startAttempts(port, take(1), loaded.eventSlug);
    const page = `http://localhost:${port}/exams/${reader?.attemptId}`;
    result.weights.push({ name: "exam", bytes: await weigh(page, reader?.cookie ?? null) });
    try {
      result.checks.push(...(await onThinLine(page, reader?.cookie ?? "")));
    } catch (error) {
      process.stdout.write(`  the thin line was not measured: ${error instanceof Error ? error.message : error}\n`);
    }
    return result;
  } finally {
    await client.end();
  }
}

/** Acknowledged answers that the database does not hold. */
async function countLost(client: pg.Client, { acknowledged }: PaceReport): Promise<number> {
  const { rows } = await client.query<{ lost: number }>(
    `SELECT count(*)::int AS lost FROM jsonb_to_recordset($1::jsonb) AS k("attemptId" uuid, position int, "optionId" text)
     WHERE NOT EXISTS (SELECT 1 FROM answer a WHERE a.attempt_id = k."attemptId" AND a.position = k.position AND a.option_ids = ARRAY[k."optionId"])`,
    [JSON.stringify(acknowledged)],
  );
  return rows[0]?.lost ?? -1;
}

function jsonFlow(cookie: string, eventSlug: string): Work {
  const save = (position: number): Step => ({
    method: "PUT",
    path: `/api/attempts/{attempt}/answers/${position}`,
    body: `{"optionIds":["{option:${position}}"],"sequence":1}`,
    expect: [200],
  });
  return {
    cookie,
    steps: [
      { method: "POST", path: `/api/events/${eventSlug}/attempts`, expect: [201] },
      { method: "GET", path: "/api/attempts/{attempt}", expect: [200] },
      ...Array.from({ length: 30 }, (_, at) => save(at + 1)),
      { method: "POST", path: "/api/attempts/{attempt}/submission", expect: [200] },
      { method: "GET", path: "/api/attempts/{attempt}/result", expect: [200] },
    ],
  };
}

/** Attempts marked again a second when a key is repaired, as an organizer applies it. */
async function regradeSpeed(client: pg.Client): Promise<number> {
  const { authorize } = await import("@/lib/access/authorize");
  const { applyRepair } = await import("@/lib/exams/regrade/mutations");
  const { getDryRun } = await import("@/lib/exams/regrade/data");
  const { rows } = await client.query<{
    versionId: string;
    bankId: string;
    organizationId: string;
    personId: string;
    keyId: string;
  }>(
    `SELECT s.version_id AS "versionId", q.bank_id AS "bankId", b.organization_id AS "organizationId",
       (SELECT m.person_id FROM mail_address m WHERE m.address LIKE 'organizer@%') AS "personId",
       (SELECT o FROM unnest(v.option_ids) o WHERE o <> ALL (v.key_ids) LIMIT 1) AS "keyId"
     FROM form_slot s JOIN attempt a ON a.id = s.attempt_id AND a.seed = 'stored' JOIN question_version v ON v.id = s.version_id
     JOIN question q ON q.id = v.question_id JOIN bank b ON b.id = q.bank_id LIMIT 1`,
  );
  const [found] = rows;
  if (!found) throw new Error("no stored attempt");
  const actor = {
    id: found.personId,
    fullName: "Bench",
    language: "en",
    zone: "UTC",
    sessionId: "bench",
    grants: [{ role: "organizer" as const, organizationId: found.organizationId, eventId: null }],
  };
  const permit = authorize(actor, "key.repair", { id: found.bankId, organizationId: found.organizationId });
  const repair = { kind: "accept" as const, keyIds: [found.keyId] };
  const { problem, digest } = await getDryRun(permit, found.versionId, repair, "en");
  if (problem) throw new Error(`the key cannot be repaired: ${problem}`);
  const began = performance.now();
  const applied = await applyRepair(permit, {
    versionId: found.versionId,
    repair,
    reason: "Measured.",
    digest,
  });
  const seconds = (performance.now() - began) / 1000;
  if (!applied.ok) throw new Error(`the repair was refused: ${applied.reason}`);
  return Math.round(applied.value.affected / seconds);
}

/** The growth of an exam's cost, drawn with characters; the rows above are its table. */
function plotGrowth({ rows }: Result): void {
  const points = [
    ["1,000", rows.find(({ name }) => name === "exam-json")],
    ["10,000", rows.find(({ name }) => name === "json-10k")],
    ["100,000", rows.find(({ name }) => name === "json-100k")],
  ] as const;
  const most = Math.max(...points.map(([, row]) => row?.cpuMsPerRequest ?? 0), 1);
  process.stdout.write("\nCPU ms of one exam by JSON, by attempts stored\n");
  for (const [label, row] of points) {
    const ms = row?.cpuMsPerRequest ?? 0;
    process.stdout.write(`${label.padStart(8)} ${"#".repeat(Math.round((50 * ms) / most))} ${ms}\n`);
  }
}

/**
 * Seconds until the first question can be answered, scripts not yet counted, and until an answer given then is saved: 64 kbit/s
 * in both directions, 600 ms of latency, nothing cached.
 */
async function onThinLine(url: string, cookie: string): Promise<Result["checks"]> {
  const browser = await chromium.launch({
    executablePath: findChromium() ?? "chromium",
    args: ["--no-sandbox", "--disable-background-networking"],
  });
  try {
    const context = await browser.newContext();
    await context.addCookies([
      { name: "next-auth.session-token", value: cookie.slice(cookie.indexOf("=") + 1), url: new URL(url).origin },
    ]);
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 600,
      downloadThroughput: 8_000,
      uploadThroughput: 8_000,
    });
    const began = performance.now();
    void page.goto(url, { timeout: 120_000 }).catch(() => undefined);
    const option = page.locator("#q1 .answer input").first();
    await option.waitFor({ state: "visible", timeout: 120_000 });
    const firstQuestionSeconds = (performance.now() - began) / 1000;
    await page.waitForLoadState("load", { timeout: 120_000 });
    const chosen = performance.now();
    await option.check();
    await page.locator('[data-saved="1"]:not(:empty)').waitFor({ timeout: 60_000 });
    const saveSeconds = (performance.now() - chosen) / 1000;
    return [
      { name: "thinLineFirstQuestionSeconds", value: round(firstQuestionSeconds, 1) },
      { name: "thinLineSaveSeconds", value: round(saveSeconds, 1) },
    ];
  } finally {
    await browser.close();
  }
}
