import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { catalogues } from "@/lib/content/messages";
import { env } from "@/lib/env";
import { languageNames, languages } from "@/lib/format/languages";
import { listOwnKeys } from "../keys/data";
import { loadAllStatusLists } from "../status/mutations";

/*
 * The offline verifier: one file with the program that checks, the keys and status lists as they stand today, and words in
 * every language. Its own policy lets it reach nothing, wherever it is opened.
 */

const readProgram = (name: string): string =>
  readFileSync(path.join(process.cwd(), "public/scripts", name), "utf8").trim();

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** JSON that nothing can be closed or begun with, wherever in a page it stands. */
const inline = (value: unknown): string => JSON.stringify(value).replaceAll("<", "\\u003c");

/** The public keys of every own name, and all status lists, as somebody takes them along. */
export async function loadKeyHistory(now: Date) {
  return { madeAt: now, keys: await listOwnKeys(), statusLists: await loadAllStatusLists(now) };
}

/** The offline verifier as it is downloaded now. */
export async function loadOfflineVerifier(now: Date): Promise<string> {
  const program = readProgram("offline.js").replaceAll("</script", "<\\/script");
  const style = readProgram("offline.css");
  const messages = Object.fromEntries(
    languages.map((language) => [
      language,
      Object.fromEntries(
        Object.entries(catalogues[language]).filter(([key]) => key.startsWith("check.") || key.startsWith("offline.")),
      ),
    ]),
  );
  const names = Object.fromEntries(languages.map((language) => [language, languageNames[language]]));
  const data = inline({ origin: env().origin, names, messages, history: await loadKeyHistory(now) });
  const { "offline.title": title = "", "offline.no-script": noScript = "" } = catalogues.en;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ${hashOf(program)}; style-src ${hashOf(style)}; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<noscript><main><p>${noScript}</p></main></noscript>
<main id="page" hidden>
<header><strong>Chancery</strong><label><span data-say="offline.language"></span> <select id="language"></select></label></header>
<h1 data-say="offline.title"></h1>
<p data-say="offline.intro"></p>
<div class="drop"><label for="file" data-say="offline.choose"></label><input id="file" type="file" accept=".json,.png,.svg,application/json,image/png,image/svg+xml" aria-describedby="hint"><p id="hint" class="muted" data-say="offline.hint"></p></div>
<div id="answer" role="status"></div>
<h2 data-say="offline.issuers"></h2>
<ul id="known"></ul>
<p class="muted"><span id="lists"></span>. <span data-say="offline.renew"></span></p>
</main>
<script type="application/json" id="data">${data}</script>
<script>${program}</script>
</body>
</html>
`;
}
