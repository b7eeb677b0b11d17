import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, inject, it } from "vitest";
import { answersFor, askOwner } from "../e2e/setup/answers";
import { copyEvent } from "../setup/cast";
import { PlainBrowser } from "../setup/plain-browser";
import { Visitor } from "../setup/visitor";

const platform = inject("platform");
const slug = "plain-main-job";
const title = "Norms for response teams, without scripts";
const name = "Zoë O'Brien-Ramgoolam";
const email = "zoe.plain@ministry.example.org";
const password = "a long password of four words";

const newBrowser = (): PlainBrowser => new PlainBrowser(new Visitor(platform.baseUrl));

async function signIn(browser: PlainBrowser, account: { readonly email: string; readonly password: string }) {
  await browser.open("/");
  await browser.follow("Sign in");
  await browser.submit("/forms/sign-in", account, "Sign in");
}

/** Each answer under the name that its question's field has on the page. */
function chosenFields(browser: PlainBrowser, answers: readonly { readonly optionId: string }[]) {
  const fields = browser.fields("/forms/exam-answers");
  return Object.fromEntries(
    answers.map(({ optionId }) => [
      fields.find(({ choices }) => choices?.includes(optionId))?.name ?? optionId,
      optionId,
    ]),
  );
}

const chosenOn = (browser: PlainBrowser): number =>
  browser.fields("/forms/exam-answers").filter(({ choices, value }) => choices !== null && value !== null).length;

function readPdf(bytes: Uint8Array): string {
  const folder = mkdtempSync(path.join(tmpdir(), "main-job-"));
  try {
    writeFileSync(path.join(folder, "certificate.pdf"), bytes);
    return execFileSync("pdftotext", ["-layout", path.join(folder, "certificate.pdf"), "-"], { encoding: "utf8" });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/*
 * The whole product once, as its users use it where no script runs: by the links and the forms that the server sends.
 */
it("takes a visitor from the catalogue to a certificate that a stranger verifies, without a script", async () => {
  await copyEvent(platform, slug);
  await askOwner(
    platform.adminUrl,
    "UPDATE event_layer SET title = $2 WHERE event_id = (SELECT id FROM event WHERE slug = $1)",
    [slug, title],
  );
  const learner = newBrowser();

  // A visitor finds the event, registers, and confirms by the letter.
  await learner.open("/");
  await learner.follow("Courses");
  await learner.follow(/^Implementing the UN cyber norms/);
  await learner.follow(title);
  expect(learner.path).toBe(`/events/${slug}`);
  await learner.submit("/forms/join-event");
  await learner.follow(/^Register/);
  await learner.submit("/forms/register", { fullName: name, email, password, zone: "Indian/Mauritius" });
  expect(learner.text).toContain(email);
  const [letter] = await askOwner<{ body: string }>(platform.adminUrl, "SELECT body FROM letter WHERE address = $1", [
    email,
  ]);
  await learner.open(/https?:\/\/\S+token=\S+/.exec(letter?.body ?? "")?.[0].replace(platform.baseUrl, "") ?? "");
  await learner.submit("/forms/confirm-address");
  await learner.submit("/forms/sign-in", { email, password }, "Sign in");

  // The learner joins, and reads a page.
  expect(learner.path).toMatch(`/events/${slug}`);
  await learner.submit("/forms/join-event", {}, "Join this event");
  expect(learner.text).toContain("You have a seat in this event.");
  await learner.follow("Start reading");
  await learner.submit("/forms/mark-read");
  await learner.follow("Event, outline and exam");
  expect(learner.text).toContain("1 of 35 pages read");

  // The exam is begun with the name as the certificate will write it, saved, left, taken up, and submitted.
  await learner.submit("/forms/start-exam", { honour: "yes" }, "Start the exam");
  const attempt = learner.path.split("/").at(-1) ?? "";
  const answers = await answersFor(platform.adminUrl, attempt, 22);
  await learner.submit("/forms/exam-answers", chosenFields(learner, answers.slice(0, 12)), "Save answers");
  expect(learner.text).toContain("All answers saved.");
  await learner.open(`/learn/${slug}`);
  expect(learner.text).toContain("You confirmed it on");
  await learner.follow("Go on with the exam");
  expect(chosenOn(learner)).toBe(12);
  await learner.submit("/forms/exam-answers", chosenFields(learner, answers.slice(12)), "Save, review and submit");
  expect(learner.text).toContain("30 of 30 answered");
  await learner.submit("/forms/submit-exam", {}, "Submit the exam");
  expect(learner.heading).toBe("Result");
  expect(learner.text).toContain("Passed. 22 of 30");

  // The organizer closes the event with a report.
  const organizer = newBrowser();
  await signIn(organizer, platform.accounts.organizer);
  await organizer.follow("Organize");
  await organizer.follow(title);
  expect(organizer.text).toContain(name);
  await organizer.follow(/^Close/);
  const report = "One learner took part and passed; nothing unusual happened.";
  await organizer.submit("/forms/close-event", { report }, "Close the event");
  expect(organizer.text).toContain("Closed");

  // An admin releases.
  const admin = newBrowser();
  await signIn(admin, platform.accounts.admin);
  await admin.follow("Administer");
  await admin.follow(title);
  await admin.submit("/forms/release-certificates", {}, "Release to the one eligible person");
  expect(admin.text).toContain("1 document released.");

  // The learner finds the certificate, and its PDF says the name.
  await learner.open("/");
  await learner.follow(name);
  await learner.follow(/certificates/i);
  const address = learner.link("Open the PDF");
  const pdf = await learner.visitor.fetch(address);
  expect(pdf.headers.get("content-type")).toBe("application/pdf");
  const bytes = new Uint8Array(await pdf.arrayBuffer());
  const written = readPdf(bytes);
  expect(written).toContain(name);
  expect(written.toUpperCase()).toContain("SPECIMEN");
  const code = /certificates\/([0-9A-Z]{18})\.pdf/.exec(address)?.[1] ?? "";

  // A stranger with the code alone learns that it is valid, and with a word of the name whose it is.
  const stranger = newBrowser();
  await stranger.open("/");
  await stranger.follow("Verify a certificate");
  await stranger.submit("/forms/verify", { code: code.toLowerCase().replace(/(.{4})/g, "$1 ") }, "Verify");
  expect(stranger.heading).toBe("Valid");
  expect(stranger.html).not.toContain("Ramgoolam");
  await stranger.submit("", { name: "zoe" }, "Check the name");
  expect(stranger.text).toContain(name);

  // The printed file leads to its code, and the signed one is checked by itself.
  await stranger.follow("Verify a certificate");
  await stranger.submit("/forms/verify-file", { file: new File([bytes], "certificate.pdf") }, "Check the file");
  expect(stranger.heading).toBe("Valid");
  expect(stranger.html).not.toContain("Ramgoolam");
  const signed = await learner.visitor.fetch(learner.link("Signed data (JSON)"));
  await stranger.follow("Verify a certificate");
  await stranger.submit("/forms/verify-file", { file: new File([await signed.text()], "a.json") }, "Check the file");
  expect(stranger.text).toContain("The issuer signed exactly this text, and it is in force.");

  // The admin revokes it, and everybody is told.
  await admin.open(`/verify/${code}`);
  const reason = "Released in error during this test of the platform.";
  await admin.submit("/forms/revoke-certificate", { class: "issued-in-error", reason }, "Revoke");
  await stranger.open(`/verify/${code}`);
  expect(stranger.heading).toBe("Revoked");
  await learner.open("/account/certificates");
  expect(learner.text).toContain("Revoked");
});
