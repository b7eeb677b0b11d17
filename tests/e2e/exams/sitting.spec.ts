import type { BrowserContext, Page } from "@playwright/test";
import type { Platform } from "../../setup/platform";
import { addLearner, askOwner } from "../setup/answers";
import { sealFor } from "../setup/session";
import { expect, test } from "../setup/test";

const event = "un-cyber-norms-csirts-online";

async function signIn(context: BrowserContext, platform: Platform, name: string): Promise<string> {
  const { sessionId } = await addLearner(platform.adminUrl, name);
  await context.addCookies([
    {
      name: "next-auth.session-token",
      value: await sealFor(platform, sessionId),
      url: platform.baseUrl,
      httpOnly: true,
      sameSite: "Lax",
    },
  ]);
  return sessionId;
}

async function startExam(page: Page, until: "load" | "commit" = "load"): Promise<string> {
  await page.goto(`/learn/${event}`);
  await page.getByLabel("I accept this statement").check();
  // A page whose program is held back never comes to its load event, and a click waits for that.
  await page.getByRole("button", { name: "Start the exam" }).click({ noWaitAfter: until === "commit" });
  await page.waitForURL(/\/exams\/[0-9a-f-]{36}$/, { waitUntil: until });
  return page.url().split("/").at(-1) ?? "";
}

const state = (page: Page) => page.locator("[data-state]");

test("an exam does not start before its honour statement is accepted, and says so", async ({
  context,
  page,
  platform,
}) => {
  await signIn(context, platform, "Learner without honour");
  await page.goto(`/learn/${event}`);
  await page.getByRole("button", { name: "Start the exam" }).click();
  await expect(page.getByText("Tick the statement before you start.").first()).toBeVisible();
  await page.getByLabel("I accept this statement").check();
  await page.getByRole("button", { name: "Start the exam" }).click();
  await expect(page).toHaveURL(/\/exams\/[0-9a-f-]{36}$/);
});

test("one question a page: moving needs no line, and the address names the question", async ({
  context,
  page,
  platform,
  expectedComplaints,
}) => {
  expectedComplaints.push(/ERR_INTERNET_DISCONNECTED/);
  await signIn(context, platform, "Learner of one question");
  await startExam(page);
  await page.getByRole("link", { name: "Show one question a page" }).click();
  await expect(page.locator("fieldset[data-position]:visible")).toHaveCount(1);
  await expect(page.getByRole("button", { name: "Previous question" })).toBeHidden();
  await context.setOffline(true);
  await page.locator("#q1 .answer input").nth(1).check();
  await page.getByRole("button", { name: "Next question" }).click();
  await expect(page.locator("#q2")).toBeFocused();
  await expect(page).toHaveURL(/view=one.*q=2/);
  await expect(page.locator("fieldset[data-position]:visible")).toHaveCount(1);
  await context.setOffline(false);
  await expect(state(page)).toContainText("All answers saved");
  await page.reload();
  await expect(page.locator("#q2")).toBeVisible();
  await page.getByRole("button", { name: "Previous question" }).click();
  await expect(page.locator("#q1 .answer input").nth(1)).toBeChecked();
});

test("what was chosen before the program arrived is saved when it does", async ({ context, page, platform }) => {
  await signIn(context, platform, "Learner on a slow line");
  let arrive = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route("**/scripts/exam.js", async (route) => {
    await held;
    await route.continue();
  });
  const attemptId = await startExam(page, "commit");
  await page.locator("#q3 .answer input").nth(1).check();
  arrive();
  await expect(state(page)).toContainText("All answers saved");
  const saved = await askOwner(
    platform.adminUrl,
    "SELECT position FROM answer WHERE attempt_id = $1 AND sequence > 0",
    [attemptId],
  );
  expect(saved).toEqual([{ position: 3 }]);
});

test("what was chosen without a line survives closing the tab and is saved when the exam is opened again", async ({
  context,
  page,
  platform,
  expectedComplaints,
}) => {
  expectedComplaints.push(/ERR_FAILED|ERR_ABORTED/);
  await signIn(context, platform, "Learner whose tab was closed");
  const attemptId = await startExam(page);
  await page.route("**/answers/*", (route) => route.abort());
  await page.locator("#q4 .answer input").nth(2).check();
  await expect(state(page)).toContainText("kept on this device");
  await page.close();
  const again = await context.newPage();
  await again.goto(`/exams/${attemptId}`);
  await expect(again.locator("#q4 .answer input").nth(2)).toBeChecked();
  await expect(state(again)).toContainText("All answers saved");
  const [saved] = await askOwner<{ sequence: string }>(
    platform.adminUrl,
    "SELECT sequence FROM answer WHERE attempt_id = $1 AND position = 4",
    [attemptId],
  );
  expect(saved?.sequence).toBe("1");
});

