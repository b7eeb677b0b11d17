import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { authorize, can } from "./authorize";
import { type Action, type Actor, policy, type Subjects } from "./policy";

const buildActor = (id: string, grants: Actor["grants"] = []): Actor => ({
  id,
  fullName: "Ana Maria",
  language: "en",
  zone: "UTC",
  sessionId: "session",
  grants,
});
const attempt = { id: "attempt", personId: "learner" };

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

describe("can", () => {
  it("says of a signed-in person what the table says", () => {
    expect(can(buildActor("learner"), "attempt.write", attempt)).toBe(true);
    expect(can(buildActor("other"), "attempt.write", attempt)).toBe(false);
  });

  it.each(Object.keys(policy) as Action[])("refuses a visitor %s without asking the table", (action) => {
    const unread = new Proxy({}, { get: () => expect.unreachable("a visitor's subject was read") });
    expect(can(null, action, unread as Subjects[typeof action])).toBe(false);
  });
});

describe("authorize", () => {
  it("gives a permit that carries the very actor and subject it was asked about", () => {
    const learner = buildActor("learner");
    const permit = authorize(learner, "attempt.write", attempt);
    expect(permit.actor).toBe(learner);
    expect(permit.subject).toBe(attempt);
  });

  it("answers for somebody else's record as for no record: 404", () => {
    const error = thrownBy(() => authorize(buildActor("other"), "attempt.write", attempt));
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: "not-found", status: 404 });
  });

  it("tells the log who was refused what, by id and without a name", () => {
    const error = thrownBy(() => authorize(buildActor("other"), "attempt.write", attempt)) as AppError;
    expect(error.message).toBe("other may not attempt.write");
  });

  it("does not let an admin write a learner's attempt", () => {
    const admin = buildActor("admin", [{ role: "admin", organizationId: null, eventId: null }]);
    expect(thrownBy(() => authorize(admin, "attempt.write", attempt))).toMatchObject({ status: 404 });
  });
});
