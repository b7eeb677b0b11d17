import { setFlagsFromString } from "node:v8";
import { env } from "@/lib/env";
import { jobs } from "@/lib/jobs/handlers";
import { openQueue, queueNames } from "@/lib/jobs/queue";
import { log } from "@/lib/log";

/** Works the queues: letters, expired attempts, cleaning. Several workers may run; each job is taken once. */

// What a job of many rows has done with lies in the old space until that is looked through: at a third more than what lives,
// instead of at three times as much, so that a long job holds no more memory than a short one.
setFlagsFromString("--heap-growing-percent=30");

const { databaseUrl } = env();
if (!databaseUrl) throw new Error("DATABASE_URL is not set: start with `npm start`, which brings a database along.");
const queue = openQueue(databaseUrl);
queue.on("error", (error: Error) =>
  log("warn", "the queue has lost its database for a moment", { reason: error.message }),
);
await queue.start();
const timers: NodeJS.Timeout[] = [];
for (const name of queueNames) {
  const { everySeconds, run } = jobs[name];
  await queue.work(name, { pollingIntervalSeconds: Math.max(1, Math.min(everySeconds, 5)) }, run);
  const ask = (): void => {
    // One waiting job of a kind is enough, however many workers ask for it.
    queue
      .send(name, {}, { singletonKey: name })
      .catch((error: unknown) => log("warn", "a job could not be asked for", { name, error }));
  };
  ask();
  timers.push(setInterval(ask, everySeconds * 1000));
}
process.send?.("working");

const stop = (): void => {
  for (const timer of timers) clearInterval(timer);
  void queue.stop({ graceful: true, timeout: 3000 }).finally(() => process.exit(0));
  setTimeout(() => process.exit(0), 5_000).unref();
};
process.once("SIGTERM", stop);
process.once("SIGINT", stop);
process.once("disconnect", stop);
