import { expect, test } from "./setup/test";

const homes = [
  { language: "en", direction: "ltr", path: "/" },
  { language: "fr", direction: "ltr", path: "/fr" },
  { language: "ar", direction: "rtl", path: "/ar" },
] as const;

for (const { language, direction, path } of homes) {
  test(`the home page opens in ${language}, by itself and without a complaint`, async ({ page }) => {
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(200);
    await expect(page.locator("html")).toHaveAttribute("lang", language);
    await expect(page.locator("html")).toHaveAttribute("dir", direction);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.evaluate(() => document.fonts.ready);
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(beyond).toBeLessThanOrEqual(0);
  });
}

for (const role of ["learner", "organizer", "admin", "admin2"] as const) {
  test(`the ${role} of the demonstration is known by name`, async ({ page, signIn }) => {
    await signIn(role);
    await page.goto("/");
    await expect(page.getByRole("banner")).toContainText(/Demo /);
  });
}

test("an address that leads nowhere says so and leads back", async ({ page, expectedComplaints }) => {
  expectedComplaints.push(/status of 404/);
  const answer = await page.goto("/no-such-page");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.getByRole("banner").getByRole("link", { name: "Chancery" }).click();
  await expect(page).toHaveURL("/");
});
