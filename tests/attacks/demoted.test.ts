import { beforeAll, describe, expect, inject, it } from "vitest";
import { askOwner } from "../e2e/setup/answers";
import { addGrant, addOrganization, addPerson, copyEvent, demoEvent, type Person } from "../setup/cast";

/*
 * F22: a role or an account that is taken away in the middle of a session counts no more from the next request on, also for a
 * form that stands open, and the refusal is in the record.
 */

const platform = inject("platform");

const owner = (text: string, values: unknown[] = []) => askOwner(platform.adminUrl, text, values);

type Refusal = { readonly subjectKind: string; readonly subjectId: string; readonly detail: object };
const readRefusals = (personId: string): Promise<Refusal[]> =>
  askOwner<Refusal>(
    platform.adminUrl,
    `SELECT subject_kind AS "subjectKind", subject_id AS "subjectId", detail FROM audit_event
     WHERE actor_id = $1 AND action = 'access.refuse' ORDER BY id`,
    [personId],
  );

const suspend = (personId: string) => owner("UPDATE person SET suspended_at = now() WHERE id = $1", [personId]);
const demote = (grantId: string) => owner('UPDATE "grant" SET revoked_at = now() WHERE id = $1', [grantId]);

let organizationId: string;
beforeAll(async () => {
  organizationId = await addOrganization(platform, "demoted");
});

/** The fields of the page's form to this address, as the browser that shows it would send them. */
async function openForm({ visitor }: Person, page: string, action: string): Promise<Record<string, string>> {
  const html = await visitor.read(page);
  const [form] = new RegExp(`<form[^>]*action="${action}"[^>]*>[\\s\\S]*?</form>`).exec(html) ?? [];
  if (!form) throw new Error(`${page} has no form to ${action}`);
  return Object.fromEntries(
    [...form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]) => [
      /name="([^"]*)"/.exec(input)?.[1] ?? "",
      /value="([^"]*)"/.exec(input)?.[1] ?? "",
    ]),
  );
}

const newGrant = { email: platform.accounts.learner.email, role: "organizer", organization: "demoted" };
const countGrants = async (): Promise<number> => {
  const [row] = await askOwner<{ n: number }>(
    platform.adminUrl,
    'SELECT count(*)::int AS n FROM "grant" WHERE organization_id = $1',
    [organizationId],
  );
  return row?.n ?? -1;
};

describe("F22: an admin in the middle of a session", () => {
  it("who is demoted is refused at the next request, also from an open form, and the record says so once", async () => {
    const admin = await addPerson(platform, "Admin until noon");
    const grantId = await addGrant(platform, admin, "admin");
    const hidden = await openForm(admin, "/admin/grants", "/forms/give-grant");
    await demote(grantId);

    for (let times = 0; times < 3; times++) {
      const answer = await admin.visitor.form("give-grant", { ...hidden, ...newGrant }, "/admin/grants");
      expect(answer.status).toBe(404);
    }
    expect(await countGrants()).toBe(0);
    for (const page of ["/admin", "/admin/grants", "/admin/organizations"])
      expect((await admin.visitor.fetch(page)).status, page).toBe(404);
    expect((await admin.visitor.fetch("/account")).status).toBe(200);
    expect(await readRefusals(admin.id)).toEqual([
      {
        subjectKind: "platform",
        subjectId: "platform",
        detail: { tried: "platform.administer", path: "/forms/give-grant" },
      },
    ]);
  });

  it("who is suspended is nobody at the next request, also from an open form and for a program", async () => {
    const admin = await addPerson(platform, "Admin until one");
    await addGrant(platform, admin, "admin");
    const hidden = await openForm(admin, "/admin/grants", "/forms/give-grant");
    await suspend(admin.id);

    const answer = await admin.visitor.form("give-grant", { ...hidden, ...newGrant }, "/admin/grants");
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toMatch(/^\/sign-in\?next=/);
    expect(await countGrants()).toBe(0);
    const call = await admin.visitor.call("POST", `/api/events/${demoEvent}/enrolments`);
    expect(call.status).toBe(401);
    for (const page of ["/admin", "/account", "/learn"]) {
      const sent = await admin.visitor.fetch(page);
      expect([sent.status, sent.headers.get("location")], page).toEqual([
        307,
        `/sign-in?next=${encodeURIComponent(page)}`,
      ]);
    }
    const refusal = { subjectKind: "person", subjectId: admin.id };
    expect(await readRefusals(admin.id)).toEqual([
      { ...refusal, detail: { tried: "suspended", path: "/forms/give-grant" } },
      { ...refusal, detail: { tried: "suspended", path: `/api/events/${demoEvent}/enrolments` } },
    ]);
  });

  it("an admin who looks at the record reads the refusal in words", async () => {
    const admin = await addPerson(platform, "Admin who reads");
    await addGrant(platform, admin, "admin");
    const html = await admin.visitor.read("/admin");
    expect(html).toContain("was refused a change to");
    expect(html).toContain("Admin until noon");
  });
});

describe("F22: an organizer in the middle of a session", () => {
  it("whose grant was taken away is refused the event's open form, and its pages", async () => {
    const organizer = await addPerson(platform, "Organizer until two");
    const event = await copyEvent(platform, "demoted-event");
    const grantId = await addGrant(platform, organizer, "organizer", event.organizationId);
    const hidden = await openForm(organizer, `/organize/events/${event.slug}/close`, "/forms/close-event");
    await demote(grantId);

    const answer = await organizer.visitor.form(
      "close-event",
      { ...hidden, event: event.slug, report: "It went well." },
      `/organize/events/${event.slug}/close`,
    );
    expect(answer.status).toBe(404);
    expect((await organizer.visitor.fetch(`/organize/events/${event.slug}`)).status).toBe(404);
    const [row] = await askOwner<{ state: string }>(platform.adminUrl, "SELECT state::text FROM event WHERE id = $1", [
      event.id,
    ]);
    expect(row?.state).toBe("published");
    expect(await readRefusals(organizer.id)).toEqual([
      {
        subjectKind: "event",
        subjectId: event.id,
        detail: { tried: "event.manage", path: "/forms/close-event" },
      },
    ]);
  });

  it("a learner's reach for another learner's attempt is answered and leaves no line in the record of staff", async () => {
    const learner = await addPerson(platform, "Learner without a role");
    const answer = await learner.visitor.form("submit-exam", { attempt: crypto.randomUUID() });
    expect(answer.status).toBe(404);
    expect(await readRefusals(learner.id)).toEqual([]);
  });
});
