import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { env } from "@/lib/env";
import { PrismaClient } from "./generated/client";

/*
 * Two pools of connections a process: one for everything, and a small reserve for reading sessions and saving answers, so
 * that a rush on anything else never keeps an answer waiting. A caller that gets no connection within five seconds is told to
 * come back (503) instead of waiting without end.
 */

type Database = { readonly pool: pg.Pool; readonly reserve: pg.Pool; readonly prisma: PrismaClient };

function connect(): Database {
  const url = env().databaseUrl;
  if (!url) throw new Error("DATABASE_URL is not set: start with `npm start`, which brings a database along.");
  const pool = createPool(url, 12);
  return {
    pool,
    reserve: createPool(url, 6),
    prisma: new PrismaClient({
      adapter: new PrismaPg(pool),
      // A rush waits for its turn rather than being refused: forty joins at once share twelve connections.
      transactionOptions: { maxWait: 10_000, timeout: 20_000 },
    }),
  };
}

function createPool(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    // A statement that waits for a lock longer than this is refused, so that one stuck row cannot hold up everybody.
    options: "-c timezone=UTC -c lock_timeout=5000 -c statement_timeout=20000",
  });
  pool.on("error", () => undefined); // An idle connection that the server dropped; the next query opens another.
  return pool;
}

const holder = globalThis as typeof globalThis & { chanceryDatabase?: Database };

/** The process's database; opened at first use, so that a build needs none. */
export function database(): Database {
  holder.chanceryDatabase ??= connect();
  return holder.chanceryDatabase;
}

/** Prisma's models, for everything but the hottest statements. */
export const db = new Proxy({} as PrismaClient, {
  get: (_, property) => Reflect.get(database().prisma, property) as unknown,
});

/** The part of Prisma that is inside one transaction. */
export type Transaction = Parameters<Parameters<PrismaClient["$transaction"]>[0]>[0];

/** Runs one statement through the pool, prepared where it has a name. Returns its rows, to be parsed by the caller. */
export async function sql<Row>(text: string, values: readonly unknown[] = [], name?: string): Promise<Row[]> {
  const { rows } = await database().pool.query({ text, values: [...values], ...(name ? { name } : {}) });
  return rows as Row[];
}

/** Runs one of the hottest statements on the reserve, prepared under its name. Returns its rows, to be parsed by the caller. */
export async function hotSql<Row>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> {
  const { rows } = await database().reserve.query({ name, text, values: [...values] });
  return rows as Row[];
}
