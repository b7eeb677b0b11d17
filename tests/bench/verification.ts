import pg from "pg";
import { cpuMsOf } from "./cpu";
import type { Work } from "./drive";
import { drive, type Ground } from "./ground";
import { makeRow, type Row, round } from "./report";
import { storeCertificates } from "./stored-certificates";

const SECONDS = 10;
const CONNECTIONS = 8;
/** Each is looked up by its code; so many that the pages asked for are seldom the same. */
const LOOKED_UP = 1_000;

/** A certificate's page asked for by code, signed out, among so many certificates stored: its signature is checked each time. */
export async function measureVerification({ port, pids, adminUrl }: Ground, stored: number): Promise<Row[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const codes = await storeCertificates(client, stored, LOOKED_UP);
    const ask = (paths: readonly string[]): Work[] =>
      paths.map((path) => ({ cookie: null, steps: [{ method: "GET", path, expect: [200] }] }));
    const rows: Row[] = [];
    for (const [name, paths] of [
      ["noop", ["/robots.txt"]],
      ["verify", codes.map((code) => `/verify/${code}`)],
      ["verify-json", codes.map((code) => `/api/certificates/${code}`)],
    ] as const) {
      await drive({ port, connections: CONNECTIONS, seconds: 2, work: ask(paths), once: false });
      const before = cpuMsOf(pids);
      const report = await drive({ port, connections: CONNECTIONS, seconds: SECONDS, work: ask(paths), once: false });
      const cpu = (cpuMsOf(pids) - before) / Math.max(1, report.done);
      rows.push(makeRow(name, CONNECTIONS, report, cpu));
      process.stdout.write(`  ${name}: ${round(cpu)} ms CPU${report.firstError ? ` (${report.firstError})` : ""}\n`);
    }
    return rows;
  } finally {
    await client.end();
  }
}
