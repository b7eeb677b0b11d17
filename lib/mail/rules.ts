import { type MessageKey, translator } from "@/lib/content/messages";
import { canonicalAddress } from "@/lib/format/addresses";
import { escapeHtml } from "@/lib/format/escape-html";
import { directionOf, isLanguage, type Language, localPath } from "@/lib/format/languages";

/*
 * What a letter is as a mail, and what becomes of it: decided from values, so that it can be tested without a server.
 */

/** Pauses after the first, second, third try and so on; together about three days. Units: minutes. */
const pauses = [1, 5, 15, 60, ...Array<number>(12).fill(360)];

/** How long a letter waits after so many tries that failed for a while; null when it has been tried for long enough. Units: minutes. */
export const pauseAfter = (tries: number): number | null => pauses[Math.max(tries, 1) - 1] ?? null;

/** What a mail server made of a letter. `failure` is a status code or one word, never the server's own text. */
export type Outcome =
  | { readonly kind: "sent" }
  /** This letter can be tried again later. */
  | { readonly kind: "later"; readonly failure: string }
  /** The server takes no mail at all for now: nothing else need be tried at once. */
  | { readonly kind: "down"; readonly failure: string }
  /** The server will never take it; `mailbox`: because there is no such mailbox. */
  | { readonly kind: "refused"; readonly failure: string; readonly mailbox: boolean };

/** What a mail client says of a failure. */
export type SendFailure = {
  readonly code?: string | undefined;
  readonly command?: string | undefined;
  readonly response?: string | undefined;
  readonly responseCode?: number | undefined;
};

const words: Readonly<Record<string, string>> = {
  ECONNECTION: "no-connection",
  ECONNREFUSED: "no-connection",
  ESOCKET: "no-connection",
  EDNS: "no-such-host",
  ETIMEDOUT: "timeout",
  ETLS: "tls",
  EAUTH: "sign-in",
};

/**
 * Reads a failure. Only what the server says of the recipient ends an address: a refusal by policy (5.7.x) is about who sends,
 * and stopping the mail to everybody for a relay's wrong setting would be worse than trying again.
 */
export function outcomeOf({ code = "", command = "", response = "", responseCode = 0 }: SendFailure): Outcome {
  const enhanced = /^[45]\d\d[ -]([45]\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] ?? "";
  const failure = responseCode ? `${responseCode} ${enhanced}`.trim() : (words[code] ?? "failed");
  if (code === "EMESSAGE" && responseCode === 0) return { kind: "refused", failure: "too-large", mailbox: false };
  const forThis = command === "RCPT TO" || command === "DATA";
  if (!forThis || responseCode === 421 || responseCode === 0) return { kind: "down", failure };
  if (responseCode < 500) return { kind: "later", failure };
  const policy = enhanced.startsWith("5.7.");
  if (command === "RCPT TO") return policy ? { kind: "later", failure } : { kind: "refused", failure, mailbox: true };
  return { kind: "refused", failure, mailbox: enhanced.startsWith("5.1.") };
}

export type OutgoingLetter = {
  readonly id: string;
  readonly personId: string | null;
  readonly address: string;
  readonly kind: string;
  readonly language: string;
  readonly subject: string;
  readonly body: string;
  readonly bulk: boolean;
  readonly eventId: string | null;
  readonly unsubscribeSecret: string | null;
};

export type Mail = {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: { readonly name: string; readonly address: string };
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  readonly messageId: string;
  readonly date: Date;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
};

/** One line without control characters: what a header may hold. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029\s]+/gu, " ").trim();

/**
 * Text as HTML, its links made clickable: those to our own pages, and every other web address only where an organizer wrote
 * the text, so that a name in a letter of ours leads nowhere.
 */
