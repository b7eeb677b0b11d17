import type { CheckReport, Outcome, Verdict } from "@/lib/certificates/check/types";
import { sentenceOf } from "@/lib/certificates/check/words";
import { make, type Say } from "./make";

/*
 * A report on a credential, drawn for people: the outcome, each check with its verdict, and what the credential says. The same
 * in the offline verifier and on the page that checks a file in the browser; how it looks, each says itself.
 */

type Tone = "good" | "open" | "bad";
type Look = {
  readonly outcome: Readonly<Record<Tone, string>>;
  readonly verdict: Readonly<Record<Tone, string>>;
  readonly table: string;
  readonly list: string;
};

/** What others wrote runs in its own direction, whatever the page's is, and begins where the page's lines begin. */
export function foreign(name: string, text: string): HTMLElement {
  const element = make(name);
  for (const [at, line] of text.split("\n").entries()) {
    if (at > 0) element.append(make("br"));
    element.append(make("bdi", line));
  }
  return element;
}

/** "12 March 2027 at 14:00 UTC" in a language; what is no instant stays as it was written. */
export function formatUtc(instant: string, language: string): string {
  const date = new Date(instant);
  const locale = language === "ar" ? "ar-u-nu-latn" : language === "en" ? "en-GB" : language;
  return Number.isNaN(date.getTime())
    ? instant
    : `${new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone: "UTC" }).format(date)} UTC`;
}

const toneOf = (outcome: Outcome): Tone =>
  outcome === "valid" ? "good" : outcome === "cannot-be-checked" || outcome === "unknown-issuer" ? "open" : "bad";
const verdictTone: Readonly<Record<Verdict, Tone>> = { passed: "good", failed: "bad", unknown: "open" };

function drawChecks({ checks }: CheckReport, t: Say, day: (instant: string) => string, look: Look): HTMLElement {
  const table = make("table", undefined, look.table);
  table.setAttribute("aria-label", t("offline.checks"));
  const body = make("tbody");
  for (const check of checks) {
    const row = make("tr");
    const name = make("th", t(`check.name.${check.name}`));
    name.setAttribute("scope", "row");
    const { key, detail, date } = sentenceOf(check);
    const verdict = make("td");
    verdict.append(make("span", t(`check.verdict.${check.verdict}`), look.verdict[verdictTone[check.verdict]]));
    row.append(name, verdict, make("td", t(key, { detail, date: date === null ? "?" : day(date) })));
    body.append(row);
  }
  table.append(body);
  return table;
}

/** Draws a report into a place. */
export function drawReport(report: CheckReport, into: HTMLElement, t: Say, language: string, look: Look): void {
  const day = (instant: string): string => formatUtc(instant, language);
  const answer = make("div", undefined, look.outcome[toneOf(report.outcome)]);
  answer.append(make("h2", t(`check.outcome.${report.outcome}`)), make("p", t(`check.says.${report.outcome}`)));
  into.append(answer, make("h2", t("offline.checks")), drawChecks(report, t, day, look));
  const { facts } = report;
  if (!facts) return;
  into.append(make("h2", t("offline.says")));
  const proven = report.checks.some(({ name, verdict }) => name === "signature" && verdict === "passed");
  if (!proven) {
    const warning = make("p");
    warning.append(make("span", t("offline.unproven"), look.verdict.bad));
    into.append(warning);
  }
  const list = make("dl", undefined, look.list);
  const rows: readonly (readonly [string, string | null])[] = [
    [t("offline.holder"), facts.holderNames.join("\n") || null],
    [t("offline.certificate"), [facts.title, facts.description, facts.criteria].filter(Boolean).join("\n") || null],
    ...facts.evidence.map(({ name, narrative }) => [name, narrative] as const),
    ...facts.results.map(({ name, value }) => [name, value] as const),
    [t("offline.issuer"), [facts.issuerName, facts.issuerId].filter(Boolean).join("\n") || null],
    [t("offline.from"), facts.validFrom && day(facts.validFrom)],
    [t("offline.until"), facts.validUntil && day(facts.validUntil)],
    [t("offline.code"), facts.code?.replace(/(.{4})(?=.)/g, "$1-") ?? null],
  ];
  for (const [name, value] of rows) {
    if (!value) continue;
    const row = make("div");
    row.append(foreign("dt", name), foreign("dd", value));
    list.append(row);
  }
  into.append(list);
}
