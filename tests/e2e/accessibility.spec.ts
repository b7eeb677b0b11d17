import AxeBuilder from "@axe-core/playwright";
import { addLearner } from "./setup/answers";
import { demoEvent, inLanguage, lookAs, pages, roles, routes } from "./setup/pages";
import { sealFor } from "./setup/session";
import { expect, test } from "./setup/test";

/* Every page of the route tree, in three languages, as somebody who may see it. */

/** Pages that say what is not there. */
const isMissing = (shown: string): boolean => shown === "/no-such-page" || shown === "/verify/0000000000000000ZZ";

test("every page of the route tree stands in the table and somebody looks at it", () => {
  expect(routes().filter((route) => !pages[route]?.length)).toEqual([]);
});

for (const who of roles)
  for (const language of ["en", "fr", "ar"] as const)
    test(`axe finds nothing on what a ${who} sees in ${language}`, async ({
      page,
      signIn,
      context,
      platform,
      expectedComplaints,
    }) => {
      test.setTimeout(480_000);
      expectedComplaints.push(/status of 404/);
      const paths = await lookAs(who, { platform, context, signIn });
      const found: string[] = [];
      for (const shown of paths) {
        const answer = await page.goto(inLanguage(language, shown));
        if (answer?.status() !== (isMissing(shown) ? 404 : 200)) found.push(`${shown}: ${answer?.status()}`);
        const { violations } = await new AxeBuilder({ page })
          // Pages have no frames, and only what is wrong is asked for: half of the time.
          .setLegacyMode()
          .options({ resultTypes: ["violations"], preload: false })
          // Colours are the same in every language, and measuring them takes two fifths of the time: it is done in one.
          .disableRules(language === "en" ? [] : ["color-contrast"])
          .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
          .analyze();
        for (const { id, nodes } of violations)
          found.push(
            `${language} ${shown}: ${id}: ${nodes
              .map(({ target }) => target.join(" "))
              .slice(0, 3)
              .join(" | ")}`,
          );
        const wide = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        if (wide > 0) found.push(`${language} ${shown}: wider than the window by ${wide}px`);
      }
      expect(found).toEqual([]);
    });

for (const { title, path: shown } of [
  { title: "home", path: "/" },
  { title: "courses", path: "/courses" },
  { title: "event", path: `/events/${demoEvent}` },
  { title: "glossary", path: "/ar/glossary" },
  { title: "profile", path: "/library/itu" },
  { title: "verification", path: "/verify" },
  { title: "register", path: "/register" },
]) {
  test(`the ${title} page reflows at 320 px, bears wider text spacing and larger text, and keeps targets 24 px`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(shown);
    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await overflow()).toBeLessThanOrEqual(0);
    // The policy refuses added style elements; WCAG 1.4.12 is set on the elements through the object model.
    await page.evaluate(() => {
      for (const element of document.querySelectorAll<HTMLElement>("main *")) {
        element.style.lineHeight = "1.5";
        element.style.letterSpacing = "0.12em";
        element.style.wordSpacing = "0.16em";
      }
    });
    expect(await overflow()).toBeLessThanOrEqual(0);
    await page.reload();
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>("a, button, input:not([type=hidden]), select, summary")]
        .filter((element) => {
          const { width, height } = element.getBoundingClientRect();
          // A link inside a sentence is excepted, and so is a control that its label makes larger.
          return (
            width > 1 &&
            (height < 24 || width < 24) &&
            !element.closest("p, li, dd, td, label, sup") &&
            !element.matches("p > a")
          );
        })
        .map((element) => element.outerHTML.slice(0, 120)),
    );
    expect(small).toEqual([]);
  });
}

test("focus is never hidden under what is sticky", async ({ page, context, platform }) => {
  const { sessionId } = await addLearner(platform.adminUrl, "Focus Learner");
  await context.addCookies([
    {
      name: "next-auth.session-token",
      value: await sealFor(platform, sessionId),
      url: platform.baseUrl,
      httpOnly: true,
      sameSite: "Lax",
    },
  ]);
  const answer = await page.request.post(`/api/events/${demoEvent}/attempts`, {
    headers: { origin: platform.baseUrl },
  });
  const { attemptId } = (await answer.json()) as { attemptId: string };
  await page.goto(`/exams/${attemptId}`);
  for (let tabs = 0; tabs < 60; tabs++) {
    await page.keyboard.press(tabs < 45 ? "Tab" : "Shift+Tab");
    const hidden = await page.evaluate(() => {
      const active = document.activeElement;
      if (!active || active === document.body || active.closest(".exam-bar")) return null;
      const { left, top, width, height } = active.getBoundingClientRect();
      const over = document.elementFromPoint(left + width / 2, top + height / 2);
      return over?.closest(".exam-bar") ? active.outerHTML.slice(0, 100) : null;
    });
    expect(hidden).toBeNull();
  }
});

for (const who of roles)
  test(`the header of a ${who} stays within 320 px with its preferences open`, async ({ page, signIn }) => {
    if (who !== "visitor") await signIn(who);
    await page.setViewportSize({ width: 320, height: 640 });
    for (const language of ["en", "fr", "ar"] as const) {
      await page.goto(inLanguage(language, "/glossary"));
      for (const _ of ["closed", "open"]) {
        const outside = await page.evaluate(() => {
          const { clientWidth, scrollWidth } = document.documentElement;
          return [...document.querySelectorAll("header *")]
            .filter((element) => element.checkVisibility({ contentVisibilityAuto: true }))
            .filter((element) => {
              const { left, right } = element.getBoundingClientRect();
              return left < -0.5 || right > clientWidth + 0.5;
            })
            .map((element) => element.outerHTML.slice(0, 120))
            .concat(scrollWidth > clientWidth ? ["the page itself"] : []);
        });
        expect(outside).toEqual([]);
        await page.getByRole("banner").locator("summary").click();
      }
    }
  });
