import { addLearner, answersFor, askOwner } from "../setup/answers";
import { sealFor } from "../setup/session";
import { expect, test } from "../setup/test";

test.describe("an exam page", () => {
  test.beforeEach(async ({ context, page, platform }, info) => {
    const { sessionId } = await addLearner(platform.adminUrl, `Learner of ${info.title.slice(0, 60)}`);
    await context.addCookies([
      {
        name: "next-auth.session-token",
        value: await sealFor(platform, sessionId),
        url: platform.baseUrl,
        httpOnly: true,
        sameSite: "Lax",
      },
    ]);
    await page.goto("/learn/un-cyber-norms-csirts-online");
    await page.getByLabel("I accept this statement").check();
    await page.getByRole("button", { name: "Start the exam" }).click();
    await expect(page).toHaveURL(/\/exams\/[0-9a-f-]{36}$/);
  });

  test("keeps what it could not save, says so, and saves it by itself when the line is back (F2, F8)", async ({
    context,
    page,
    expectedComplaints,
  }) => {
    expectedComplaints.push(/ERR_INTERNET_DISCONNECTED/);
    await context.setOffline(true);
    await page.locator("#q3 .answer input").nth(1).check();
    await expect(page.locator("[data-state]")).toContainText("Not saved since");
    await context.setOffline(false);
    await expect(page.locator("[data-state]")).toContainText("All answers saved");
    await page.reload();
    await expect(page.locator("#q3 .answer input").nth(1)).toBeChecked();
  });

  test("loses no chosen answer to a reload while the line is down", async ({ page, expectedComplaints }) => {
    expectedComplaints.push(/ERR_FAILED|ERR_ABORTED/);
    await page.route("**/answers/*", (route) => route.abort());
    await page.locator("#q5 .answer input").nth(2).check();
    await expect(page.locator("[data-state]")).toContainText("Not saved since");
    page.on("dialog", (dialog) => void dialog.accept());
    await page.unroute("**/answers/*");
    await page.reload();
    await expect(page.locator("#q5 .answer input").nth(2)).toBeChecked();
    await expect(page.locator("[data-state]")).toContainText("All answers saved");
  });

  test("shows the newer answer of another tab and leaves it standing (F6)", async ({
    context,
    page,
    expectedComplaints,
  }) => {
    expectedComplaints.push(/status of 409/);
    const other = await context.newPage();
    await other.goto(page.url());
    await other.locator("#q2 .answer input").nth(0).check();
    await expect(other.locator("[data-state]")).toContainText("All answers saved");
    await other.locator("#q2 .answer input").nth(1).check();
    await expect.poll(() => other.locator("#q2").getAttribute("data-sequence")).toBe("2");
    // The newer answer may take its place at once: a click, not a check that looks whether it stayed.
    await page.locator("#q2 .answer input").nth(3).click();
    await expect(page.locator("[data-alert]")).toContainText("Question 2");
    await expect(page.locator("#q2 .answer input").nth(1)).toBeChecked();
  });

  test("is closed by the server's clock, with what was saved", async ({ page, platform }) => {
    const attemptId = page.url().split("/").at(-1) ?? "";
    await page.locator("#q1 .answer input").nth(0).check();
    await expect(page.locator("[data-state]")).toContainText("All answers saved");
    await askOwner(
      platform.adminUrl,
      "UPDATE attempt SET started_at = now() - interval '2 hours', deadline_at = now() - interval '1 minute' WHERE id = $1",
      [attemptId],
    );
    await page.goto(`/exams/${attemptId}`);
    await expect(page).toHaveURL(/result$/);
    await expect(page.getByRole("main")).toContainText("Closed when time ran out");
    await expect(page.getByRole("main")).toContainText("1 of 30 answered");
  });

  test("sends nothing that tells right from wrong", async ({ page, platform }) => {
    const attemptId = page.url().split("/").at(-1) ?? "";
    const rationales = await askOwner<{ rationale: string }>(
      platform.adminUrl,
      "SELECT l.rationale FROM form_slot s JOIN question_layer l ON l.version_id = s.version_id WHERE s.attempt_id = $1",
      [attemptId],
    );
    const html = await (await page.request.get(page.url())).text();
    const json = await (await page.request.get(`/api/attempts/${attemptId}`)).text();
    const flight = await (await page.request.get(`${page.url()}?_rsc=1`, { headers: { rsc: "1" } })).text();
    for (const { rationale } of rationales)
      for (const sent of [html, json, flight]) expect(sent).not.toContain(rationale.slice(0, 70));
    for (const sent of [html, json, flight]) expect(sent).not.toMatch(/keyIds|key_ids|rationale|"right"/);
  });

  test("warns before a tab with unsaved answers is closed", async ({ context, page, expectedComplaints }) => {
    expectedComplaints.push(/ERR_INTERNET_DISCONNECTED/);
    await context.setOffline(true);
    await page.locator("#q1 .answer input").nth(0).check();
    await expect(page.locator("[data-state]")).toContainText("Not saved since");
    const asked = page.waitForEvent("dialog");
    await page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe("beforeunload");
    await dialog.accept();
  });
});

