import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { checkCredential } from "@/lib/certificates/check/check-credential";
import { readCredentialFile } from "@/lib/certificates/check/read-file";
import { readDidDocument, readKeyHistory } from "@/lib/certificates/check/trust";
import type { CheckReport, TrustedKey } from "@/lib/certificates/check/types";
import { sentenceOf } from "@/lib/certificates/check/words";
import { translator } from "@/lib/content/messages";

/*
 * Checks an Open Badges 3.0 credential, or any of the credential model 2.0, that was signed by eddsa-rdfc-2022. What it rests on
 * is given on the command line; nothing is fetched, and no database is needed. Ends with 0 only for a valid one.
 */

const usage = `Usage: npm run verify -- FILE [--json] [--key DID=KEY ...] [--did-document FILE ...] [--keys FILE ...] [--status FILE ...]

  FILE                 a credential as JSON, or a badge image (PNG, SVG) with one baked in
  --key DID=KEY        a public key (z6Mk…) that you trust to be this issuer's; DID#NAME=KEY for one of several
  --did-document FILE  an issuer's did.json, as you got it from the issuer
  --keys FILE          keys and status lists, as npm run keys:export wrote them
  --status FILE        a signed status list
  --json               the report as JSON

An issuer that is its own key (did:key) needs no key.
`;

class Refusal extends Error {}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw new Refusal(`${file} could not be read as JSON.`);
  }
}

/** The keys that stand for a word "DID=KEY"; without a name it is whichever key of that issuer the credential names. */
function readKey(word: string, named: string | null): TrustedKey {
  const at = word.indexOf("=");
  const [id, publicKeyMultibase] = [word.slice(0, at), word.slice(at + 1)];
  const did = id.split("#")[0] ?? "";
  if (at < 1 || !did.startsWith("did:") || !publicKeyMultibase.startsWith("z"))
    throw new Refusal(`--key ${word}: say DID=KEY, like did:web:academy.example.org=z6Mk…`);
  return {
    did,
    id: id.includes("#") ? id : named?.startsWith(`${did}#`) ? named : `${did}#`,
    publicKeyMultibase,
    retiredAt: null,
  };
}

const proofKey = (credential: unknown): string | null => {
  const proof = (credential as { proof?: unknown } | null)?.proof;
  const method = ((Array.isArray(proof) ? proof[0] : proof) as { verificationMethod?: unknown } | undefined)
    ?.verificationMethod;
  return typeof method === "string" ? method : null;
};

function print({ outcome, checks, facts }: CheckReport): void {
  const t = translator("en");
  const lines = [`${t(`check.outcome.${outcome}`)}. ${t(`check.says.${outcome}`)}`, ""];
  for (const check of checks) {
    const { key, detail, date } = sentenceOf(check);
    lines.push(
      `${t(`check.verdict.${check.verdict}`).padEnd(8)} ${t(`check.name.${check.name}`).padEnd(20)} ${t(key, { detail, date: date ?? "?" })}`,
    );
  }
  if (facts) {
    const proven = checks.some(({ name, verdict }) => name === "signature" && verdict === "passed");
    lines.push("", proven ? "It says:" : "It says, and none of this is proven:");
    const told = [
      facts.title,
      facts.holderNames.join(" / "),
      facts.issuerName,
      facts.issuerId,
      [facts.validFrom, facts.validUntil].filter((instant) => instant !== null).join(" to "),
      facts.achievement,
      facts.criteria,
      ...facts.evidence.map(({ name, narrative }) => `${name}\n${narrative}`),
      ...facts.results.map(({ name, value }) => `${name}: ${value}`),
    ];
    // What stands in a stranger's file must not drive the terminal.
    for (const line of told.flatMap((text) => text?.split("\n") ?? []))
      if (line) lines.push(`  ${line.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, " ")}`);
  }
  process.stdout.write(`${lines.join("\n")}\n`);
}

async function main(): Promise<boolean> {
  const { positionals, values } = (() => {
    try {
      const many = { type: "string", multiple: true, default: [] as string[] } as const;
      return parseArgs({
        allowPositionals: true,
        options: {
          json: { type: "boolean", default: false },
          key: many,
          "did-document": many,
          keys: many,
          status: many,
        },
      });
    } catch (error) {
      throw new Refusal(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    }
  })();
  const [file] = positionals;
  if (!file || positionals.length > 1) throw new Refusal(usage);

  const bytes = (() => {
    try {
      return readFileSync(file);
    } catch {
      throw new Refusal(`${file} could not be read.`);
    }
  })();
  const read = await readCredentialFile(bytes);
  if (!read.ok) {
    if (values.json) process.stdout.write(`${JSON.stringify({ outcome: "not-valid", file: read.reason })}\n`);
    else process.stdout.write(`${translator("en")(`check.file.${read.reason}`)}\n`);
    return false;
  }
  const histories = values.keys.map((name) => {
    const history = readKeyHistory(readJson(name));
    if (!history) throw new Refusal(`${name} is not what npm run keys:export writes.`);
    return history;
  });
  const documents = values["did-document"].map((name) => {
    const keys = readDidDocument(readJson(name));
    if (!keys) throw new Refusal(`${name} is not an issuer's document (did.json).`);
    return keys;
  });
  const report = await checkCredential(read.credential, {
    keys: [
      ...values.key.map((word) => readKey(word, proofKey(read.credential))),
      ...documents.flat(),
      ...histories.flatMap(({ keys }) => keys),
    ],
    keysAsOf: histories.map(({ madeAt }) => madeAt).sort((one, other) => other.getTime() - one.getTime())[0] ?? null,
    acceptDidKey: true,
    statusLists: [...values.status.map(readJson), ...histories.flatMap(({ statusLists }) => statusLists)],
    now: new Date(),
  });
  if (values.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else print(report);
  return report.outcome === "valid";
}

main().then(
  (valid) => process.exit(valid ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(error instanceof Refusal ? 2 : 1);
  },
);
