import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import { changeSubscription } from "@/lib/admission/announcements/mutations";
import { db, sql } from "@/lib/db/client";
import { workLetters } from "@/lib/mail/delivery";
import { type LetterKind, writeBulkLetters, writeLetterTo } from "@/lib/mail/outbox";
import { confirmAddress, reconfirmAddress } from "@/lib/people/mutations";
import { getMailView } from "@/lib/platform/letters/data";
import { retryLetters } from "@/lib/platform/letters/mutations";
import { seedAdmin } from "../../builders/certificates";
import { seedEvent } from "../../builders/events";
import { type MailServer, startMailServer, takesAll } from "../../builders/mail-server";
import { seedPeople, seedPerson, unique } from "../../builders/people";

/*
 * Mail as it leaves: a real SMTP server takes it, and a parser of another make reads it back. The clock is moved in the
 * database, never waited for.
 */

const ORIGIN = "https://academy.example.org";
let server: MailServer;
beforeAll(async () => {
  server = await startMailServer();
});
afterEach(async () => {
  server.behave = takesAll;
  server.received.length = 0;
  await sql("DELETE FROM letter");
});
afterAll(() => server.stop());

const work = (url = server.url): Promise<void> => workLetters(url, ORIGIN);

type Stored = {
  readonly id: string;
  readonly state: string;
  readonly tries: number;
  readonly failure: string | null;
  /** Minutes until the next try. */
  readonly pause: number;
};
const readLetters = (personId: string): Promise<Stored[]> =>
  sql(
    `SELECT id, state, tries, failure, round(extract(epoch FROM next_try_at - clock_timestamp()) / 60)::int AS pause
     FROM letter WHERE person_id = $1 ORDER BY created_at, id`,
    [personId],
  );
const readLetter = async (personId: string): Promise<Stored> => {
  const [letter] = await readLetters(personId);
  if (!letter) throw new Error("no letter was written");
  return letter;
};
const makeDue = (): Promise<unknown> =>
  sql("UPDATE letter SET next_try_at = clock_timestamp() - interval '1 second' WHERE state IN ('queued', 'sending')");

const write = (personId: string, kind: LetterKind = "enrolled", event = "Norms in practice"): Promise<void> =>
  db.$transaction((tx) => writeLetterTo(tx, personId, kind, { event, link: `${ORIGIN}/learn/norms` }));
const addressOf = async (personId: string) => {
  const [row] = await sql<{ id: string; address: string; undeliverableAt: Date | null }>(
    'SELECT id, address, undeliverable_at AS "undeliverableAt" FROM mail_address WHERE person_id = $1',
    [personId],
  );
  if (!row) throw new Error("no address");
  return row;
};