test("the whole exam works with the keyboard alone", async ({ context, page, platform }) => {
  const { sessionId } = await addLearner(platform.adminUrl, "Keyboard Learner");
  await context.addCookies([
    {
      name: "next-auth.session-token",
      value: await sealFor(platform, sessionId),
      url: platform.baseUrl,
      httpOnly: true,
      sameSite: "Lax",
    },
  ]);
  await page.goto("/learn/un-cyber-norms-csirts-online");
  const press = async (selector: string, key: string): Promise<void> => {
    for (let tabs = 0; tabs < 200; tabs++) {
      await page.keyboard.press("Tab");
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector))
        return page.keyboard.press(key);
    }
    throw new Error(`${selector} is not reached with the Tab key`);
  };
  await press("#honour", "Space");
  await press("form[action='/forms/start-exam'] button", "Enter");
  await expect(page).toHaveURL(/\/exams\/[0-9a-f-]{36}$/);
  await press("#q1 .answer input", "Space");
  await page.keyboard.press("ArrowDown");
  await expect(page.locator("#q1 .answer input").nth(1)).toBeChecked();
  await expect(page.locator("[data-state]")).toContainText("All answers saved");
  await press("button[value='review']", "Enter");
  await expect(page).toHaveURL(/submit$/);
  await press("form[action='/forms/submit-exam'] button", "Enter");
  await expect(page).toHaveURL(/result$/);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the whole exam is a form: saved, left, taken up again, submitted and passed", async ({
    context,
    page,
    platform,
  }) => {
    const { sessionId } = await addLearner(platform.adminUrl, "Learner without scripts");
    await context.addCookies([
      {
        name: "next-auth.session-token",
        value: await sealFor(platform, sessionId),
        url: platform.baseUrl,
        httpOnly: true,
        sameSite: "Lax",
      },
    ]);
    await page.goto("/learn/un-cyber-norms-csirts-online");
    await page.getByLabel("I accept this statement").check();
    await page.getByRole("button", { name: "Start the exam" }).click();
    const attemptId = page.url().split("/").at(-1) ?? "";
    const answers = await answersFor(platform.adminUrl, attemptId, 22);
    for (const { optionId } of answers.slice(0, 10)) await page.locator(`input[value="${optionId}"]`).check();
    await page.getByRole("button", { name: "Save answers" }).click();
    await expect(page.getByText("All answers saved.")).toBeVisible();
    await page.goto("/learn");
    await page.goto(`/exams/${attemptId}`);
    await expect(page.locator(".answer input:checked")).toHaveCount(10);
    for (const { optionId } of answers.slice(10)) await page.locator(`input[value="${optionId}"]`).check();
    await page.getByRole("button", { name: "Save, review and submit" }).click();
    await page.getByRole("button", { name: "Submit the exam" }).click();
    await expect(page.getByRole("main")).toContainText("Passed. 22 of 30");
  });
});
