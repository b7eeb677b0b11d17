import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { answersFor, askOwner } from "./setup/answers";
import { copyEvent } from "./setup/states";
import { expect, test } from "./setup/test";

const slug = "main-job-event";
const name = "Zoë O'Brien-Ramgoolam";

/*
 * The whole product once, as its users use it, in one browser after another: a visitor registers and becomes a learner, an
 * organizer makes and closes the event, an admin releases, a stranger verifies.
 */
test("from the catalogue to a certificate that a stranger verifies", async ({
  browser,
  platform,
  page,
  signIn,
  expectedComplaints,
}) => {
  test.setTimeout(180_000);
  expectedComplaints.push(/status of 404/);
  const inNewBrowser = async (role?: "organizer" | "admin" | "admin2") => {
    const context = await browser.newContext({ baseURL: platform.baseUrl });
    const other = await context.newPage();
    if (role) {
      await other.goto("/sign-in");
      await other.getByLabel("Mail address").fill(platform.accounts[role].email);
      await other.getByLabel("Password").fill(platform.accounts[role].password);
      await other.getByRole("main").getByRole("button", { name: "Sign in" }).click();
      await expect(other.getByRole("banner")).toContainText("Demo");
    }
    return other;
  };
  void signIn;

  // The demonstration's event, copied under its own address, so that this journey may close it.
  await copyEvent(platform.adminUrl, slug, "Norms for response teams, main job");

  // A visitor finds the event, and registers.
  await page.goto("/courses?q=norms");
  await page
    .getByRole("link", { name: /Implementing the UN cyber norms/ })
    .first()
    .click();
  await page.getByRole("link", { name: /main job/ }).click();
  await expect(page.getByText("at least 22 of 30").first()).toBeVisible();
  await page.goto("/register");
  await page.getByLabel(/Full name/).fill(name);
  await page.getByLabel("Mail address").fill("zoe@ministry.example.org");
  await page.getByLabel("Password", { exact: true }).fill("a long password of four words");
  await page
    .getByRole("main")
    .getByRole("button", { name: /Register|Create/ })
    .click();
  await expect(page.getByRole("main")).toContainText("zoe@ministry.example.org");
  const [letter] = await askOwner<{ body: string }>(
    platform.adminUrl,
    "SELECT body FROM letter WHERE address = 'zoe@ministry.example.org'",
  );
  const link = /https?:\/\/\S+token=\S+/.exec(letter?.body ?? "")?.[0] ?? "";
  await page.goto(link);
  await page.getByRole("main").getByRole("button").first().click();
  await page.getByLabel("Mail address").fill("zoe@ministry.example.org");
  await page.getByLabel("Password").fill("a long password of four words");
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/learn/);

  // The learner joins, reads a page, and sits the exam.
  await page.goto(`/events/${slug}`);
  await page.getByRole("main").getByRole("button", { name: /Join/ }).click();
  await expect(page).toHaveURL(new RegExp(`/learn/${slug}`));
  await page.getByRole("link", { name: "The eleven norms and their standing" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page
    .getByRole("button", { name: /Mark as read/ })
    .first()
    .click();
  await page.goto(`/learn/${slug}`);
  await expect(page.getByText("1 of 35 pages read")).toBeVisible();
  await page.getByLabel("I accept this statement").check();
  await page.getByRole("button", { name: "Start the exam" }).click();
  await expect(page).toHaveURL(/\/exams\/[0-9a-f-]{36}$/);
  const attemptId = page.url().split("/").at(-1) ?? "";
  const answers = await answersFor(platform.adminUrl, attemptId, 22);
  for (const { optionId } of answers) await page.locator(`input[value="${optionId}"]`).check();
  await expect(page.locator("[data-state]")).toContainText("All answers saved");
  await expect(page.locator("[data-count]")).toHaveText("30 of 30 answered");

  // It comes back on another device to what was saved.
  const [{ value = "" } = {}] = (await page.context().cookies()).filter((cookie) =>
    cookie.name.endsWith("session-token"),
  );
  const second = await browser.newContext({ baseURL: platform.baseUrl });
  await second.addCookies([{ name: "next-auth.session-token", value, url: platform.baseUrl }]);
  const device = await second.newPage();
  await device.goto(`/exams/${attemptId}`);
  await expect(device.locator(".answer input:checked")).toHaveCount(30);

  await page.getByRole("button", { name: "Save, review and submit" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Review and submit");
  await page.getByRole("button", { name: "Submit the exam" }).dblclick();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Result");
  await expect(page.getByRole("main")).toContainText(
    "Passed. 22 of 30, a little over 73.3 %. The rule asks for more than 70 %, that is at least 22.",
  );
  expect(await askOwner(platform.adminUrl, "SELECT state FROM attempt WHERE id = $1", [attemptId])).toEqual([
    { state: "submitted" },
  ]);
  expect(await askOwner(platform.adminUrl, "SELECT number FROM mark WHERE attempt_id = $1", [attemptId])).toEqual([
    { number: 1 },
  ]);

  // The organizer sees the learner and closes the event.
  const organizer = await inNewBrowser("organizer");
  await organizer.goto(`/organize/events/${slug}`);
  await expect(organizer.getByRole("main")).toContainText(name);
  await organizer.goto(`/organize/events/${slug}/close`);
  await organizer.getByLabel("Report").fill("One learner took part and passed; nothing unusual happened.");
  await organizer.getByRole("main").getByRole("button", { name: /Close/ }).click();
  await expect(organizer.getByRole("main")).toContainText("Closed");

  // An admin releases; the organizer could not.
  expect((await organizer.goto(`/admin/events/${slug}`))?.status()).toBe(404);
  const admin = await inNewBrowser("admin");
  await admin.goto(`/admin/events/${slug}`);
  await expect(admin.getByRole("row", { name: new RegExp(name) })).toContainText("Eligible");
  await admin.getByRole("button", { name: /Release to the one eligible person/ }).click();
  await expect(admin.getByRole("main")).toContainText("1 document released.");

  // The learner finds it, and the PDF says the name and SPECIMEN.
  await page.goto("/account/certificates");
  const href = (await page.getByRole("link", { name: "Open the PDF" }).getAttribute("href")) ?? "";
  const pdf = await page.request.get(href);
  expect(pdf.headers()["content-type"]).toBe("application/pdf");
  const file = test.info().outputPath("certificate.pdf");
  writeFileSync(file, await pdf.body());
  const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
  expect(text).toContain(name);
  expect(text.toUpperCase()).toContain("SPECIMEN");
  const code = /certificates\/([0-9A-Z]{18})\.pdf/.exec(href)?.[1] ?? "";

  // A stranger with the code alone learns that it is valid, and never the name.
  const stranger = await inNewBrowser();
  await stranger.goto("/verify");
  await stranger.getByLabel("Code").fill(code.toLowerCase().replace(/(.{4})/g, "$1 "));
  await stranger.getByRole("main").getByRole("button", { name: "Verify" }).click();
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText("Valid");
  await expect(stranger.getByRole("main")).toContainText("SPECIMEN");
  expect(await stranger.content()).not.toContain("Ramgoolam");
  await stranger.getByLabel("One word of the name").fill("zoe");
  await stranger.getByRole("button", { name: "Check the name" }).click();
  await expect(stranger.getByRole("main")).toContainText(name);

  // The admin revokes it, and the page says so at once.
  await admin.goto(`/verify/${code}`);
  await admin
    .getByLabel("Reason for the holder and the record")
    .fill("Released in error during this test of the platform.");
  await admin.getByRole("button", { name: "Revoke" }).click();
  await stranger.goto(`/verify/${code}`);
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText("Revoked");
});
