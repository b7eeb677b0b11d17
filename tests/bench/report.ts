/** What a bench reports: rows of requests, page weights and single figures. The shape is stable: other programs read it. */

export type Row = {
  readonly name: string;
  readonly connections: number;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly errors: number;
  /** CPU time of app and PostgreSQL together. */
  readonly cpuMsPerRequest: number;
};
export type Result = {
  readonly rows: Row[];
  readonly weights: { name: string; bytes: number }[];
  readonly checks: { name: string; value: number }[];
};

export const emptyResult = (): Result => ({ rows: [], weights: [], checks: [] });

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

export function makeRow(
  name: string,
  connections: number,
  seen: { readonly latenciesMs: readonly number[]; readonly seconds: number; readonly errors: number },
  cpuMsPerRequest: number,
): Row {
  const sorted = [...seen.latenciesMs].sort((a, b) => a - b);
  return {
    name,
    connections,
    requestsPerSecond: round(sorted.length / seen.seconds, 1),
    p50Ms: round(percentile(sorted, 0.5)),
    p95Ms: round(percentile(sorted, 0.95)),
    p99Ms: round(percentile(sorted, 0.99)),
    errors: seen.errors,
    cpuMsPerRequest: round(cpuMsPerRequest),
  };
}

export function printResult({ rows, weights, checks }: Result): void {
  const noop = rows.find(({ name }) => name === "noop")?.cpuMsPerRequest;
  process.stdout.write("\nrow          conn     req/s      p50      p95      p99  errors   CPU ms   x noop\n");
  for (const row of rows)
    process.stdout.write(
      `${row.name.padEnd(11)} ${String(row.connections).padStart(5)} ${row.requestsPerSecond.toFixed(1).padStart(9)} ${row.p50Ms.toFixed(1).padStart(8)} ${row.p95Ms.toFixed(1).padStart(8)} ${row.p99Ms.toFixed(1).padStart(8)} ${String(row.errors).padStart(7)} ${row.cpuMsPerRequest.toFixed(2).padStart(8)} ${(noop ? (row.cpuMsPerRequest / noop).toFixed(1) : "").padStart(8)}\n`,
    );
  for (const { name, bytes } of weights) process.stdout.write(`weight ${name}: ${(bytes / 1000).toFixed(1)} KB\n`);
  for (const { name, value } of checks) process.stdout.write(`check ${name}: ${value}\n`);
  if (rows.some(({ errors }) => errors > 0))
    process.stdout.write("There were errors: these figures may not be quoted.\n");
}
