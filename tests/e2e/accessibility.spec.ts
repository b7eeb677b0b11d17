import { readdirSync } from "node:fs";
import path from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { addLearner } from "./setup/answers";
import { sealFor } from "./setup/session";
import { expect, test } from "./setup/test";

/*
 * Every page of the route tree, in three languages, as somebody who may see it. A page that is in the tree and not in this
 * table fails the first test.
 */

type Who = "visitor" | "learner" | "organizer" | "admin";
const event = "un-cyber-norms-csirts-online";
const table: Readonly<Record<string, readonly (readonly [Who, string])[]>> = {
  "/": [["visitor", "/"]],
  "/courses": [
    ["visitor", "/courses"],
    ["visitor", "/courses?q=norms&topic=cybersecurity"],
    ["visitor", "/courses?q=nothing-has-this-word"],
  ],
  "/courses/[slug]": [
    ["visitor", "/courses/un-cyber-norms-csirts"],
    ["visitor", "/courses/cyberdiplomacy-training"],
  ],
  "/events": [["visitor", "/events"]],
  "/events/[slug]": [
    ["visitor", `/events/${event}`],
    ["visitor", "/events/cyberdiplomacy-training-montevideo"],
    ["learner", `/events/${event}`],
  ],
  "/modules": [["visitor", "/modules"]],
  "/modules/[slug]": [["visitor", "/modules/csirts-norms-and-measures"]],
  "/workshops": [["visitor", "/workshops"]],
  "/publications": [["visitor", "/publications"]],
  "/library": [["visitor", "/library"]],
  "/library/[slug]": [["visitor", "/library/itu"]],
  "/glossary": [["visitor", "/glossary"]],
  "/verify": [["visitor", "/verify"]],
  "/verify/[code]": [["visitor", "/verify/0000000000000000ZZ"]],
  "/missing": [["visitor", "/no-such-page"]],
  "/sign-in": [["visitor", "/sign-in"]],
  "/register": [["visitor", "/register"]],
  "/confirm": [["visitor", "/confirm?token=none"]],
  "/forgot-password": [["visitor", "/forgot-password"]],
  "/reset-password": [["visitor", "/reset-password?token=none"]],
  "/letters": [["visitor", "/letters"]],
  "/account": [["learner", "/account"]],
  "/account/letters": [["learner", "/account/letters"]],
  "/account/letters/[id]": [],
  "/account/certificates": [["learner", "/account/certificates"]],
  "/learn": [["learner", "/learn"]],
  "/learn/[event]": [["learner", `/learn/${event}`]],
  "/learn/[event]/[module]/[lesson]": [["learner", `/learn/${event}/csirts-norms-and-measures/the-eleven-norms`]],
  "/exams/[attemptId]": [],
  "/exams/[attemptId]/submit": [],
  "/exams/[attemptId]/result": [],
  "/organize": [["organizer", "/organize"]],
  "/organize/events/new": [["organizer", "/organize/events/new"]],
  "/organize/events/[slug]": [["organizer", `/organize/events/${event}`]],
  "/organize/events/[slug]/edit": [["organizer", `/organize/events/${event}/edit`]],
  "/organize/events/[slug]/close": [["organizer", `/organize/events/${event}/close`]],
  "/admin": [["admin", "/admin"]],
  "/admin/organizations": [["admin", "/admin/organizations"]],
  "/admin/organizations/new": [["admin", "/admin/organizations/new"]],
  "/admin/organizations/[slug]": [["admin", "/admin/organizations/cert-mu"]],
  "/admin/grants": [["admin", "/admin/grants"]],
  "/admin/events/[slug]": [],
};

function routes(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return routes(path.join(directory, entry.name));
    return entry.name === "page.tsx" ? [directory] : [];
  });
}

const rootOf = path.resolve(import.meta.dirname, "../../app/[language]");

test("every page of the route tree stands in the table", () => {
  const tree = routes(rootOf).map(
    (directory) => `/${path.relative(rootOf, directory)}`.replace(/\/\([^)]+\)/g, "") || "/",
  );
  expect(tree.filter((route) => !(route in table))).toEqual([]);
});

const prefix = { en: "", fr: "/fr", ar: "/ar" } as const;

for (const who of ["visitor", "learner", "organizer", "admin"] as const)
  for (const language of ["en", "fr", "ar"] as const)
    test(`axe finds nothing on what a ${who} sees in ${language}`, async ({
      page,
      signIn,
      context,
      platform,
      expectedComplaints,
    }) => {
      test.setTimeout(240_000);
      expectedComplaints.push(/status of 404/);
      const paths = Object.values(table)
        .flat()
        .filter(([sees]) => sees === who)
        .map(([, shown]) => shown);
      if (who === "learner") {
        const { sessionId } = await addLearner(platform.adminUrl, `Axe Learner ${language}`);
        await context.addCookies([
          {
            name: "next-auth.session-token",
            value: await sealFor(platform, sessionId),
            url: platform.baseUrl,
            httpOnly: true,
            sameSite: "Lax",
          },
        ]);
        const answer = await page.request.post(`/api/events/${event}/attempts`, {
          headers: { origin: platform.baseUrl },
        });
        const { attemptId } = (await answer.json()) as { attemptId: string };
        paths.push(`/exams/${attemptId}`, `/exams/${attemptId}/submit`);
      } else if (who !== "visitor") await signIn(who);
      const found: string[] = [];
      for (const shown of paths) {
        await page.goto(prefix[language] + (shown === "/" && language !== "en" ? "" : shown));
        const { violations } = await new AxeBuilder({ page })
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
  { title: "event", path: `/events/${event}` },
  { title: "glossary", path: "/ar/glossary" },
  { title: "profile", path: "/library/itu" },
  { title: "verification", path: "/verify" },
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
  const answer = await page.request.post(`/api/events/${event}/attempts`, { headers: { origin: platform.baseUrl } });
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
