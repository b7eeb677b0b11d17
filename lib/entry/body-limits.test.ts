import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, it } from "vitest";
import { type BodyLimits, limitBody } from "./body-limits";

/* Real connections to a real server, with limits short enough to wait for. */

const limits: BodyLimits = { bytes: 1000, pause: 300, whole: 5_000 };
const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close().closeAllConnections();
});

/** A server that answers with the length of the body, and what became of each request. */
async function serve(): Promise<{ readonly port: number; readonly outcomes: string[] }> {
  const outcomes: string[] = [];
  const server = createServer((request, response) => {
    limitBody(request, limits);
    text(request).then(
      (body) => {
        outcomes.push(`read ${body.length}`);
        response.end(String(body.length));
      },
      () => outcomes.push("cut off"),
    );
  });
  open.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { port: (server.address() as AddressInfo).port, outcomes };
}

function post(port: number, length: number): { readonly socket: Socket; readonly answer: Promise<string> } {
  const socket = connect(port, "127.0.0.1");
  socket.write(`POST / HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: ${length}\r\n\r\n`);
  return { socket, answer: text(socket).catch(() => "") };
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("F26: a body and its limits", () => {
  it("takes one that comes slowly and goes on, for longer than the pause allowed", async () => {
    const { port } = await serve();
    const { socket, answer } = post(port, 8);
    for (const letter of "slowly..") {
      socket.write(letter);
      await wait(100);
    }
    expect(await answer).toMatch(/^HTTP\/1\.1 200 [\s\S]*8$/);
  });

  it("hangs up with 408 on one that stops", async () => {
    const { port, outcomes } = await serve();
    const { socket, answer } = post(port, 8);
    socket.write("slo");
    expect(await answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(outcomes).not.toContain("read 8");
  });

  it("hangs up with 413 on one that is longer than it may be, whatever it declared", async () => {
    const { port, outcomes } = await serve();
    const { socket, answer } = post(port, 5_000);
    socket.write("x".repeat(1_001));
    expect(await answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(outcomes).toEqual([]);
  });

  it("leaves nothing of one that is cut off", async () => {
    const { port, outcomes } = await serve();
    const { socket } = post(port, 8);
    socket.write("slo");
    await wait(50);
    socket.destroy();
    await expect.poll(() => outcomes).toEqual(["cut off"]);
  });
});
