import { defineConfig } from "@playwright/test";
import { findChromium } from "./tests/setup/browser";

const executablePath = findChromium();
if (!executablePath)
  throw new Error(
    "The end-to-end tests need a Chromium: install chromium, or set CHROMIUM_PATH to the program of one.",
  );

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "tests/.artifacts/e2e",
  globalSetup: "./tests/e2e/setup/platform.ts",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["json", { outputFile: "tests/.artifacts/playwright.json" }]],
  use: {
    browserName: "chromium",
    actionTimeout: 15_000,
    locale: "en-GB",
    timezoneId: "Asia/Kathmandu",
    viewport: { width: 1280, height: 800 },
    screenshot: "only-on-failure",
    launchOptions: { executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] },
  },
});
