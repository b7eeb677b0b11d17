import type { AddressInfo } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";

export type Received = {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly mail: Email;
};

type Behaviour = {
  /** What it says to a recipient, such as "550 5.1.1 No such user"; null takes the mail. */
  readonly refuse: (address: string) => string | null;
  /** What happens when a whole mail has arrived, before its sender hears that it was taken. */
  readonly arrived: (received: Received) => Promise<void> | void;
};

export type MailServer = {
  readonly url: string;
  readonly received: Received[];
  /** How often somebody connected. */
  readonly connections: () => number;
  behave: Behaviour;
  readonly stop: () => Promise<void>;
};

export const takesAll: Behaviour = { refuse: () => null, arrived: () => undefined };

const failure = (answer: string): Error =>
  Object.assign(new Error(answer.slice(4)), { responseCode: Number(answer.slice(0, 3)) });

/** A real SMTP server on a free port, or on the one given, which keeps what it takes. */
export async function startMailServer(port = 0): Promise<MailServer> {
  let connections = 0;
  const received: Received[] = [];
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    hideENHANCEDSTATUSCODES: true,
    onConnect: (_, done) => {
      connections++;
      done();
    },
    onRcptTo: ({ address }, _, done) => {
      const answer = box.behave.refuse(address);
      done(answer === null ? null : failure(answer));
    },
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const raw = Buffer.concat(chunks).toString("utf8");
        const take = async (): Promise<void> => {
          const one: Received = {
            from: envelope.mailFrom ? envelope.mailFrom.address : "",
            to: envelope.rcptTo.map(({ address }) => address),
            raw,
            mail: await PostalMime.parse(raw),
          };
          received.push(one);
          await box.behave.arrived(one);
        };
        take().then(
          () => done(),
          (error: unknown) => done(error as Error),
        );
      });
    },
  });
  server.on("error", () => undefined); // A sender that was killed hangs up in the middle.
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const box: MailServer = {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    received,
    connections: () => connections,
    behave: takesAll,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return box;
}
