import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { control, signInAs, Visitor } from "../setup/visitor";

const platform = inject("platform");
let second: string;
beforeAll(async () => {
  second = (await control(platform, "start-second-server")) as string;
});
afterAll(() => control(platform, "stop-second-server"));

type Attempt = { deadlineAt: string; serverTime: string; questions: { position: number; options: { id: string }[] }[] };

describe("F12: two servers on one database", () => {
  it("give an attempt the same deadline, take each other's answers and close it once", async () => {
    const learner = await signInAs(platform, "learner");
    await learner.call("POST", "/api/events/un-cyber-norms-csirts-online/enrolments");
    const started = (await (
      await learner.call("POST", "/api/events/un-cyber-norms-csirts-online/attempts")
    ).json()) as { attemptId: string; deadlineAt: string };
    const elsewhere = (path: string, init: RequestInit = {}) =>
      fetch(second + path, { ...init, headers: { cookie: learner.cookie, ...init.headers } });
    const address = `/api/attempts/${started.attemptId}`;

    const here = (await (await learner.fetch(address)).json()) as Attempt;
    const there = (await (await elsewhere(address)).json()) as Attempt;
    expect(here.deadlineAt).toBe(started.deadlineAt);
    expect(there.deadlineAt).toBe(started.deadlineAt);
    expect(there.questions).toEqual(here.questions);

    const optionIds = [here.questions[0]?.options[0]?.id ?? ""];
    const saved = await learner.call("PUT", `${address}/answers/1`, { optionIds, sequence: 5 });
    expect(saved.status).toBe(200);
    const older = await elsewhere(`${address}/answers/1`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ optionIds: [here.questions[0]?.options[1]?.id], sequence: 4 }),
    });
    expect(older.status).toBe(409);
    expect(await older.json()).toMatchObject({ reason: "newer-answer", answer: { optionIds, sequence: 5 } });

    const [one, other] = await Promise.all([
      learner.call("POST", `${address}/submission`),
      elsewhere(`${address}/submission`, { method: "POST" }),
    ]);
    expect([one.status, other.status]).toEqual([200, 200]);
    expect(await other.json()).toEqual(await one.json());
  });

  it("know the same sessions: signed out at one is signed out at both", async () => {
    const learner = await signInAs(platform, "learner");
    const cookie = learner.cookie;
    const there = () => fetch(`${second}/learn`, { redirect: "manual", headers: { cookie } });
    expect((await there()).status).toBe(200);
    await learner.form("sign-out", {});
    expect((await there()).status).toBe(307);
    expect((await new Visitor(platform.baseUrl).fetch("/learn", { headers: { cookie } })).status).toBe(307);
  });
});
