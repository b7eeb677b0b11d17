import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

const artifacts = path.resolve(import.meta.dirname, "../.artifacts");

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** The first data directory of this name that no living run holds, so that two runs at once do not stop each other's server. */
export function claimDataDir(name: string): { readonly dataDir: string; readonly release: () => void } {
  for (let n = 1; ; n++) {
    const dataDir = path.join(artifacts, n === 1 ? name : `${name}-${n}`);
    const claim = path.join(dataDir, "running.pid");
    mkdirSync(dataDir, { recursive: true, mode: 0o755 });
    if (existsSync(claim) && !isAlive(Number(readFileSync(claim, "utf8")))) rmSync(claim, { force: true });
    try {
      writeFileSync(claim, String(process.pid), { flag: "wx" });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      continue;
    }
    return { dataDir, release: () => rmSync(claim, { force: true }) };
  }
}
