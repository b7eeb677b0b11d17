import type { Locator, Page } from "@playwright/test";
import { answersFor, askOwner } from "./setup/answers";
import { copyEvent } from "./setup/states";
import { expect, test } from "./setup/test";

const slug = "keyboard-event";
const title = "Norms for response teams, by keyboard";

/** Longest way with the Tab key to anything on a page of ours. */
const MOST_TABS = 300;

/** Presses Tab until the element has the focus; wherever the focus stands on the way, it is seen. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await expect(wanted).toBeVisible();
  const target = await wanted.elementHandle();
  for (let tabs = 0; tabs < MOST_TABS; tabs++) {
    await page.keyboard.press("Tab");
    const { there, seen, at } = await page.evaluate((element) => {
      const focused = document.activeElement;
      // Between the last and the first element the focus is the browser's own.
      if (!focused || focused === document.body) return { there: false, seen: true, at: "" };
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(focused);
      const outlined = outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0;
      return {
        there: focused === element,
        seen: outlined || boxShadow !== "none",
        at: focused.outerHTML.slice(0, 200),
      };
    }, target);
    expect(seen, `the focus is not seen on ${at}`).toBe(true);
    if (there) return;
  }
  throw new Error(`${wanted.toString()} is not reached with the Tab key`);
}

/** Goes to a link or a button with the Tab key and presses it. */
async function press(page: Page, wanted: Locator): Promise<void> {
  await tabTo(page, wanted);
  await page.keyboard.press("Enter");
}

/** Goes to a field with the Tab key and types into it. */
async function type(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, page.getByRole("main").getByLabel(label));
  await page.keyboard.type(text);
}

async function signIn(page: Page, { email, password }: { readonly email: string; readonly password: string }) {
  await page.goto("/sign-in");
  await type(page, "Mail address", email);
  await type(page, "Password", password);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("banner")).toContainText("Demo");
}

/*
 * The main job with the keyboard alone: Tab, Enter, Space, arrows and letters, and not one click. Addresses are typed where a
 * person would type or keep them; everything else is reached by what stands on the pages.
 */
test("from the catalogue to a certificate that a stranger verifies, with the keyboard alone", async ({
  browser,
  platform,
  page,
}) => {
  test.setTimeout(120_000);
  await copyEvent(platform.adminUrl, slug, title);
  await askOwner(platform.adminUrl, "UPDATE event SET blueprint = $2 WHERE slug = $1", [
    slug,
    { questions: 5, pointsPerQuestion: 1, perModule: 1, norms: [] },
  ]);
  const inNewBrowser = async (role?: "organizer" | "admin"): Promise<Page> => {
    const other = await (await browser.newContext({ baseURL: platform.baseUrl })).newPage();
    if (role) await signIn(other, platform.accounts[role]);
    return other;
  };
  const main = page.getByRole("main");

  // The learner signs in, finds the course by search, and joins its event.
  await signIn(page, platform.accounts.learner);
  await press(page, page.getByRole("banner").getByRole("link", { name: "Courses" }));
  await expect(page).toHaveURL(/\/courses$/);
  await tabTo(page, main.getByRole("searchbox"));
  await page.keyboard.type("norms");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/q=norms/);
  await press(page, main.getByRole("link", { name: /Implementing the UN cyber norms/ }).first());
  await press(page, main.getByRole("link", { name: title }));
  await expect(page).toHaveURL(new RegExp(`/events/${slug}$`));
  await press(page, main.getByRole("button", { name: /Join/ }));
  await expect(page).toHaveURL(new RegExp(`/learn/${slug}`));

  // They read a page of a lesson, mark it, and come back.
  await press(page, main.getByRole("link", { name: "The eleven norms and their standing" }));
  await press(page, page.getByRole("button", { name: /Mark as read/ }).first());
  await press(page, page.getByRole("banner").getByRole("link", { name: "My learning" }));
  await press(page, main.getByRole("link", { name: title }).first());
  await expect(page.getByText("1 of 35 pages read")).toBeVisible();

  // They sit the exam: the arrows move within a question, Tab between them.
  await tabTo(page, page.getByLabel("I accept this statement"));
  await page.keyboard.press("Space");
  await press(page, page.getByRole("button", { name: "Start the exam" }));
  await expect(page).toHaveURL(/\/exams\/[0-9a-f-]{36}$/);
  const attemptId = page.url().split("/").at(-1) ?? "";
  for (const { position, optionId } of await answersFor(platform.adminUrl, attemptId, 4)) {
    const options = page.locator(`#q${position} .answer input`);
    const values = await options.evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
    await tabTo(page, options.first());
    await page.keyboard.press("Space");
    for (let down = 0; down < values.indexOf(optionId); down++) await page.keyboard.press("ArrowDown");
    await expect(page.locator(`input[value="${optionId}"]`)).toBeChecked();
  }
  await expect(page.locator("[data-state]")).toContainText("All answers saved");
  await press(page, page.getByRole("button", { name: "Save, review and submit" }));
  await press(page, page.getByRole("button", { name: "Submit the exam" }));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Result");
  await expect(main).toContainText("Passed. 4 of 5");

  // The organizer closes the event with a report, and an admin releases.
  const organizer = await inNewBrowser("organizer");
  await organizer.goto(`/organize/events/${slug}`);
  await press(organizer, organizer.getByRole("main").getByRole("link", { name: /Close/ }).first());
  await type(organizer, "Report", "One learner took part, with the keyboard alone.");
  await press(organizer, organizer.getByRole("main").getByRole("button", { name: /Close/ }));
  await expect(organizer.getByRole("main")).toContainText("Closed");
  const admin = await inNewBrowser("admin");
  await admin.goto(`/admin/events/${slug}`);
  await press(admin, admin.getByRole("button", { name: /Release to the one eligible person/ }));
  await expect(admin.getByRole("main")).toContainText("1 document released.");

  // The learner finds the certificate.
  await page.goto("/account/certificates");
  const [certificate] = await askOwner<{ code: string }>(
    platform.adminUrl,
    "SELECT c.code FROM certificate c JOIN event e ON e.id = c.event_id WHERE e.slug = $1",
    [slug],
  );
  const code = certificate?.code ?? "";
  await tabTo(page, main.locator(`a[href$="/certificates/${code}.pdf"]`).first());

  // A stranger types its code.
  const stranger = await inNewBrowser();
  await stranger.goto("/verify");
  await type(stranger, "Code", code.toLowerCase());
  await stranger.keyboard.press("Enter");
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText("Valid");
});
