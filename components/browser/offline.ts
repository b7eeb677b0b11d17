import { checkCredential } from "@/lib/certificates/check/check-credential";
import { readCredentialFile } from "@/lib/certificates/check/read-file";
import { readKeyHistory } from "@/lib/certificates/check/trust";
import type { CheckReport, ReadFile } from "@/lib/certificates/check/types";
import { drawReport, foreign, formatUtc } from "./parts/credential-report";
import { make } from "./parts/make";

/*
 * The program inside the offline verifier: a file that a person keeps. It reads a certificate, checks it against the keys and
 * status lists that stand in the same file, and speaks to no network.
 */

type Data = {
  readonly origin: string;
  readonly names: Readonly<Record<string, string>>;
  readonly messages: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly history: unknown;
};

const read = (id: string): unknown => JSON.parse(document.getElementById(id)?.textContent ?? "null");
const data = read("data") as Data;
const history = readKeyHistory(data.history);
const place = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`#${id} is missing`);
  return found;
};

let language = navigator.languages.map((name) => name.slice(0, 2)).find((name) => name in data.messages) ?? "en";
let shown: { readonly name: string; readonly read: ReadFile; readonly report: CheckReport | null } | null = null;

const t = (key: string, values: Readonly<Record<string, string>> = {}): string =>
  (data.messages[language]?.[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

const day = (instant: string): string => formatUtc(instant, language);
const look = {
  outcome: { good: "outcome good", open: "outcome open", bad: "outcome bad" },
  verdict: { good: "good", open: "open", bad: "bad" },
  table: "",
  list: "",
};

function draw(): void {
  document.documentElement.lang = language;
  document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
  document.title = t("offline.title");
  for (const element of document.querySelectorAll<HTMLElement>("[data-say]"))
    element.textContent = t(element.dataset.say ?? "", { origin: data.origin });
  const known = place("known");
  known.replaceChildren();
  if (history) {
    const issuers = new Map<string, number>();
    for (const { did } of history.keys) issuers.set(did, (issuers.get(did) ?? 0) + 1);
    for (const [did, count] of issuers) {
      const item = make("li");
      item.append(
        make("code", did),
        ` (${t("offline.keys", { count: String(count), date: day(history.madeAt.toISOString()) })})`,
      );
      known.append(item);
    }
    const ends = history.statusLists.map((list) => String(list.validUntil)).sort();
    place("lists").textContent = ends[0] ? t("offline.lists", { date: day(ends[0]) }) : t("offline.no-lists");
  }
  const answer = place("answer");
  answer.replaceChildren();
  if (!shown) return;
  answer.append(foreign("p", shown.name));
  if (shown.report) drawReport(shown.report, answer, t, language, look);
  else if (!shown.read.ok) {
    const refusal = make("div", undefined, "outcome open");
    refusal.append(make("p", t(`check.file.${shown.read.reason}`)));
    answer.append(refusal);
  }
}

async function check(file: File): Promise<void> {
  const outcome = await readCredentialFile(new Uint8Array(await file.slice(0, 2_200_000).arrayBuffer()));
  const report =
    outcome.ok && history
      ? await checkCredential(outcome.credential, {
          keys: history.keys,
          keysAsOf: history.madeAt,
          acceptDidKey: false,
          statusLists: history.statusLists,
          now: new Date(),
        })
      : null;
  shown = { name: file.name, read: outcome, report };
  draw();
}

const chooser = place("language") as HTMLSelectElement;
for (const [code, name] of Object.entries(data.names)) {
  const option = make("option", name) as HTMLOptionElement;
  option.value = code;
  option.lang = code;
  option.selected = code === language;
  chooser.append(option);
}
chooser.addEventListener("change", () => {
  language = chooser.value;
  draw();
});
const input = place("file") as HTMLInputElement;
input.addEventListener("change", () => {
  const [file] = input.files ?? [];
  if (file) void check(file);
});
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  const file = event.dataTransfer?.files[0];
  if (file) void check(file);
});
place("page").hidden = false;
draw();
