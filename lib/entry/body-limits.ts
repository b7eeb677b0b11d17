import type { IncomingMessage } from "node:http";

/** How much a request's body may be, and how long it may take. Units: bytes, milliseconds. */
export type BodyLimits = {
  readonly bytes: number;
  /** The longest time in which nothing of it comes. */
  readonly pause: number;
  /** The longest time it may take as a whole. */
  readonly whole: number;
};

const MINUTE = 60_000;

/** A form or a call is small, and comes at once. */
export const formLimits: BodyLimits = { bytes: 1_000_000, pause: MINUTE / 2, whole: MINUTE };
/** A form with a file that anybody may have checked, and that nobody keeps. */
export const checkedFormLimits: BodyLimits = { bytes: 2_097_152 + 100_000, pause: MINUTE / 2, whole: 5 * MINUTE };
/** A form with the largest file there may be, and what stands around it, may take its time on a thin line, as long as it goes on: 10 MB at 64 kbit/s are 21 minutes. */
export const fileFormLimits: BodyLimits = { bytes: 10_485_760 + 500_000, pause: MINUTE / 2, whole: 40 * MINUTE };

/**
 * Holds a body to its limits while it comes, whatever length it declared: who sends more hears 413, who stops sending 408. The
 * listener pauses the request until its reader takes it up.
 */
export function limitBody(request: IncomingMessage, { bytes, pause, whole }: BodyLimits): void {
  let received = 0;
  const stopped = (): void => hangUp(request, "408 Request Timeout", "This took too long.");
  const pauseTimer = setTimeout(stopped, pause);
  const wholeTimer = setTimeout(stopped, whole);
  const settle = (): void => {
    clearTimeout(pauseTimer);
    clearTimeout(wholeTimer);
  };
  request.once("end", settle);
  request.once("close", settle);
  request.on("data", (chunk: Buffer) => {
    const before = received;
    received += chunk.length;
    if (before <= bytes && received > bytes) {
      settle();
      hangUp(request, "413 Content Too Large", "This is too large.");
    } else pauseTimer.refresh();
  });
  request.pause();
}

/** Says why, goes on reading for a moment so that it is heard, and hangs up. */
function hangUp(request: IncomingMessage, status: string, sentence: string): void {
  const { socket } = request;
  request.removeAllListeners("data");
  request.resume();
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: text/plain\r\n\r\n${sentence}\n`);
  setTimeout(() => socket.destroy(), 2_000).unref();
}
