import { describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import { getEventResults } from "@/lib/exams/results/data";
import { exportColumns, resultsCsv, totalsOf } from "@/lib/exams/results/rules";
import { seedClosedAttempt, seedEnrolment, seedRunningAttempt } from "../../builders/attempts";
import { seedOrganizer } from "../../builders/certificates";
import { seedEvent, smallBlueprint } from "../../builders/events";
import { seedPerson } from "../../builders/people";

describe("the export of an event's results", () => {
  it("has every learner and attempt, Arabic as it was written, and no formula", async () => {
    const event = await seedEvent({ blueprint: smallBlueprint, attemptsAllowed: 2 });
    const arabic = await seedPerson({ fullName: "أحمد بن علي" });
    const cunning = await seedPerson({ fullName: '=HYPERLINK("http://evil.example","x")' });
    const idle = await seedPerson({ fullName: "Zoë, the idle" });
    const first = await seedClosedAttempt({ event, actor: arabic, right: 2 });
    await seedClosedAttempt({ event, actor: cunning, right: 5 });
    await seedEnrolment(idle, event);
    await seedRunningAttempt({ event });
    const results = await getEventResults(authorize(await seedOrganizer(event), "event.manage", event), "en");
    expect(totalsOf(results.learners)).toMatchObject({ learners: 4, sat: 2, running: 1, passed: 1, notPassed: 1 });

    const csv = resultsCsv(results);
    const bytes = Buffer.from(csv, "utf8");
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = csv.slice(1).split("\r\n");
    expect(lines[0]).toBe(exportColumns.join(","));
    expect(lines).toHaveLength(6);
    const lineOf = (word: string) => lines.find((line) => line.includes(word)) ?? "";
    expect(lineOf("أحمد")).toMatch(/^أحمد بن علي,,1,submitted,true,en,false,/);
    expect(lineOf("أحمد")).toContain(first.attemptId);
    expect(lineOf("HYPERLINK")).toMatch(/^"'=HYPERLINK/);
    expect(lineOf("idle")).toMatch(/^"Zoë, the idle",,,not-started,,/);
  });

  it("is for those who manage the event alone", async () => {
    const event = await seedEvent({ blueprint: smallBlueprint });
    expect(() =>
      authorize(
        { id: "x", fullName: "", language: "en", zone: "UTC", sessionId: "", grants: [] },
        "event.manage",
        event,
      ),
    ).toThrow();
  });
});