describe("a letter as a mail", () => {
  it("has a text and an HTML part, one recipient, and the letter's own Message-ID", async () => {
    const person = await seedPerson();
    await write(person.id);
    await work();
    const { id, state, failure } = await readLetter(person.id);
    expect({ state, failure }).toEqual({ state: "sent", failure: null });
    const { address } = await addressOf(person.id);
    expect(server.received).toHaveLength(1);
    const [{ from, to, mail, raw } = {}] = server.received;
    expect({ from, to }).toEqual({ from: "no-reply@academy.example.org", to: [address] });
    expect(mail?.messageId).toBe(`<${id}@academy.example.org>`);
    expect(mail?.subject).toBe("You have a seat: Norms in practice");
    expect(mail?.text).toContain(`${ORIGIN}/learn/norms`);
    expect(mail?.html).toContain(`<a href="${ORIGIN}/learn/norms"`);
    expect(mail?.html).toContain(`${ORIGIN}/account/letters/${id}`);
    expect(mail?.html).toMatch(/<html lang="en" dir="ltr">/);
    expect(mail?.html).not.toMatch(/\bsrc=|url\(|<link|<script|<img/i);
    expect(raw).not.toMatch(/^list-unsubscribe/im);
  });

  it("in Arabic is marked as Arabic and runs from right to left", async () => {
    const person = await seedPerson({ language: "ar" });
    await write(person.id, "enrolled", "الأعراف في الممارسة");
    await work();
    const [received] = server.received;
    expect(received?.mail.subject).toContain("الأعراف في الممارسة");
    expect(received?.mail.html).toMatch(/<html lang="ar" dir="rtl">/);
    expect(received?.mail.html).toMatch(/<div lang="ar" dir="rtl" style="[^"]*text-align:right/);
    expect(received?.mail.text).toContain("الأعراف في الممارسة");
    expect(received?.raw).toMatch(/^content-language: ar/im);
  });

  it("S9: what people typed is inert in the HTML and adds no header and no link", async () => {
    const person = await seedPerson();
    const evil = `<img src=x onerror=alert(1)>"'</div> https://evil.example/ javascript:alert(1)\r\nBcc: other@test.example.org`;
    await write(person.id, "enrolled", evil);
    await work();
    const [received] = server.received;
    expect(received?.to).toEqual([(await addressOf(person.id)).address]);
    expect(received?.mail.html).not.toMatch(/<img|href="https:\/\/evil|href="javascript/i);
    expect(received?.mail.html).toContain("&lt;img src=x onerror=alert(1)&gt;");
    expect(received?.mail.bcc ?? []).toEqual([]);
    expect(received?.raw.split("\r\n\r\n", 1)[0]).not.toMatch(/^bcc:/im);
    expect(received?.mail.subject).not.toContain("\n");
  });

  it.each([
    "a@test.example.org, b@test.example.org",
    "a@test.example.org;b@test.example.org",
    "Ana <a@test.example.org>",
    '"a@b"@test.example.org',
    "a@test.example.org\r\nBcc: b@test.example.org",
    "a@test.example.org\nRCPT TO:<b@test.example.org>",
    "a＠test.example.org",
    "a@test.example.org.",
    "a@b@test.example.org",
    "group: a@test.example.org, b@test.example.org;",
  ])("S16: what is not one plain address goes nowhere: %j", async (address) => {
    const person = await seedPerson();
    await write(person.id);
    await sql("UPDATE letter SET address = $2 WHERE person_id = $1", [person.id, address]);
    await work();
    expect(server.received).toEqual([]);
    expect(await readLetter(person.id)).toMatchObject({ state: "undeliverable", failure: "not-an-address" });
  });

  it("without a mail server lies ready in the account", async () => {
    const person = await seedPerson();
    await write(person.id);
    await workLetters(null, ORIGIN);
    expect(await readLetter(person.id)).toMatchObject({ state: "delivered", tries: 0 });
  });
});

