import { asList, type Credential, issuerOf, typesOf } from "./shape";
import type { CredentialFacts } from "./types";

type Loose = Readonly<Record<string, unknown>>;

/** A text of a credential, in whichever of the ways it may be written. */
function textOf(value: unknown): string | null {
  const [first] = asList<unknown>(value);
  if (typeof first === "string") return first;
  const inner = (first as Loose | undefined)?.["@value"];
  return typeof inner === "string" ? inner : null;
}

const loose = (value: unknown): Loose => (typeof value === "object" && value !== null ? (value as Loose) : {});

/** What a well-shaped credential says, for people. */
export function readFacts(credential: Credential): CredentialFacts {
  const subject = loose(asList<unknown>(credential.credentialSubject)[0]);
  const achievement = loose(subject.achievement);
  const descriptions = asList<Loose>(achievement.resultDescription as Loose | undefined);
  const title = textOf(credential.name);
  return {
    id: credential.id ?? null,
    code: /\/certificates\/([0-9A-HJKMNP-TV-Z]{18})\.json$/.exec(credential.id ?? "")?.[1] ?? null,
    types: typesOf(credential.type),
    title,
    description: textOf(credential.description),
    achievement: textOf(achievement.name),
    achievementId: textOf(achievement.id),
    criteria: textOf(loose(achievement.criteria).narrative),
    holderNames: asList<Loose>(subject.identifier as Loose | undefined)
      .filter(({ hashed, identityType }) => hashed === false && /^(?:name|ext:nativeName)$/.test(String(identityType)))
      .map(({ identityHash }) => String(identityHash)),
    issuerId: issuerOf(credential),
    issuerName: typeof credential.issuer === "string" ? null : textOf(credential.issuer.name),
    validFrom: credential.validFrom ?? null,
    validUntil: credential.validUntil ?? null,
    evidence: asList<Loose>(credential.evidence as Loose | undefined).flatMap(({ name, narrative }) => {
      const text = textOf(narrative);
      return text === null ? [] : [{ name: textOf(name) ?? "", narrative: text }];
    }),
    results: asList<Loose>(subject.result as Loose | undefined).flatMap(({ resultDescription, value, status }) =>
      typeof value === "string"
        ? [
            {
              name: textOf(descriptions.find(({ id }) => id === resultDescription)?.name) ?? "",
              value,
              status: typeof status === "string" ? status : null,
            },
          ]
        : [],
    ),
    specimen: title?.includes("SPECIMEN") ?? false,
  };
}
