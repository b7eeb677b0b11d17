/*
 * The first step of every command, in plain JavaScript that an old Node understands: installs the locked dependencies when
 * they are not there or not these, then goes on with the Node that came with them.
 *
 *   node scripts/start.mjs SCRIPT [ARGUMENT ...]
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
process.chdir(root);

const stamp = "node_modules/.installed";
const wanted = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
  const began = Date.now();
  process.stdout.write("Installing dependencies ... ");
  const npm = process.env.npm_execpath;
  const [command, first] = npm ? [process.execPath, [npm]] : ["npm", []];
  const { status, stdout, stderr } = spawnSync(
    command,
    [...first, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"],
    {
      encoding: "utf8",
      shell: !npm && process.platform === "win32",
    },
  );
  if (status !== 0) {
    process.stdout.write(
      `\n${stdout ?? ""}${stderr ?? ""}\nThe dependencies could not be installed; npm says why above.\n`,
    );
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
  process.stdout.write(`${((Date.now() - began) / 1000).toFixed(1)} s\n`);
}

const bundled = path.join(
  root,
  "node_modules",
  `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`,
  "bin",
  process.platform === "win32" ? "node.exe" : "node",
);
const node = existsSync(bundled) ? bundled : process.execPath;
if (node === process.execPath && Number(process.versions.node.split(".")[0]) < 24) {
  process.stdout.write(
    `This platform (${process.platform}-${process.arch}) brings no Node of its own: install Node 24 or newer.\n`,
  );
  process.exit(1);
}
const [script, ...words] = process.argv.slice(2);
const child = spawn(node, ["--import", "tsx", "--conditions=react-server", script, ...words], {
  stdio: "inherit",
  env: {
    ...process.env,
    PATH: `${path.dirname(node)}${path.delimiter}${path.join(root, "node_modules/.bin")}${path.delimiter}${process.env.PATH}`,
  },
});
// The terminal sends an interrupt to both; this process only waits for the other to put its things away.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