describe("F30: mail comes back, is delayed, or there is no server", () => {
  it("550: the letter and the address are marked, later letters are not tried, and a new confirmation heals it", async () => {
    const person = await seedPerson();
    server.behave = { ...takesAll, refuse: () => "550 5.1.1 No such user" };
    await write(person.id);
    await work();
    expect(await readLetter(person.id)).toMatchObject({ state: "undeliverable", tries: 1, failure: "550 5.1.1" });
    const { address, undeliverableAt } = await addressOf(person.id);
    expect(undeliverableAt).toBeInstanceOf(Date);

    const before = server.connections();
    await write(person.id, "waiting-listed");
    await makeDue();
    for (let run = 0; run < 3; run++) await work();
    expect(server.connections()).toBe(before);
    expect((await readLetters(person.id)).map(({ state }) => state)).toEqual(["undeliverable", "undeliverable"]);

    const admin = await seedAdmin();
    const view = await getMailView(authorize(admin, "platform.administer", "platform"));
    expect(view.undeliverable).toMatchObject([
      { address, person: person.fullName, letters: 2, failure: expect.any(String) },
    ]);

    server.behave = takesAll;
    await reconfirmAddress(person, address);
    await work();
    const [letter] = server.received;
    const token = /token=([\w-]+)/.exec(letter?.mail.text ?? "")?.[1] ?? "";
    expect(await confirmAddress(token)).toMatchObject({ ok: true });
    expect((await addressOf(person.id)).undeliverableAt).toBeNull();
    await write(person.id);
    await work();
    expect(server.received).toHaveLength(2);
  });

  it("somebody else's address, or one that takes mail, is not confirmed again", async () => {
    const [person, other] = await seedPeople(2);
    if (!person || !other) throw new Error("nobody");
    for (const { id } of [person, other])
      await expect(reconfirmAddress(person, (await addressOf(id)).address)).rejects.toMatchObject({ status: 404 });
  });

  it("an admin tries an address again: its letters leave, the mark is gone, and it is in the record", async () => {
    const person = await seedPerson();
    server.behave = { ...takesAll, refuse: () => "550 5.1.1 No such user" };
    await write(person.id);
    await work();
    server.behave = takesAll;
    const admin = await seedAdmin();
    const permit = authorize(admin, "platform.administer", "platform");
    const { address } = await addressOf(person.id);
    expect(await retryLetters(permit, address)).toMatchObject({ ok: true, value: { letters: 1 } });
    expect(await retryLetters(permit, address)).toMatchObject({ ok: false, reason: "nothing" });
    await work();
    expect(await readLetter(person.id)).toMatchObject({ state: "sent" });
    expect((await addressOf(person.id)).undeliverableAt).toBeNull();
    expect(
      await sql("SELECT detail FROM audit_event WHERE actor_id = $1 AND action = 'letters.retry'", [admin.id]),
    ).toEqual([{ detail: { letters: 1 } }]);
  });

  it("550 by policy (5.7.1) is about the sender: the letter waits and no address is marked", async () => {
    const person = await seedPerson();
    server.behave = { ...takesAll, refuse: () => "550 5.7.1 Relaying denied" };
    await write(person.id);
    await work();
    expect(await readLetter(person.id)).toMatchObject({ state: "queued", failure: "550 5.7.1" });
    expect((await addressOf(person.id)).undeliverableAt).toBeNull();
  });

  it("451: tried again with growing pauses, given up after three days with a word, and the others leave meanwhile", async () => {
    const [person, other] = await seedPeople(2);
    if (!person || !other) throw new Error("nobody");
    const { address } = await addressOf(person.id);
    server.behave = { ...takesAll, refuse: (to) => (to === address ? "451 4.7.1 Try again later" : null) };
    await write(person.id);
    await write(other.id);
    await work();
    await work();
    expect(await readLetter(other.id)).toMatchObject({ state: "sent" });
    const pauses: number[] = [];
    let letter = await readLetter(person.id);
    expect(letter).toMatchObject({ state: "queued", tries: 1, failure: "451 4.7.1" });
    while (letter.state === "queued" && pauses.length < 40) {
      pauses.push(letter.pause);
      const before = server.connections();
      await work(); // Not due yet.
      expect(server.connections()).toBe(before);
      await makeDue();
      await work();
      letter = await readLetter(person.id);
    }
    expect(pauses.slice(0, 6)).toEqual([1, 5, 15, 60, 360, 360]);
    const hours = pauses.reduce((sum, minutes) => sum + minutes, 0) / 60;
    expect(hours).toBeGreaterThan(70);
    expect(hours).toBeLessThan(76);
    expect(letter).toMatchObject({ state: "undeliverable", failure: "451 4.7.1" });
    expect((await addressOf(person.id)).undeliverableAt).toBeNull();
  });

  it("a server that is down is asked once a minute however many letters wait, and takes them all when it is back", async () => {
    const people = await seedPeople(45);
    for (const { id } of people) await write(id);
    const away = await startMailServer();
    await away.stop();
    for (let run = 0; run < 5; run++) await work(away.url);
    const waiting = await sql<{ n: number; tries: number; soonest: number }>(
      `SELECT count(*)::int AS n, sum(tries)::int AS tries,
         round(extract(epoch FROM min(next_try_at) - clock_timestamp()))::int AS soonest
       FROM letter WHERE state = 'queued'`,
    );
    expect(waiting[0]?.n).toBe(45);
    expect(waiting[0]?.tries).toBeLessThanOrEqual(4); // As many as are sent side by side.
    expect(waiting[0]?.soonest).toBeGreaterThan(50);
    const back = await startMailServer(Number(new URL(away.url).port));
    try {
      await makeDue();
      await work(back.url);
      expect(new Set(back.received.map(({ mail }) => mail.messageId)).size).toBe(45);
      expect(await sql("SELECT 1 FROM letter WHERE state <> 'sent'")).toEqual([]);
    } finally {
      await back.stop();
    }
  });
});

