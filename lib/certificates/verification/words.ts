import { catalogues, type MessageKey, type Translate } from "@/lib/content/messages";

const shared: readonly MessageKey[] = [
  "offline.checks",
  "offline.says",
  "offline.unproven",
  "offline.holder",
  "offline.certificate",
  "offline.issuer",
  "offline.from",
  "offline.until",
  "offline.code",
  "verify.file-reading",
  "verify.file-no-keys",
  "verify.file-register",
];

/** What the browser's program says, with the places of its values left open. */
export function browserWords(t: Translate): Record<string, string> {
  const keys = Object.keys(catalogues.en).filter((key) => key.startsWith("check.")) as MessageKey[];
  return Object.fromEntries([...keys, ...shared].map((key) => [key, t(key, { detail: "{detail}", date: "{date}" })]));
}
