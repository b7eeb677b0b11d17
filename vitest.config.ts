import path from "node:path";
import { defineConfig } from "vitest/config";

const alias = { "@": path.resolve(import.meta.dirname) };
const env = { TZ: "Asia/Kathmandu" };

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          env,
          include: [
            "lib/**/*.test.ts",
            "components/**/*.test.ts",
            "tests/content/**/*.test.ts",
            "tests/regression/**/*.test.ts",
            "tests/*.test.ts",
          ],
          setupFiles: ["tests/setup/console.ts"],
          testTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "integration",
          env,
          include: ["tests/integration/**/*.test.ts"],
          globalSetup: ["tests/setup/database.ts"],
          setupFiles: ["tests/setup/console.ts", "tests/setup/worker.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          isolate: true,
        },
      },
      {
        // Over HTTP, against the program as it is started in production; files run one after another, since some kill it.
        resolve: { alias },
        test: {
          name: "server",
          env,
          include: ["tests/attacks/**/*.test.ts", "tests/faults/**/*.test.ts", "tests/interface/**/*.test.ts"],
          globalSetup: ["tests/setup/server.ts"],
          setupFiles: ["tests/setup/console.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
