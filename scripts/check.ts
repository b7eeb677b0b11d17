import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { generateClient } from "./prepare";

/*
 * `npm run check`: the seconds before a commit. `npm test` takes the same checks and goes on.
 */

const root = path.resolve(import.meta.dirname, "..");
const artifacts = path.join(root, "tests/.artifacts");

export type Tally = { readonly passed: number; readonly failed: number };
export type Check = { readonly name: string; readonly run: () => Promise<Tally & { readonly output: string }> };

type Ran = { readonly code: number; readonly output: string };

/** Runs a program of node_modules on this Node and keeps what it says for when it fails. */
export function runProgram(
  program: string,
  words: readonly string[],
  extra: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const { NODE_OPTIONS: _, ...inherited } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(root, "node_modules", program), ...words], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...inherited, NEXT_TELEMETRY_DISABLED: "1", ...extra },
    });
    const said: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => said.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => said.push(chunk));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, output: Buffer.concat(said).toString() }));
  });
}

/** A check that passes or fails as a whole counts as one test. */
export async function asOne(work: () => Promise<Ran>): Promise<Tally & { readonly output: string }> {
  const { code, output } = await work();
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, output };
}

const vitestReport = z.object({
  success: z.boolean(),
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
});

/** Runs one of Vitest's projects. A skipped test counts as failed: here no test is skipped. */
export async function runVitest(project: string): Promise<Tally & { readonly output: string }> {
  mkdirSync(artifacts, { recursive: true });
  const file = path.join(artifacts, `vitest-${project}.json`);
  rmSync(file, { force: true });
  const words = ["run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const { code, output } = await runProgram("vitest/vitest.mjs", words, { NO_COLOR: "1" });
  if (!existsSync(file)) return { passed: 0, failed: 1, output };
  const report = vitestReport.parse(JSON.parse(readFileSync(file, "utf8")));
  const failed = report.numFailedTests + report.numPendingTests + report.numTodoTests;
  // A file that cannot be loaded and an error outside any test fail the run without failing a test.
  return { passed: report.numPassedTests, failed: code === 0 && report.success ? failed : Math.max(failed, 1), output };
}

/** What every commit passes, in the order in which it is asked. */
export const checks: readonly Check[] = [
  {
    name: "Database client",
    run: () =>
      asOne(async () => {
        await generateClient();
        return { code: 0, output: "" };
      }),
  },
  {
    name: "Format and lint",
    run: () =>
      asOne(() =>
        runProgram("@biomejs/biome/bin/biome", ["check", "--error-on-warnings", "--max-diagnostics=40", "."]),
      ),
  },
  {
    name: "Types",
    run: () =>
      asOne(async () => {
        const routes = await runProgram("next/dist/bin/next", ["typegen"]);
        return routes.code === 0 ? runProgram("typescript/bin/tsc", ["--noEmit", "--pretty", "false"]) : routes;
      }),
  },
  {
    name: "Arrows between rooms",
    run: () =>
      asOne(() =>
        runProgram("dependency-cruiser/bin/dependency-cruiser.mjs", [
          "--output-type",
          "err-long",
          "app",
          "components",
          "lib",
          "scripts",
          "tests",
        ]),
      ),
  },
  { name: "Dead code", run: () => asOne(() => runProgram("knip/bin/knip.js", ["--no-progress"])) },
  { name: "Unit and content tests", run: () => runVitest("unit") },
];

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Runs one check under its name and says how long it took; what it said is shown when it failed. */
export async function runCheck({ name, run }: Check): Promise<Tally> {
  const began = performance.now();
  process.stdout.write(`${name} ... `);
  const { passed, failed, output } = await run().catch((error: unknown) => ({
    passed: 0,
    failed: 1,
    output: error instanceof Error ? (error.stack ?? error.message) : String(error),
  }));
  const counted = passed + failed > 1 ? `${passed} passed${failed > 0 ? `, ${failed} failed` : ""}, ` : "";
  process.stdout.write(`${counted}${failed > 0 && !counted ? "failed, " : ""}${seconds(began)}\n`);
  if (failed > 0) process.stdout.write(`\n${output.trim()}\n\n`);
  return { passed, failed };
}

async function main(): Promise<void> {
  const began = performance.now();
  let passed = 0;
  for (const check of checks) {
    const tally = await runCheck(check);
    if (tally.failed > 0) {
      process.stdout.write(`The check stopped at "${check.name}"; what it found stands above.\n`);
      process.exit(1);
    }
    passed += tally.passed;
  }
  process.stdout.write(`Everything is in order: ${passed} checks and tests in ${seconds(began)}.\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
