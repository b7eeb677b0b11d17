import { addGrant, addPerson, copyEvent, enrol } from "../setup/cast";
import { askOwner } from "./setup/answers";
import { sealFor } from "./setup/session";
import { expect, test } from "./setup/test";

/* A room without a network: the roll is called all the same, and nothing of it is lost. */

test("a roll that is called without a line is kept on the device and saved when the line is back", async ({
  page,
  context,
  platform,
  expectedComplaints,
}) => {
  expectedComplaints.push(/ERR_INTERNET_DISCONNECTED/);
  const event = await copyEvent(platform, "a-roll-without-a-line");
  const [organizer, ana, ben] = [
    await addPerson(platform, "Olive Organizer"),
    await addPerson(platform, "Ana Rivera"),
    await addPerson(platform, "Ben Ferreira"),
  ];
  await addGrant(platform, organizer, "organizer", event.organizationId);
  await enrol(platform, ana, event);
  await enrol(platform, ben, event);
  const [session] = await askOwner<{ id: string }>(
    platform.adminUrl,
    `INSERT INTO event_session (event_id, starts_at, ends_at, layers)
     VALUES ($1, now() - interval '1 hour', now() + interval '1 hour', '{"en": {"title": "Opening", "description": ""}}')
     RETURNING id`,
    [event.id],
  );
  const recorded = async () =>
    (
      await askOwner<{ name: string; state: string }>(
        platform.adminUrl,
        `SELECT p.full_name AS name, a.state FROM attendance a JOIN enrolment n ON n.id = a.enrolment_id
           JOIN person p ON p.id = n.person_id WHERE a.session_id = $1 ORDER BY 1`,
        [session?.id],
      )
    ).map(({ name, state }) => `${name}: ${state}`);

  await context.addCookies([
    {
      name: "next-auth.session-token",
      value: await sealFor(platform, organizer.sessionId),
      url: platform.baseUrl,
      httpOnly: true,
      sameSite: "Lax",
    },
  ]);
  await page.goto(`/organize/events/${event.slug}/sessions/${session?.id}/attendance`);
  await expect(page.getByText("Each tap is saved at once")).toBeVisible();
  await context.setOffline(true);
  await page.getByRole("group", { name: "Ana Rivera" }).getByText("Present").click();
  await page.getByRole("group", { name: "Ben Ferreira" }).getByText("Absent").click();
  await expect(page.locator("[data-state]")).toContainText("Not saved yet: 2.");
  expect(await recorded()).toEqual([]);
  await context.setOffline(false);
  await expect(page.locator("[data-state]")).toContainText("Saved");
  await expect.poll(recorded).toEqual(["Ana Rivera: present", "Ben Ferreira: absent"]);
  await page.reload();
  await expect(page.getByRole("group", { name: "Ana Rivera" }).getByLabel("Present")).toBeChecked();
});
