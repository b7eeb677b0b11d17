import { readdirSync, readFileSync } from "node:fs";

/** Clock ticks a second that /proc counts in; fixed on Linux for programs. */
const TICKS = 100;

type Stat = { readonly pid: number; readonly parent: number; readonly own: number; readonly reaped: number };

function readStat(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text
      .slice(text.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    return {
      pid,
      parent: fields[1] ?? 0,
      own: (fields[11] ?? 0) + (fields[12] ?? 0),
      reaped: (fields[13] ?? 0) + (fields[14] ?? 0),
    };
  } catch {
    return null; // It ended while we looked; its parent has reaped its time.
  }
}

/**
 * CPU time that processes and all their descendants, living and ended, have used.
 * Units: milliseconds.
 */
export function cpuMsOf(roots: readonly number[]): number {
  const stats = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readStat(Number(name)))
    .filter((stat) => stat !== null);
  const wanted = new Set(roots);
  for (let grew = true; grew; ) {
    grew = false;
    for (const { pid, parent } of stats)
      if (wanted.has(parent) && !wanted.has(pid)) {
        wanted.add(pid);
        grew = true;
      }
  }
  const ticks = stats.filter(({ pid }) => wanted.has(pid)).reduce((sum, { own, reaped }) => sum + own + reaped, 0);
  return (ticks * 1000) / TICKS;
}
