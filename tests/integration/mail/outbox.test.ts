import { afterEach, describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import { joinEvent } from "@/lib/admission/mutations";
import { sql } from "@/lib/db/client";
import { closeIfExpired } from "@/lib/exams/mutations";
import { answer, readAttempts, seedRunningAttempt, setOverdue, submit } from "../../builders/attempts";
import { readSeats, seedEvent, smallBlueprint } from "../../builders/events";
import { failInserts, moments, recover } from "../../builders/failing";
import { unsafeSql } from "../../builders/owner";
import { readLetters, seedPerson } from "../../builders/people";

/*
 * The database is made to fail at the letter's insertion, and at the commit after it: in both cases neither the letter nor
 * its cause may be left.
 */

afterEach(recover);

describe("law 12: a letter and its cause are written together or not at all", () => {
  it.each(moments)(
    "an enrolment that fails %s leaves no seat taken and no letter, and can be asked for again",
    async (moment) => {
      const event = await seedEvent({ seats: 1 });
      const person = await seedPerson();
      const join = () => joinEvent(authorize(person, "event.join", event));
      await failInserts("letter", moment);
      await expect(join()).rejects.toThrow();
      expect(await readSeats(event.id)).toEqual({ taken: 0, enrolled: 0 });
      expect(await readLetters(person.id)).toEqual([]);
      await recover();
      expect(await join()).toMatchObject({ ok: true, value: { isNew: true } });
      expect(await readLetters(person.id)).toHaveLength(1);
    },
  );

  it.each(moments)(
    "a submission that fails %s leaves the attempt running, unmarked and without a letter, and can be repeated",
    async (moment) => {
      const sitting = await seedRunningAttempt({ event: await seedEvent({ blueprint: smallBlueprint }) });
      await answer(sitting, { right: 2 });
      await failInserts("letter", moment);
      await expect(submit(sitting.actor, sitting.attemptId)).rejects.toThrow();
      expect(await readAttempts(sitting.event.id, sitting.actor.id)).toMatchObject([
        { state: "in-progress", marks: 0, receipt: null },
      ]);
      expect(
        await sql("SELECT 1 FROM attempt_log WHERE attempt_id = $1 AND kind = 'submitted'", [sitting.attemptId]),
      ).toEqual([]);
      expect(await readLetters(sitting.actor.id)).toEqual([]);
      await recover();
      expect(await submit(sitting.actor, sitting.attemptId)).toMatchObject({ state: "submitted" });
      expect((await readLetters(sitting.actor.id)).map(({ kind }) => kind)).toEqual(["exam-submitted"]);
    },
  );

  it.each(moments)("a closing by time that fails %s leaves the attempt to the next sweep", async (moment) => {
    const sitting = await seedRunningAttempt({ event: await seedEvent({ blueprint: smallBlueprint }) });
    await setOverdue(sitting.attemptId, 60);
    await failInserts("letter", moment);
    await expect(closeIfExpired(sitting.attemptId)).rejects.toThrow();
    expect(await readAttempts(sitting.event.id, sitting.actor.id)).toMatchObject([{ state: "in-progress", marks: 0 }]);
    expect(await readLetters(sitting.actor.id)).toEqual([]);
    await recover();
    await closeIfExpired(sitting.attemptId);
    expect((await readLetters(sitting.actor.id)).map(({ kind }) => kind)).toEqual(["exam-closed"]);
  });
});

describe("law 12: a letter whose cause comes to nothing is never sent", () => {
  it("an enrolment that fails at its commit leaves no letter", async () => {
    const event = await seedEvent();
    const person = await seedPerson();
    await failInserts("enrolment", "at the commit");
    await expect(joinEvent(authorize(person, "event.join", event))).rejects.toThrow();
    expect(await readLetters(person.id)).toEqual([]);
  });

  it("a submission or a closing by time that fails at its commit leaves no letter", async () => {
    const event = await seedEvent({ blueprint: smallBlueprint });
    const [submitted, overdue] = [await seedRunningAttempt({ event }), await seedRunningAttempt({ event })];
    await setOverdue(overdue.attemptId, 60);
    await failInserts("mark", "at the commit");
    await expect(submit(submitted.actor, submitted.attemptId)).rejects.toThrow();
    await expect(closeIfExpired(overdue.attemptId)).rejects.toThrow();
    expect(await readLetters(submitted.actor.id)).toEqual([]);
    expect(await readLetters(overdue.actor.id)).toEqual([]);
  });
});

describe("law 12: what a letter says", () => {
  it("a submission's letter carries its receipt and how much was answered, to the person's confirmed address", async () => {
    const sitting = await seedRunningAttempt({ event: await seedEvent({ blueprint: smallBlueprint }) });
    await answer(sitting, { right: 2, wrong: 1 });
    const { receipt } = await submit(sitting.actor, sitting.attemptId);
    const [letter] = await readLetters(sitting.actor.id);
    const [address] = await sql<{ address: string }>("SELECT address FROM mail_address WHERE person_id = $1", [
      sitting.actor.id,
    ]);
    expect(letter?.address).toBe(address?.address);
    expect(letter?.body).toContain(receipt);
    expect(letter?.body).toMatch(/\b3\b.*\b5\b/s);
    expect(letter?.body).toContain("Norms in practice");
  });

  it("each state has a letter of its own: enrolled, submitted and closed by time differ", async () => {
    const event = await seedEvent({ blueprint: smallBlueprint, attemptsAllowed: 2 });
    const person = await seedPerson();
    await joinEvent(authorize(person, "event.join", event));
    const other = await seedRunningAttempt({ event });
    const overdue = await seedRunningAttempt({ event });
    await submit(other.actor, other.attemptId);
    await setOverdue(overdue.attemptId, 60);
    await closeIfExpired(overdue.attemptId);
    const letters = (await Promise.all([person, other.actor, overdue.actor].map(({ id }) => readLetters(id)))).flat();
    expect(letters.map(({ kind }) => kind)).toEqual(["enrolled", "exam-submitted", "exam-closed"]);
    expect(new Set(letters.map(({ subject }) => subject)).size).toBe(3);
  });

  it("who has confirmed no address gets no mail, and is enrolled all the same", async () => {
    const event = await seedEvent();
    const person = await seedPerson();
    await unsafeSql("UPDATE mail_address SET verified_at = NULL WHERE person_id = $1", [person.id]);
    expect(await joinEvent(authorize(person, "event.join", event))).toMatchObject({ ok: true });
    expect(await readLetters(person.id)).toEqual([]);
  });
});