describe("F31: a worker killed between sending and marking", () => {
  const startWorker = (): ChildProcess =>
    fork(path.resolve("scripts/worker.ts"), {
      env: { ...process.env, SMTP_URL: server.url, ORIGIN },
      execArgv: ["--import", "tsx", "--conditions=react-server"],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });

  it("the letter leaves once more under the same Message-ID and then no more", async () => {
    const person = await seedPerson();
    await write(person.id);
    const worker = startWorker();
    const exit = once(worker, "exit");
    // The mail has arrived whole; its sender dies before it hears so.
    server.behave = {
      ...takesAll,
      arrived: async () => {
        worker.kill("SIGKILL");
        await exit;
      },
    };
    const [, signal] = await exit;
    expect(signal).toBe("SIGKILL");
    expect(server.received).toHaveLength(1);
    expect(await readLetter(person.id)).toMatchObject({ state: "sending", tries: 1 });

    server.behave = takesAll;
    await work(); // While the lease runs, the letter is nobody else's.
    expect(server.received).toHaveLength(1);
    for (let run = 0; run < 3; run++) {
      await makeDue();
      await work();
    }
    expect(server.received.map(({ mail }) => mail.messageId)).toEqual(
      Array(2).fill(`<${(await readLetter(person.id)).id}@academy.example.org>`),
    );
    expect(await readLetter(person.id)).toMatchObject({ state: "sent", tries: 2 });
  });

  it("no letter is taken by two workers at once", async () => {
    const people = await seedPeople(60);
    for (const { id } of people) await write(id);
    await Promise.all([work(), work(), work()]);
    expect(server.received).toHaveLength(60);
    expect(new Set(server.received.map(({ mail }) => mail.messageId)).size).toBe(60);
  });
});

describe("S34: one-click unsubscription", () => {
  const announce = async (personId: string, eventId: string) =>
    db.$transaction((tx) =>
      writeBulkLetters(tx, [
        {
          personId,
          eventId,
          kind: "announcement",
          cause: null,
          values: () => ({
            subject: "The room",
            body: "We meet in room 4: https://video.example/x",
            event: "Norms",
            organization: "OT",
            link: `${ORIGIN}/events/norms`,
          }),
        },
      ]),
    );
  const secretOf = (headers: readonly { readonly key: string; readonly value: string }[] = []): string =>
    /\/unsubscribe\/([\w-]+)>/.exec(headers.find(({ key }) => key === "list-unsubscribe")?.value ?? "")?.[1] ?? "";

  it("an announcement carries the headers of RFC 8058 and a secret that says nothing, each letter its own", async () => {
    const [person, other, event] = [await seedPerson(), await seedPerson(), await seedEvent()];
    await announce(person.id, event.id);
    await announce(other.id, event.id);
    await work();
    const [first, second] = server.received.map(({ mail }) => mail);
    expect(first?.headers.find(({ key }) => key === "list-unsubscribe-post")?.value).toBe("List-Unsubscribe=One-Click");
    const secrets = [secretOf(first?.headers), secretOf(second?.headers)];
    for (const secret of secrets) expect(secret).toMatch(/^[\w-]{43}$/);
    expect(new Set(secrets).size).toBe(2);
    expect(first?.text).toContain("/unsubscribe/");
    expect(first?.html).toContain('<a href="https://video.example/x"');
  });

  it("stops this event's mail, also what is on its way; announcements still lie in the account, other mail still comes", async () => {
    const [person, event, elsewhere] = [await seedPerson(), await seedEvent(), await seedEvent()];
    await announce(person.id, event.id);
    await work();
    const secret = secretOf(server.received[0]?.mail.headers);
    await announce(person.id, event.id);
    await changeSubscription(secret, "stop");
    await changeSubscription(secret, "stop");
    await announce(person.id, event.id);
    await work();
    expect(server.received).toHaveLength(1);
    expect((await readLetters(person.id)).map(({ state }) => state)).toEqual(["sent", "delivered", "delivered"]);
    await announce(person.id, elsewhere.id);
    await write(person.id);
    await work();
    expect(server.received).toHaveLength(3);
    await changeSubscription(secret, "resume");
    await announce(person.id, event.id);
    await work();
    expect(server.received).toHaveLength(4);
  });

  it.each(["", "x", "a".repeat(43), "%00", `${"a".repeat(42)}'`, unique("secret")])(
    "a guessed secret does nothing: %j",
    async (guess) => {
      const [person, event] = [await seedPerson(), await seedEvent()];
      await announce(person.id, event.id);
      await changeSubscription(guess, "stop");
      expect(await sql("SELECT 1 FROM announcement_mute WHERE person_id = $1", [person.id])).toEqual([]);
    },
  );
});
