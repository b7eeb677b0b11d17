/*
 * What a check of a credential takes and tells. Values in, values out: the same in the server, in a browser and in a command.
 */

/** JSON as it was read: nothing is known of it yet. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A public key that the person who checks trusts to be its issuer's. */
export type TrustedKey = {
  /** The issuer: did:web:academy.example.org. */
  readonly did: string;
  /** The key's own id, with its fragment: did:web:academy.example.org#key-1. */
  readonly id: string;
  readonly publicKeyMultibase: string;
  /** From then on it signs no more; what it signed before stays good. */
  readonly retiredAt: Date | null;
};

/** A status list as its issuer signed it: a credential of its own. */
export type SignedStatusList = unknown;

export type Trust = {
  readonly keys: readonly TrustedKey[];
  /** When the list of keys was made: a key that is missing from an older list may be a newer one. Null: the list is complete. */
  readonly keysAsOf: Date | null;
  /** Whether an issuer that is nothing but its key (did:key) is taken for known. */
  readonly acceptDidKey: boolean;
  readonly statusLists: readonly SignedStatusList[];
  readonly now: Date;
};

export const checkNames = ["shape", "proof", "issuer", "signature", "period", "status"] as const;
/** In the order in which they are made; where one fails, those that rest on it are unknown. */
export type CheckName = (typeof checkNames)[number];

export type Verdict = "passed" | "failed" | "unknown";

export type CheckReason =
  /** The file is no JSON object, or too large or too deep. */
  | "unreadable"
  /** Something is missing, of another kind, or not of Open Badges 3.0 or the credential model 2.0; `detail` says where. */
  | "shape"
  /** A context that this program does not carry; nothing is ever fetched. */
  | "unknown-context"
  /** Words that no context explains: a signature would not cover them. */
  | "unknown-term"
  | "no-proof"
  | "two-proofs"
  | "unknown-suite"
  | "wrong-purpose"
  /** No key of this issuer is known here. */
  | "unknown-issuer"
  /** The key that is said to have signed belongs to another than the issuer. */
  | "key-of-another"
  /** The issuer is known and has no such key. */
  | "key-not-listed"
  /** The issuer is known; the key may have been made after this list of keys. */
  | "key-newer-than-list"
  /** Signed with a key after it was retired. */
  | "key-retired"
  /** The text is not the text that was signed, or another key signed it. */
  | "signature-wrong"
  | "not-yet-valid"
  | "expired"
  | "proof-expired"
  | "revoked"
  | "superseded"
  | "suspended"
  /** The credential has a status, and no list that tells it is at hand. */
  | "no-status-list"
  /** Another issuer's list, or one that was changed after its signing. */
  | "status-list-not-genuine"
  /** The list at hand tells another purpose, or does not reach as far as this credential's place. */
  | "status-list-unfit"
  /** The list at hand is out of date: the status is unknown since `date`. */
  | "status-list-old"
  | "unknown-status-type"
  /** There is no status to ask for: the issuer cannot take this credential back. */
  | "no-status"
  /** A check before this one failed. */
  | "not-reached";

export type Check = {
  readonly name: CheckName;
  readonly verdict: Verdict;
  /** Why, wherever there is something to say; null for a plain pass. */
  readonly reason: CheckReason | null;
  /** A path or a term, for people who look closer. */
  readonly detail: string | null;
  /** The date of which its sentence speaks: until when a list is good, since when a status is unknown (ISO). */
  readonly date: string | null;
};

export const outcomes = [
  "valid",
  "superseded",
  "revoked",
  "expired",
  "unknown-issuer",
  "not-valid",
  "cannot-be-checked",
] as const;
export type Outcome = (typeof outcomes)[number];

/** What the credential says. It is proven only by a signature that passed. */
export type CredentialFacts = {
  readonly id: string | null;
  /** The certificate's code, where the id is an address of this product. */
  readonly code: string | null;
  readonly types: readonly string[];
  readonly title: string | null;
  readonly description: string | null;
  readonly achievement: string | null;
  readonly achievementId: string | null;
  readonly criteria: string | null;
  /** Names in the open, as the issuer wrote them: the first is the one that the holder goes by. */
  readonly holderNames: readonly string[];
  readonly issuerId: string | null;
  readonly issuerName: string | null;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  /** Further statements, such as assessment and identity: each a name and a text. */
  readonly evidence: readonly { readonly name: string; readonly narrative: string }[];
  /** Each with its status where it has one, in the standard's words: "Completed", "Failed". */
  readonly results: readonly { readonly name: string; readonly value: string; readonly status: string | null }[];
  /** A demonstration says so in its title. */
  readonly specimen: boolean;
};

export type CheckReport = {
  readonly outcome: Outcome;
  readonly checks: readonly Check[];
  readonly facts: CredentialFacts | null;
};

export type FileReason =
  | "too-large"
  /** Neither JSON nor a PNG or SVG picture. */
  | "unknown-kind"
  | "no-credential"
  /** More than one credential, or a picture that says more than it shows. */
  | "ambiguous"
  | "broken"
  /** A PDF: its code is checked instead. */
  | "pdf";

export type ReadFile =
  | { readonly ok: true; readonly kind: "json" | "png" | "svg"; readonly credential: unknown }
  | { readonly ok: false; readonly reason: FileReason };