test("F9: what comes back after the deadline is late evidence, and this device keeps nothing of it", async ({
  context,
  page,
  platform,
  expectedComplaints,
}) => {
  expectedComplaints.push(/ERR_FAILED|ERR_ABORTED|status of 410/);
  await signIn(context, platform, "Learner whose line came back late");
  const attemptId = await startExam(page);
  await page.route("**/answers/*", (route) => route.abort());
  await page.locator("#q6 .answer input").nth(0).check();
  await expect(state(page)).toContainText("kept on this device");
  await page.close();
  await askOwner(
    platform.adminUrl,
    "UPDATE attempt SET started_at = now() - interval '2 hours', deadline_at = now() - interval '1 minute' WHERE id = $1",
    [attemptId],
  );
  const again = await context.newPage();
  await again.goto(`/exams/${attemptId}`);
  await expect(again).toHaveURL(/result$/);
  await expect
    .poll(() =>
      askOwner(platform.adminUrl, "SELECT position FROM late_evidence WHERE attempt_id = $1", [attemptId]).then(
        (rows) => rows.length,
      ),
    )
    .toBe(1);
  await expect(again.locator("[data-left-over]")).toBeHidden();
  const left = await again.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open("chancery-exams");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const counting = opening.result.transaction("answers").objectStore("answers").count();
          counting.onsuccess = () => resolve(counting.result);
        };
      }),
  );
  expect(left).toBe(0);
});

test("the clock follows within ten seconds when more time is given, and an older tab learns that it is behind", async ({
  context,
  page,
  platform,
}) => {
  await signIn(context, platform, "Learner with more time");
  const attemptId = await startExam(page);
  await expect(page.locator("[data-clock]")).toContainText("minutes left");
  const before = await page.locator("[data-clock]").textContent();
  await askOwner(
    platform.adminUrl,
    "UPDATE attempt SET deadline_at = deadline_at + interval '30 minutes' WHERE id = $1",
    [attemptId],
  );
  await expect(page.locator("[data-clock]")).not.toHaveText(before ?? "", { timeout: 10_000 });
  const minutes = (text: string | null): number => Number(/\d+/.exec(text ?? "")?.[0]);
  expect(minutes(await page.locator("[data-clock]").textContent()) - minutes(before)).toBe(30);

  const other = await context.newPage();
  await other.goto(`/exams/${attemptId}`);
  await other.locator("#q8 .answer input").nth(3).check();
  await expect(state(other)).toContainText("All answers saved");
  await page.bringToFront();
  await expect(page.locator("#q8 .answer input").nth(3)).toBeChecked({ timeout: 12_000 });
  await expect(page.locator("[data-alert]")).toContainText("8");
});

test("F32: a session that ends is renewed in place, at the same question, with nothing lost", async ({
  context,
  page,
  platform,
  expectedComplaints,
}) => {
  expectedComplaints.push(/status of 401/);
  const sessionId = await signIn(context, platform, "Learner whose session ended");
  await startExam(page);
  await page.getByRole("link", { name: "Show one question a page" }).click();
  await page.getByRole("button", { name: "Next question" }).click();
  await askOwner(platform.adminUrl, "UPDATE session SET expires_at = now() - interval '1 minute' WHERE id = $1", [
    sessionId,
  ]);
  await page.locator("#q2 .answer input").nth(0).check();
  await page.getByRole("link", { name: "Sign in again" }).click();
  await expect(page).toHaveURL(/\/sign-in\?next=.*q%3D2/);
  await askOwner(platform.adminUrl, "UPDATE session SET expires_at = now() + interval '1 day' WHERE id = $1", [
    sessionId,
  ]);
  await page.goto(new URL(page.url()).searchParams.get("next") ?? "");
  await expect(page.locator("#q2")).toBeVisible();
  await expect(page.locator("#q2 .answer input").nth(0)).toBeChecked();
  await expect(state(page)).toContainText("All answers saved");
});

