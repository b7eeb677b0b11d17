import { createHmac, timingSafeEqual } from "node:crypto";
import { installationSecret } from "@/lib/env";
import type { FileReport } from "./types";

/*
 * A report on a file comes back to its page among a form's typed fields, which anybody may write. Only a report that this
 * installation made is shown: it carries a mark that needs the installation's secret.
 */

const mark = (text: string): string =>
  createHmac("sha256", installationSecret()).update(`file-report ${text}`).digest("base64url");

/** The report as a text that only this installation can have written. */
export function sealReport(report: FileReport): string {
  const text = JSON.stringify(report);
  return `${mark(text)} ${text}`;
}

/** The report in such a text; null for every other text. */
export function openReport(sealed: string): FileReport | null {
  const at = sealed.indexOf(" ");
  const [given, expected] = [Buffer.from(sealed.slice(0, at)), Buffer.from(mark(sealed.slice(at + 1)))];
  return given.length === expected.length && timingSafeEqual(given, expected)
    ? (JSON.parse(sealed.slice(at + 1)) as FileReport)
    : null;
}
