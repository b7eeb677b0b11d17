import { createTransport } from "nodemailer";
import { type Mail, type Outcome, outcomeOf, type SendFailure } from "./rules";

const seconds = 1000;

/** A mail server: takes one mail and says what became of it. */
export type Mailer = { readonly from: string; readonly send: (mail: Mail) => Promise<Outcome> };

/**
 * The mail server behind an address like smtps://user:password@host:465?from=no-reply@example.org&tls=unchecked. Without
 * `from`, mail comes from no-reply at the origin's host; `tls=unchecked` takes a relay's own certificate.
 */
export function openMailer(smtpUrl: string, origin: string): Mailer {
  const url = new URL(smtpUrl);
  const transport = createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ""),
    secure: url.protocol === "smtps:",
    ...(url.port ? { port: Number(url.port) } : {}),
    ...(url.username
      ? { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }
      : {}),
    tls: { rejectUnauthorized: url.searchParams.get("tls") !== "unchecked" },
    // Well within the lease of a letter that is being sent.
    connectionTimeout: 10 * seconds,
    greetingTimeout: 10 * seconds,
    dnsTimeout: 10 * seconds,
    socketTimeout: 60 * seconds,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    from: url.searchParams.get("from") ?? `no-reply@${new URL(origin).hostname}`,
    send: async ({ envelope, headers, ...mail }) => {
      try {
        await transport.sendMail({
          ...mail,
          envelope: { from: envelope.from, to: [...envelope.to] },
          headers: { ...headers },
        });
        return { kind: "sent" };
      } catch (error) {
        return outcomeOf(error as SendFailure);
      }
    },
  };
}
