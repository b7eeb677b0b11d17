import { PgBoss } from "pg-boss";

/** The jobs there are, each in a queue of its own. */
export const queueNames = [
  "work-letters",
  "close-expired-attempts",
  "purge",
  "expire-offers",
  "expire-invitations",
  "write-reminders",
  "write-digests",
  "release-certificates",
] as const;

const schema = "pgboss";

/** Makes or migrates the queue's tables and grants them to the application; run as the owner. */
export async function createQueues(adminUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: adminUrl, schema, supervise: false, schedule: false });
  await boss.start();
  try {
    const known = new Set((await boss.getQueues()).map(({ name }) => name));
    for (const name of queueNames)
      if (!known.has(name)) await boss.createQueue(name, { policy: "stately", retryLimit: 5, retryBackoff: true });
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** The queue as the application's role uses it: it migrates nothing. */
export const openQueue = (url: string): PgBoss => new PgBoss({ connectionString: url, schema, migrate: false, max: 4 });
