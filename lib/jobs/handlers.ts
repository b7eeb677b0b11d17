import { expireInvitations } from "@/lib/admission/invitations/expiry/mutations";
import { writeReminders } from "@/lib/admission/reminders/mutations";
import { expireOffers } from "@/lib/admission/seats/mutations";
import { purgeLimits } from "@/lib/auth/limits";
import { workReleases } from "@/lib/certificates/release/mutations";
import { purgeComments } from "@/lib/comments/mutations";
import { sql } from "@/lib/db/client";
import { closeExpiredAttempts } from "@/lib/exams/mutations";
import { workLetters } from "@/lib/mail/delivery";
import { writeDigests } from "@/lib/mail/digest";
import type { queueNames } from "./queue";

type QueueName = (typeof queueNames)[number];

/** What each job does, and how often it is asked for; every one may be repeated at any time. */
export const jobs: {
  readonly [Name in QueueName]: { readonly everySeconds: number; readonly run: () => Promise<void> };
} = {
  "work-letters": { everySeconds: 2, run: () => workLetters() },
  "write-reminders": { everySeconds: 180, run: () => writeReminders() },
  "write-digests": { everySeconds: 600, run: () => writeDigests() },
  "close-expired-attempts": { everySeconds: 5, run: closeExpiredAttempts },
  "expire-invitations": { everySeconds: 60, run: expireInvitations },
  "expire-offers": { everySeconds: 10, run: expireOffers },
  "release-certificates": { everySeconds: 3, run: () => workReleases() },
  purge: {
    everySeconds: 600,
    run: async () => {
      await purgeLimits();
      await purgeComments();
      await sql("DELETE FROM refused_form WHERE created_at < clock_timestamp() - interval '1 hour'");
      await sql("DELETE FROM mail_token WHERE expires_at < clock_timestamp() - interval '7 days'");
      await sql("DELETE FROM session WHERE expires_at < clock_timestamp() - interval '30 days'");
    },
  },
};
