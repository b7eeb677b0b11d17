import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { inject } from "vitest";
import { PrismaClient } from "@/lib/db/generated/client";
import { env } from "@/lib/env";

/*
 * The owner of the test file's database: for what the application's role cannot do, such as moving a deadline that only the
 * clock may move, importing content, or trying what an intruder with more rights would try.
 */

type Owner = { readonly pool: pg.Pool; readonly prisma: PrismaClient };

let opened: Owner | undefined;

function owner(): Owner {
  if (!opened) {
    const url = Object.assign(new URL(inject("database").ownerUrl), {
      pathname: new URL(env().databaseUrl ?? "").pathname,
    });
    const pool = new pg.Pool({ connectionString: url.href, max: 4, options: "-c timezone=UTC" });
    opened = { pool, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }) };
  }
  return opened;
}

/** Runs one statement as the owner. */
export async function unsafeSql<Row>(statement: string, values: readonly unknown[] = []): Promise<Row[]> {
  const { rows } = await owner().pool.query(statement, [...values]);
  return rows as Row[];
}

/** Prisma as the owner: what `npm start` imports content with. */
export const ownerPrisma = (): PrismaClient => owner().prisma;

/** One connection of the owner's, for what must happen inside one session; the caller releases it. */
export const ownerSession = (): Promise<pg.PoolClient> => owner().pool.connect();

/** Called once a test file, by tests/setup/worker.ts. */
export async function closeOwner(): Promise<void> {
  await opened?.prisma.$disconnect();
  await opened?.pool.end();
  opened = undefined;
}
