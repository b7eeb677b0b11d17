import { describe, expect, it } from "vitest";
import { composeMail, outcomeOf, pauseAfter } from "./rules";

describe("outcomeOf", () => {
  it.each([
    { failure: { code: "ECONNECTION", command: "CONN" }, outcome: { kind: "down", failure: "no-connection" } },
    { failure: { code: "EDNS" }, outcome: { kind: "down", failure: "no-such-host" } },
    { failure: { code: "ETIMEDOUT", command: "CONN" }, outcome: { kind: "down", failure: "timeout" } },
    {
      failure: { code: "EAUTH", command: "AUTH PLAIN", responseCode: 535, response: "535 5.7.8 Wrong" },
      outcome: { kind: "down", failure: "535 5.7.8" },
    },
    {
      failure: { command: "MAIL FROM", responseCode: 550, response: "550 5.7.1 Not you" },
      outcome: { kind: "down", failure: "550 5.7.1" },
    },
    {
      failure: { command: "RCPT TO", responseCode: 421, response: "421 4.3.2 Closing" },
      outcome: { kind: "down", failure: "421 4.3.2" },
    },
    {
      failure: { command: "RCPT TO", responseCode: 450, response: "450 Greylisted" },
      outcome: { kind: "later", failure: "450" },
    },
    {
      failure: { command: "RCPT TO", responseCode: 550, response: "550 5.7.1 Relaying denied" },
      outcome: { kind: "later", failure: "550 5.7.1" },
    },
    {
      failure: { command: "RCPT TO", responseCode: 550, response: "550-5.1.1 Nobody\n550 of this name" },
      outcome: { kind: "refused", failure: "550 5.1.1", mailbox: true },
    },
    {
      failure: { command: "RCPT TO", responseCode: 553, response: "553 No" },
      outcome: { kind: "refused", failure: "553", mailbox: true },
    },
    {
      failure: { command: "DATA", responseCode: 554, response: "554 5.6.0 Content refused" },
      outcome: { kind: "refused", failure: "554 5.6.0", mailbox: false },
    },
    {
      failure: { command: "DATA", responseCode: 550, response: "550 5.1.1 Nobody after all" },
      outcome: { kind: "refused", failure: "550 5.1.1", mailbox: true },
    },
    { failure: {}, outcome: { kind: "down", failure: "failed" } },
  ])("reads $failure as $outcome.kind", ({ failure, outcome }) => expect(outcomeOf(failure)).toEqual(outcome));

  it("keeps nothing of what the server says in words", () => {
    const outcome = outcomeOf({ command: "RCPT TO", responseCode: 550, response: "550 <script>alert(1)</script>" });
    expect(outcome).toEqual({ kind: "refused", failure: "550", mailbox: true });
  });
});

describe("pauseAfter", () => {
  it("grows, never falls, and ends", () => {
    const pauses = Array.from({ length: 30 }, (_, at) => pauseAfter(at + 1));
    const tried = pauses.filter((pause) => pause !== null);
    expect(tried).toEqual([...tried].sort((a, b) => a - b));
    expect(pauses.slice(tried.length).every((pause) => pause === null)).toBe(true);
  });
});

describe("composeMail", () => {
  const letter = {
    id: "00000000-0000-4000-8000-000000000001",
    personId: null,
    address: "Ana@Test.Example.org",
    kind: "enrolled",
    language: "en",
    subject: "A seat",
    body: "See https://academy.example.org/learn. Or https://evil.example/x, or https://academy.example.org.evil.example/",
    bulk: false,
    eventId: null,
    unsubscribeSecret: null,
  };
  const context = { origin: "https://academy.example.org", from: "no-reply@academy.example.org", now: new Date(0) };

  it("links our own pages alone in our own letters, and other pages in what an organizer wrote", () => {
    const hrefs = (mail = composeMail(letter, context)) =>
      [...(mail?.html ?? "").matchAll(/href="([^"]+)"/g)].map(([, href]) => href);
    expect(hrefs()).toEqual(["https://academy.example.org/learn"]);
    expect(hrefs(composeMail({ ...letter, bulk: true }, context))).toEqual([
      "https://academy.example.org/learn",
      "https://evil.example/x",
      "https://academy.example.org.evil.example/",
    ]);
  });

  it("goes to the one canonical address, and says nothing of an account to who has none", () => {
    const mail = composeMail(letter, context);
    expect(mail?.to).toEqual({ name: "", address: "ana@test.example.org" });
    expect(mail?.envelope).toEqual({ from: context.from, to: ["ana@test.example.org"] });
    expect(mail?.text).not.toContain("/account/");
  });
});
