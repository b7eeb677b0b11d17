import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { ensureBrowser } from "../tests/setup/browser";
import { asOne, type Check, checks, runCheck, runProgram, runVitest, type Tally } from "./check";
import { startEmbeddedPostgres } from "./embedded-postgres";
import { buildForProduction } from "./prepare";

/*
 * `npm test`: everything. A check that fails does not keep the others from being asked; the last line counts them all.
 */

const artifacts = path.resolve(import.meta.dirname, "../tests/.artifacts");

/** What the tests stand on. Errors: throws an Error whose message is one sentence on what is missing. */
async function prepareGround(): Promise<void> {
  ensureBrowser();
  try {
    await (await startEmbeddedPostgres(path.join(artifacts, "ground-data"))).stop();
  } catch (error) {
    throw new Error(`The tests need PostgreSQL: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const playwrightReport = z.object({
  errors: z.array(z.unknown()),
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

async function runPlaywright(): Promise<Tally & { readonly output: string }> {
  const file = path.join(artifacts, "playwright.json");
  rmSync(file, { force: true });
  const { code, output } = await runProgram("@playwright/test/cli.js", ["test"]);
  if (!existsSync(file)) return { passed: 0, failed: 1, output };
  const { errors, stats } = playwrightReport.parse(JSON.parse(readFileSync(file, "utf8")));
  const failed = stats.unexpected + stats.flaky + stats.skipped;
  return { passed: stats.expected, failed: code === 0 && errors.length === 0 ? failed : Math.max(failed, 1), output };
}

const build: Check = {
  name: "Production build",
  run: () =>
    asOne(async () => {
      try {
        await buildForProduction();
        return { code: 0, output: "" };
      } catch (error) {
        const { stdout = "", stderr = "" } = error as { stdout?: Buffer | string; stderr?: Buffer | string };
        return { code: 1, output: `${stdout.toString()}${stderr.toString()}` || String(error) };
      }
    }),
};

/** These run the program as it was built. */
const onTheBuild: readonly Check[] = [
  { name: "Attacks and faults on the running program", run: () => runVitest("server") },
  { name: "Journeys in a browser", run: runPlaywright },
];

const tallies: Tally[] = [];
const count = (kind: keyof Tally): number => tallies.reduce((sum, tally) => sum + tally[kind], 0);
const began = performance.now();
delete process.env.KEEP_BUILD;
try {
  await prepareGround();
  for (const check of checks) tallies.push(await runCheck(check));
  tallies.push(await runCheck({ name: "Integration tests on PostgreSQL", run: () => runVitest("integration") }));
  const built = await runCheck(build);
  tallies.push(built);
  if (built.failed === 0) for (const check of onTheBuild) tallies.push(await runCheck(check));
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
  tallies.push({ passed: 0, failed: 1 });
}
process.stdout.write(`All of it took ${((performance.now() - began) / 60_000).toFixed(1)} minutes.\n`);
process.stdout.write(`${count("passed")} passed, ${count("failed")} failed\n`);
process.exit(count("failed") > 0 ? 1 : 0);