test("submitting while the line is down asks first", async ({ context, page, platform, expectedComplaints }) => {
  expectedComplaints.push(/ERR_FAILED|ERR_ABORTED/);
  await signIn(context, platform, "Learner who submits without a line");
  const attemptId = await startExam(page);
  await page.route("**/answers/*", (route) => route.abort());
  await page.locator("#q1 .answer input").nth(0).check();
  await expect(state(page)).toContainText("Not saved since");
  page.once("dialog", (dialog) => {
    expect(dialog.message()).toContain("1");
    void dialog.dismiss();
  });
  await page.getByRole("button", { name: "Save, review and submit" }).click();
  await expect(page).toHaveURL(new RegExp(`${attemptId}$`));
});

test("the receipt that a learner downloads can be checked by anybody", async ({ context, page, platform }) => {
  await signIn(context, platform, "Learner with a receipt");
  const attemptId = await startExam(page);
  await page.locator("#q1 .answer input").nth(0).check();
  await expect(state(page)).toContainText("All answers saved");
  await page.getByRole("button", { name: "Save, review and submit" }).click();
  await page.getByRole("button", { name: "Submit the exam" }).click();
  const shown = await page.locator("code").first().textContent();
  const file = (await (await page.request.get(`/api/attempts/${attemptId}/receipt`)).json()) as Record<string, string>;
  const digest = await page.evaluate(async (text) => {
    const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }, file.hashed ?? "");
  expect([file.receipt, digest]).toEqual([shown, shown]);
});

test("signing out clears what the exam kept on this device", async ({
  context,
  page,
  platform,
  expectedComplaints,
}) => {
  expectedComplaints.push(/ERR_FAILED|ERR_ABORTED/);
  await signIn(context, platform, "Learner who signs out");
  await startExam(page);
  await page.route("**/answers/*", (route) => route.abort());
  await page.locator("#q1 .answer input").nth(0).check();
  await expect(state(page)).toContainText("kept on this device");
  page.once("dialog", (dialog) => void dialog.accept());
  await page.goto("/account");
  await page.getByRole("button", { name: "Sign out" }).first().click();
  await expect(page).toHaveURL(/\/$/);
  expect(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toEqual([]);
});

test("the rehearsal tries line, saving and keyboard, and says what it found", async ({ context, page, platform }) => {
  await signIn(context, platform, "Learner who rehearses");
  await page.goto(`/learn/${event}`);
  await page.getByRole("link", { name: "Rehearse the exam page" }).click();
  await page.locator("#q1 .answer input").nth(0).focus();
  await page.keyboard.press("Space");
  await page.locator("#q2 .answer input").nth(0).check();
  await page.locator("#q3 .answer input").nth(2).check();
  await expect(state(page)).toContainText("All answers saved");
  await page.getByRole("button", { name: "Save and see what was found" }).click();
  const found = page.locator("#found");
  await expect(found).toContainText("All three answers are saved on the server.");
  await expect(found).toContainText(/A save takes about [\d.]+ seconds on your line./);
  await expect(found).toContainText("The keyboard works.");
  await expect(found).toContainText("This device keeps answers when the line is down.");
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("one question a page is a form that saves and moves on", async ({ context, page, platform }) => {
    await signIn(context, platform, "Learner of one question without scripts");
    const attemptId = await startExam(page);
    await page.getByRole("link", { name: "Show one question a page" }).click();
    await page.locator("#q1 .answer input").nth(2).check();
    await page.getByRole("button", { name: "Next question" }).click();
    await expect(page.locator("#q2")).toBeVisible();
    await expect(page.locator("#q1")).toBeHidden();
    const saved = await askOwner(
      platform.adminUrl,
      "SELECT position FROM answer WHERE attempt_id = $1 AND sequence > 0",
      [attemptId],
    );
    expect(saved).toEqual([{ position: 1 }]);
  });

  test("the rehearsal says what it cannot measure", async ({ context, page, platform }) => {
    await signIn(context, platform, "Learner who rehearses without scripts");
    await page.goto(`/learn/${event}/rehearsal`);
    for (const position of [1, 2, 3]) await page.locator(`#q${position} .answer input`).first().check();
    await page.getByRole("button", { name: "Save and see what was found" }).click();
    await expect(page.locator("#found")).toContainText("All three answers are saved on the server.");
    await expect(page.locator("#found")).toContainText("This page works without scripts");
  });
});
