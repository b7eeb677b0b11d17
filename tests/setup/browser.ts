import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

/*
 * Finds the Chromium of this machine, since a browser cannot be downloaded everywhere; on Debian, and as root, it may be
 * installed. A browser that is missing fails the tests in one sentence, and is never a reason to skip one.
 */

const answers = (program: string, word: string): boolean =>
  spawnSync(program, [word], { stdio: "ignore", timeout: 20_000 }).status === 0;

/** The program of a Chromium that starts here, or null. */
export function findChromium(): string | null {
  const places = [
    process.env.CHROMIUM_PATH ?? "",
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/usr/bin/google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    chromium.executablePath(),
  ];
  return places.find((place) => place !== "" && existsSync(place) && answers(place, "--version")) ?? null;
}

const findPdftotext = (): boolean => answers("pdftotext", "-v");

/**
 * Makes sure that a Chromium and pdftotext are here, and installs Debian's where that is allowed.
 * Errors: throws an Error whose message is one sentence on what to install.
 */
export function ensureBrowser(): void {
  const missing = (): string[] => [
    ...(findChromium() ? [] : ["chromium"]),
    ...(findPdftotext() ? [] : ["poppler-utils"]),
  ];
  const wanted = missing();
  if (wanted.length === 0) return;
  if (process.getuid?.() === 0 && existsSync("/etc/debian_version")) {
    const options = {
      stdio: ["ignore", "ignore", "pipe"] as ("ignore" | "pipe")[],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    };
    try {
      execFileSync("apt-get", ["update"], options);
      execFileSync("apt-get", ["install", "-y", "--no-install-recommends", ...wanted], options);
    } catch {
      // The sentence below says what is still missing.
    }
  }
  const still = missing();
  if (still.length > 0)
    throw new Error(
      still.includes("chromium")
        ? `The end-to-end tests need a Chromium: install ${still.join(" and ")}, or set CHROMIUM_PATH to the program of one.`
        : "The certificate tests need pdftotext: install poppler-utils.",
    );
}
