import { type MessageKey, translator } from "@/lib/content/messages";
import { escapeHtml } from "@/lib/format/escape-html";
import { directionOf, type Language, localPath } from "@/lib/format/languages";
import type { Preferences } from "./preferences";

/** Sentences for the statuses that the server answers without asking a page to be made. */
const named = new Set([400, 403, 404, 405, 409, 413, 429, 503]);

/** A page for a request that no page could answer: what happened, what to do, a way back. Needs no database. */
export function errorPage({
  status,
  language,
  preferences,
  errorId,
}: {
  readonly status: number;
  readonly language: Language;
  readonly preferences: Preferences;
  readonly errorId?: string;
}): string {
  const t = translator(language);
  const kind = named.has(status) ? String(status) : "500";
  const title = escapeHtml(t(`error.${kind}.title` as MessageKey));
  const text = escapeHtml(t(`error.${kind}.text` as MessageKey));
  const number = errorId ? `<p>${escapeHtml(t("error.number"))} <code>${escapeHtml(errorId)}</code></p>` : "";
  return `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}" data-theme="${preferences.theme}" data-text="${preferences.text}" data-contrast="${preferences.contrast}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${title} - Chancery</title><link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/error.css"></head>
<body><main><p><strong>Chancery</strong></p><h1>${title}</h1><p>${text}</p>${number}<p><a href="${localPath(language, "/")}">${escapeHtml(t("error.home"))}</a></p></main></body>
</html>`;
}