function withLinks(text: string, origin: string, everyLink: boolean): string {
  return text
    .split(/(https?:\/\/[^\s<>"'\\]+)/)
    .map((piece, at) => {
      if (at % 2 === 0) return escapeHtml(piece);
      const link = piece.replace(/[.,;:!?)\]}»،؛؟]+$/u, "");
      const rest = escapeHtml(piece.slice(link.length));
      const own = link === origin || link.startsWith(`${origin}/`);
      if (!URL.canParse(link) || !(own || everyLink)) return escapeHtml(piece);
      return `<a href="${escapeHtml(link)}" dir="ltr" style="color:#1f4e8c">${escapeHtml(link)}</a>${rest}`;
    })
    .join("");
}

function toHtml(
  { subject, language, bulk, kind }: OutgoingLetter,
  body: string,
  foot: readonly string[],
  origin: string,
): string {
  const direction = directionOf(language);
  // A digest holds letters in the languages they were written in; every other letter is in one.
  const mixed = kind === "digest" ? ' dir="auto"' : "";
  const paragraph = (text: string, style: string, everyLink: boolean): string =>
    `<p${mixed} style="${style}">${withLinks(text, origin, everyLink).replaceAll("\n", "<br>")}</p>`;
  const paragraphs = body
    .split(/\n{2,}/)
    .map((text) => paragraph(text, "margin:0 0 1em;overflow-wrap:anywhere", bulk))
    .join("\n");
  const small = "margin:0 0 .6em;font:14px/1.5 Arial,sans-serif;color:#5a6072;overflow-wrap:anywhere";
  return `<!doctype html>
<html lang="${escapeHtml(language)}" dir="${direction}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(oneLine(subject))}</title></head>
<body style="margin:0;padding:24px 12px;background:#f6f4ee">
<div lang="${escapeHtml(language)}" dir="${direction}" style="max-width:36em;margin:0 auto;padding:28px 24px;background:#fffefb;border:1px solid #d8d3c5;color:#1c2333;font:17px/${direction === "rtl" ? "1.8" : "1.6"} Georgia,'Times New Roman',serif;text-align:${direction === "rtl" ? "right" : "left"}">
<p style="${small}">Chancery</p>
<h1 style="margin:0 0 .8em;font-size:21px;line-height:1.3;font-weight:600">${escapeHtml(oneLine(subject))}</h1>
${paragraphs}
<hr style="margin:24px 0 16px;border:0;border-top:1px solid #d8d3c5">
${foot.map((text) => `<p style="${small}">${withLinks(text, origin, false).replaceAll("\n", "<br>")}</p>`).join("\n")}
</div>
</body>
</html>
`;
}

/**
 * A letter as a mail to its one address. Its Message-ID is the letter's, so that one that left twice is seen as one.
 * Returns null for what is not one plain address.
 */
export function composeMail(
  letter: OutgoingLetter,
  { origin, from, now }: { readonly origin: string; readonly from: string; readonly now: Date },
): Mail | null {
  const address = canonicalAddress(letter.address);
  if (!address) return null;
  const language: Language = isLanguage(letter.language) ? letter.language : "en";
  const t = translator(language);
  const at = (path: string): string => origin + localPath(language, path);
  const body = letter.body.replace(/\r\n?/g, "\n").replace(/[^\P{Cc}\n\t]/gu, "");
  const secret = letter.unsubscribeSecret;
  const stop: MessageKey = letter.eventId ? "mail.foot.stop-event" : "mail.foot.stop-digest";
  const foot = [
    t("mail.foot.no-answer"),
    ...(letter.personId ? [t("mail.foot.account", { link: at(`/account/letters/${letter.id}`) })] : []),
    ...(secret ? [t(stop, { link: at(`/unsubscribe/${secret}`) })] : []),
  ];
  return {
    from: { name: "Chancery", address: from },
    to: { name: "", address },
    envelope: { from, to: [address] },
    messageId: `<${letter.id}@${new URL(origin).hostname}>`,
    date: now,
    subject: oneLine(letter.subject),
    text: `${body}\n\n-- \n${foot.join("\n\n")}\n`,
    html: toHtml(letter, body, foot, origin),
    headers: {
      "Content-Language": language,
      "Auto-Submitted": "auto-generated",
      ...(secret
        ? {
            "List-Unsubscribe": `<${origin}/unsubscribe/${secret}>`,
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
          }
        : {}),
    },
  };
}
