import { test as base, expect } from "@playwright/test";
import type { Platform } from "../../setup/platform";
import { type Role, signInAs } from "../../setup/visitor";

/*
 * What every journey stands on: the running platform, signing in by cookie, and two rules that hold on every page of every
 * journey: nothing is asked of another host, and nothing is complained of in the console.
 */

type Fixtures = {
  readonly platform: Platform;
  /** Puts a role's session cookie into this journey's browser. */
  readonly signIn: (role: Role) => Promise<void>;
  /** Complaints that a journey expects, such as a status of 404 that it asks for; the others fail it. */
  readonly expectedComplaints: RegExp[];
  readonly quiet: undefined;
};

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from this pattern that the fixture needs no other.
  platform: async ({}, use) => {
    await use(JSON.parse(process.env.PLATFORM ?? "null") as Platform);
  },
  baseURL: async ({ platform }, use) => {
    await use(platform.baseUrl);
  },
  signIn: async ({ context, platform }, use) => {
    await use(async (role) => {
      const { cookie } = await signInAs(platform, role);
      const value = /next-auth\.session-token=([^;]+)/.exec(cookie)?.[1] ?? "";
      await context.addCookies([
        { name: "next-auth.session-token", value, url: platform.baseUrl, httpOnly: true, sameSite: "Lax" },
      ]);
    });
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  expectedComplaints: async ({}, use) => {
    await use([]);
  },
  quiet: [
    async ({ context, platform, expectedComplaints }, use) => {
      const complaints: string[] = [];
      context.on("request", (request) => {
        const url = new URL(request.url());
        if (/^https?:$/.test(url.protocol) && url.origin !== platform.baseUrl)
          complaints.push(`${request.url()} was asked for`);
      });
      context.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning")
          complaints.push(`${message.page()?.url()} says: ${message.text()}`);
      });
      context.on("weberror", (error) => complaints.push(`${error.page()?.url()} fails: ${error.error().message}`));
      await use(undefined);
      expect(complaints.filter((said) => !expectedComplaints.some((expected) => expected.test(said)))).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
