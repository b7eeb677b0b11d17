import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, openSync, readFileSync } from "node:fs";
import path from "node:path";
import type { TestProject } from "vitest/node";
import type { Platform } from "./platform";

declare module "vitest" {
  export interface ProvidedContext {
    readonly platform: Platform;
  }
}

export type RunningPlatform = Platform & { readonly stop: () => Promise<void> };

/** Starts the whole program in a process of its own; what it says is kept in tests/.artifacts/<name>.log. */
export async function startPlatform(name: string): Promise<RunningPlatform> {
  const artifacts = path.resolve(import.meta.dirname, "../.artifacts");
  mkdirSync(artifacts, { recursive: true });
  const logFile = path.join(artifacts, `${name}.log`);
  const log = openSync(logFile, "w");
  const child: ChildProcess = fork(path.join(import.meta.dirname, "platform.ts"), {
    cwd: path.resolve(import.meta.dirname, "../.."),
    execArgv: ["--import", "tsx", "--conditions=react-server"],
    stdio: ["ignore", log, log, "ipc"],
  });
  const exit = once(child, "exit");
  const platform = await Promise.race([
    once(child, "message").then(([message]) => message as Platform),
    exit.then(() =>
      Promise.reject(new Error(`The platform did not start:\n${readFileSync(logFile, "utf8").slice(-4000)}`)),
    ),
  ]);
  return {
    ...platform,
    stop: async () => {
      if (child.connected) child.disconnect();
      await exit;
    },
  };
}

/** Vitest's global setup of the project "server". */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stop, ...platform } = await startPlatform("server");
  project.provide("platform", platform);
  return stop;
}
