import { purgeLimits } from "@/lib/auth/limits";
import { sql } from "@/lib/db/client";
import { closeExpiredAttempts } from "@/lib/exams/mutations";
import type { queueNames } from "./queue";

type QueueName = (typeof queueNames)[number];

/** What each job does, and how often it is asked for; every one may be repeated at any time. */
export const jobs: {
  readonly [Name in QueueName]: { readonly everySeconds: number; readonly run: () => Promise<void> };
} = {
  // Without a mail server a letter is delivered by lying ready for its addressee in the account.
  "work-letters": {
    everySeconds: 2,
    run: async () => {
      await sql("UPDATE letter SET state = 'delivered', worked_at = clock_timestamp() WHERE state = 'queued'");
    },
  },
  "close-expired-attempts": { everySeconds: 5, run: closeExpiredAttempts },
  purge: {
    everySeconds: 600,
    run: async () => {
      await purgeLimits();
      await sql("DELETE FROM refused_form WHERE created_at < clock_timestamp() - interval '1 hour'");
      await sql("DELETE FROM mail_token WHERE expires_at < clock_timestamp() - interval '7 days'");
      await sql("DELETE FROM session WHERE expires_at < clock_timestamp() - interval '30 days'");
    },
  },
};
