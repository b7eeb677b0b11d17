import { startPlatform } from "../../setup/server";

/** Starts the program once for all journeys; workers read from the environment where it answers. */
export default async function setup(): Promise<() => Promise<void>> {
  const { stop, ...platform } = await startPlatform("e2e");
  process.env.PLATFORM = JSON.stringify(platform);
  return stop;
}
