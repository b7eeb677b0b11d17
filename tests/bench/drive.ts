import http from "node:http";

/*
 * The load generator, a process of its own: keeps a number of connections busy with scripted requests for some seconds and
 * reports what it saw. It is told what to do by one message and answers with one.
 */

export type Step = {
  readonly method: "GET" | "PUT" | "POST";
  readonly path: string;
  readonly body?: string;
  readonly type?: string;
  readonly expect: readonly number[];
};
/** One unit of work; a flow has several steps and may use {attempt} and {option:n}, filled in from what came before, and {sequence}, higher every time. */
export type Work = { readonly cookie: string | null; readonly steps: readonly Step[] };
export type DriveOrder = {
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  readonly work: readonly Work[];
  readonly once: boolean;
};
export type DriveReport = {
  readonly done: number;
  readonly errors: number;
  readonly firstError: string | null;
  readonly seconds: number;
  readonly latenciesMs: number[];
};

type Reply = { readonly status: number; readonly text: string; readonly location: string };

/** One request over a kept connection, with the headers a browser of this site sends. */
export function send(
  agent: http.Agent,
  port: number,
  cookie: string | null,
  step: Step,
  path: string,
  body: string | undefined,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      {
        agent,
        port,
        host: "127.0.0.1",
        path,
        method: step.method,
        headers: {
          host: `localhost:${port}`,
          "accept-encoding": "br",
          ...(cookie ? { cookie } : {}),
          ...(body === undefined
            ? {}
            : { "content-type": step.type ?? "application/json", "content-length": Buffer.byteLength(body) }),
          ...(step.method === "GET" ? {} : { origin: `http://localhost:${port}` }),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            text: response.headers["content-type"]?.startsWith("application/json")
              ? Buffer.concat(chunks).toString()
              : "",
            location: response.headers.location ?? "",
          }),
        );
        response.on("error", reject);
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}

async function run({ port, connections, seconds, work, once }: DriveOrder): Promise<DriveReport> {
  const latenciesMs: number[] = [];
  let errors = 0;
  let firstError: string | null = null;
  let next = 0;
  const began = performance.now();
  const until = began + seconds * 1000;
  // Higher than any sequence of an earlier run: its clock was behind.
  let sequence = Date.now() * 1000;

  const connection = async (): Promise<void> => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    while (performance.now() < until) {
      if (once && next >= work.length) break;
      const unit = work[next++ % work.length];
      if (!unit) break;
      const at = performance.now();
      const memory = { attempt: "", options: new Map<string, string>() };
      try {
        for (const step of unit.steps) {
          const fill = (text: string): string =>
            text
              .replaceAll("{attempt}", memory.attempt)
              .replace(/\{option:(\d+)\}/g, (_, position: string) => memory.options.get(position) ?? "")
              .replaceAll("{sequence}", () => String(++sequence));
          const reply = await send(
            agent,
            port,
            unit.cookie,
            step,
            fill(step.path),
            step.body === undefined ? undefined : fill(step.body),
          );
          if (!step.expect.includes(reply.status))
            throw new Error(`${step.method} ${step.path} answered ${reply.status}`);
          if (/refused=/.test(reply.location)) throw new Error(`${step.path} was refused`);
          const started =
            /\/exams\/([0-9a-f-]{36})/.exec(reply.location)?.[1] ??
            /"attemptId":"([0-9a-f-]{36})"/.exec(reply.text)?.[1];
          if (started) memory.attempt = started;
          if (reply.text.includes('"questions":['))
            for (const { position, options } of (
              JSON.parse(reply.text) as { questions: { position: number; options: { id: string }[] }[] }
            ).questions)
              memory.options.set(String(position), options[position % options.length]?.id ?? "");
        }
        latenciesMs.push(performance.now() - at);
      } catch (error) {
        errors++;
        firstError ??= error instanceof Error ? error.message : String(error);
      }
    }
    agent.destroy();
  };
  await Promise.all(Array.from({ length: connections }, connection));
  return { done: latenciesMs.length, errors, firstError, seconds: (performance.now() - began) / 1000, latenciesMs };
}

if (process.argv[1]?.endsWith("drive.ts"))
  process.on("message", (order: DriveOrder) => {
    void run(order).then((report) => process.send?.(report));
  });
