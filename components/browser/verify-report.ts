import { checkCredential } from "@/lib/certificates/check/check-credential";
import { readCredentialFile } from "@/lib/certificates/check/read-file";
import { readPdfCode } from "@/lib/certificates/check/read-pdf-code";
import { readKeyHistory } from "@/lib/certificates/check/trust";
import { drawReport, foreign } from "./parts/credential-report";
import { make, type Say } from "./parts/make";

/*
 * Reads a certificate's file in the browser and says what it is. What it is checked against (public keys, and the status lists it
 * names) comes from this site, which learns no more than which list was asked for. Of a PDF the code is read, and its
 * page opened.
 */

/** As large as a file may be that is worth reading; a little more, so that what is too large is told to be. */
const MAXIMUM_READ_BYTES = 2_200_000;
const MAXIMUM_LISTS = 4;
/** What was revoked a moment ago is told now: a list that the browser kept is asked about again. */
const fresh: RequestInit = { cache: "no-cache" };

type Place = {
  readonly t: Say;
  readonly answer: HTMLElement;
  /** The address of verification pages, in the page's language. */
  readonly verifyAddress: string;
};
export type CheckFile = (file: File, place: Place) => Promise<void>;

/** The status lists that a credential names, as this site has them: no other site is asked. */
async function fetchLists(credential: unknown): Promise<unknown[]> {
  const status = (credential as { credentialStatus?: unknown }).credentialStatus;
  const entries: unknown[] = Array.isArray(status) ? status : [status];
  const paths = entries.slice(0, MAXIMUM_LISTS).flatMap((entry) => {
    const address = (entry as { statusListCredential?: unknown } | null | undefined)?.statusListCredential;
    const path =
      typeof address === "string" ? /\/certificates\/status\/\d{1,9}\/[a-z]+$/.exec(address)?.[0] : undefined;
    return path ? [path] : [];
  });
  const lists = await Promise.all(
    paths.map(async (path) => {
      const response = await fetch(path, fresh);
      return response.ok ? ((await response.json()) as unknown) : null;
    }),
  );
  return lists.filter((list) => list !== null);
}

/** Errors: rejects when the site's keys or lists cannot be fetched. */
const checkFile: CheckFile = async (file, { t, answer, verifyAddress }) => {
  const say = (text: string): void => answer.replaceChildren(make("p", text, "notice caution"));
  const content = new Uint8Array(await file.slice(0, MAXIMUM_READ_BYTES).arrayBuffer());
  const read = await readCredentialFile(content);
  if (!read.ok) {
    const code = read.reason === "pdf" ? readPdfCode(content) : null;
    if (code) window.location.assign(`${verifyAddress}/${code}?from=pdf`);
    else say(t(`check.file.${read.reason === "pdf" ? "pdf-without-code" : read.reason}`));
    return;
  }
  const history = readKeyHistory(await (await fetch("/certificates/keys.json", fresh)).json());
  if (!history) throw new Error("no keys");
  const report = await checkCredential(read.credential, {
    keys: history.keys,
    keysAsOf: null,
    acceptDidKey: false,
    statusLists: await fetchLists(read.credential),
    now: new Date(),
  });
  answer.replaceChildren(foreign("p", file.name));
  drawReport(report, answer, t, document.documentElement.lang, {
    outcome: { good: "notice affirm", open: "notice caution", bad: "notice refuse" },
    verdict: { good: "state affirm", open: "state caution", bad: "state refuse" },
    table: "table cards",
    list: "facts",
  });
  const { facts } = report;
  if (facts?.code && history.keys.some(({ did }) => did === facts.issuerId)) {
    const link = make("a", t("verify.file-register")) as HTMLAnchorElement;
    link.href = `${verifyAddress}/${facts.code}`;
    const line = make("p");
    line.append(link);
    answer.append(line);
  }
};

window.checkCertificateFile = checkFile;
