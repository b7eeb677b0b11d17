import http from "node:http";
import path from "node:path";
import { chromium } from "@playwright/test";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { importContent } from "@/lib/content/import";
import { loadContent } from "@/lib/content/load";
import { PrismaClient } from "@/lib/db/generated/client";
import { applyMigrations } from "../../scripts/migrations";
import { findChromium } from "../setup/browser";
import type { Ground } from "./ground";
import { measurePages, weigh } from "./pages";
import { type Result, round } from "./report";

/*
 * `npm run bench -- reading`: a lesson's page as it is asked for and as it weighs, what of it stands before the first word is
 * painted, how long that takes on a thin line, and how long the whole content takes to come into an empty database.
 */

export async function measureReading(ground: Ground): Promise<Result> {
  const { port, adminUrl, cookies, loaded } = ground;
  const result = await measurePages(ground, "lesson");
  const url = `http://localhost:${port}${loaded.lessonPath}`;
  const cookie = cookies[0] ?? "";
  result.weights.push({ name: "lesson", bytes: await weigh(url, cookie) });
  result.checks.push({ name: "lessonBlockingBytes", value: await blockingBytes(url, cookie) });
  try {
    result.checks.push({ name: "readableSecondsAt64k", value: await readableSeconds(url, cookie) });
  } catch (error) {
    process.stdout.write(`  the thin line was not measured: ${error instanceof Error ? error.message : error}\n`);
  }
  result.checks.push({ name: "importSeconds", value: await importSeconds(adminUrl) });
  return result;
}

type Answer = { readonly bytes: number; readonly text: string };

/** What comes over the wire for an address, and once more as text. */
async function ask(url: string, cookie: string): Promise<Answer> {
  const read = (encoding: string): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      http
        .get(url, { headers: { cookie, "accept-encoding": encoding } }, (answer) => {
          const chunks: Buffer[] = [];
          answer.on("data", (chunk: Buffer) => chunks.push(chunk));
          answer.on("end", () => resolve(Buffer.concat(chunks)));
        })
        .on("error", reject);
    });
  return { bytes: (await read("br")).length, text: (await read("identity")).toString("utf8") };
}

/** The page and the styles that it waits for, compressed. */
async function blockingBytes(url: string, cookie: string): Promise<number> {
  const page = await ask(url, cookie);
  let bytes = page.bytes;
  for (const [, sheet = ""] of page.text.matchAll(/<link rel="stylesheet" href="([^"]+)"/g))
    bytes += (await ask(new URL(sheet, url).href, cookie)).bytes;
  return bytes;
}

/** Seconds until the first paragraph is painted: 64 kbit/s in both directions, 600 ms of latency, nothing cached. */
async function readableSeconds(url: string, cookie: string): Promise<number> {
  const browser = await chromium.launch({
    executablePath: findChromium() ?? "chromium",
    args: ["--no-sandbox", "--disable-background-networking"],
  });
  try {
    const context = await browser.newContext();
    await context.addCookies([{ name: "next-auth.session-token", value: cookie.slice(cookie.indexOf("=") + 1), url }]);
    const page = await context.newPage();
    // No frame is drawn while a style is waited for, so the first one that has the paragraph is the one that shows it.
    await page.addInitScript({
      content: `requestAnimationFrame(function look() {
        if (document.querySelector("#text p")?.getClientRects().length)
          document.documentElement.dataset.readableAt = String(performance.now());
        else requestAnimationFrame(look);
      })`,
    });
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 600,
      downloadThroughput: 8_000,
      uploadThroughput: 8_000,
    });
    void page.goto(url, { timeout: 120_000 }).catch(() => undefined);
    const readable = page.locator("html[data-readable-at]");
    await readable.waitFor({ state: "attached", timeout: 120_000 });
    return round(Number(await readable.getAttribute("data-readable-at")) / 1000);
  } finally {
    await browser.close();
  }
}

/** Seconds from the files of content/ to the rows of an empty database. */
async function importSeconds(adminUrl: string): Promise<number> {
  const name = "chancery_bench_import";
  const owner = new pg.Client({ connectionString: adminUrl });
  await owner.connect();
  await owner.query(`DROP DATABASE IF EXISTS ${name}`);
  await owner.query(`CREATE DATABASE ${name}`);
  await owner.end();
  const url = Object.assign(new URL(adminUrl), { pathname: `/${name}` }).href;
  await applyMigrations(url);
  const client = new PrismaClient({ adapter: new PrismaPg({ connectionString: url }) });
  try {
    const began = performance.now();
    await importContent(client, loadContent(path.resolve(import.meta.dirname, "../../content")));
    return round((performance.now() - began) / 1000);
  } finally {
    await client.$disconnect();
  }
}
