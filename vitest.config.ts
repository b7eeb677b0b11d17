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
          include: ["lib/**/*.test.ts", "components/**/*.test.ts", "tests/content/**/*.test.ts", "tests/regression/**/*.test.ts"],
          setupFiles: ["tests/setup/console.ts"],
        },
      },
      {
        resolve: { alias },
        test: {
          name: "integration",
          env,
          include: ["tests/integration/**/*.test.ts", "tests/faults/**/*.test.ts", "tests/attacks/**/*.test.ts"],
          globalSetup: ["tests/setup/database.ts"],
          setupFiles: ["tests/setup/console.ts", "tests/setup/worker.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          isolate: true,
        },
      },
    ],
  },
});
