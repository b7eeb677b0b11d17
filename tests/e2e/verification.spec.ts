import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { Page } from "@playwright/test";
import { finishEvent, visitorOf } from "./setup/states";
import { expect, test } from "./setup/test";

/*
 * A certificate's file checked in the browser: on the page, which is sent nothing of it, and in the offline verifier, opened from
 * a disk with no network.
 */

type Given = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

const json = (credential: unknown, name = "certificate.json"): Given => ({
  name,
  mimeType: "application/json",
  buffer: Buffer.from(JSON.stringify(credential)),
});

/** Lets a file fall on the page, as a hand with a mouse does. */
async function drop(page: Page, { name, mimeType, buffer }: Given): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([text, fileName, type]) => {
      const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], fileName, { type }));
      return transfer;
    },
    [buffer.toString("base64"), name, mimeType] as const,
  );
  await page.dispatchEvent("main", "drop", { dataTransfer });
}

test("a certificate's file is checked where it lies: on the page, and offline from a disk", async ({
  page,
  platform,
}) => {
  const { code, holder } = await finishEvent(platform, `checked-${crypto.randomUUID()}`);
  const visitor = await visitorOf(platform, holder.sessionId);
  const get = async (format: string) =>
    Buffer.from(await (await visitor.fetch(`/certificates/${code}.${format}`)).arrayBuffer());
  const credential = JSON.parse((await get("json")).toString()) as Record<string, unknown>;
  const tampered = json({ ...credential, name: "Another certificate" });
  const { id } = credential.issuer as { id: string };
  const elsewhere = json(JSON.parse(JSON.stringify(credential).replaceAll(id, "did:web:academy.example")));
  const offline = test.info().outputPath("verifier.html");
  writeFileSync(offline, await visitor.read("/verify/offline.html"));

  // What leaves the browser is asked for without a body, and never says whose certificate it is.
  const asked: string[] = [];
  page.on("request", (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  const answer = page.locator("#file-answer");
  const heading = (name: string) => answer.getByRole("heading", { name, exact: true });
  await page.goto("/verify");
  await expect(page.getByText("The file is read in this window and sent nowhere.")).toBeVisible();
  await page.getByLabel("Certificate file").setInputFiles(json(credential));
  await expect(heading("Valid")).toBeVisible();
  await expect(answer).toContainText("Holder Ramgoolam");
  await page.getByLabel("Certificate file").setInputFiles(tampered);
  await expect(heading("Not valid")).toBeVisible();
  await drop(page, { name: "badge.png", mimeType: "image/png", buffer: await get("png") });
  await expect(heading("Valid")).toBeVisible();
  await expect(answer.getByRole("link")).toHaveAttribute("href", `/verify/${code}`);
  await drop(page, { name: "certificate.pdf", mimeType: "application/pdf", buffer: await get("pdf") });
  await expect(page).toHaveURL(`/verify/${code}?from=pdf`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Valid");
  await expect(page.getByRole("main")).toContainText("What a PDF looks like proves nothing");
  await expect(page.getByRole("main")).not.toContainText("Ramgoolam");
  expect(asked.filter((request) => !request.startsWith("GET "))).toEqual([]);

  const disk = await page.context().newPage();
  await page.close();
  await disk.context().setOffline(true);
  const fetched: string[] = [];
  disk.on("request", (request) => fetched.push(request.url()));
  await disk.goto(pathToFileURL(offline).href);
  const check = async (file: Given, outcome: string): Promise<void> => {
    await disk.getByLabel("Certificate file").setInputFiles(file);
    await expect(disk.locator("#answer").getByRole("heading", { name: outcome, exact: true })).toBeVisible();
  };
  await check(json(credential), "Valid");
  await check(tampered, "Not valid");
  await check(elsewhere, "Unknown issuer");
  expect(fetched).toEqual([pathToFileURL(offline).href]);
});
