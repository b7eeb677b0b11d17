import type { CertificateKind } from "../types";

export type ReleaseReason =
  | "no-certificate"
  | "not-closed"
  | "nobody-eligible"
  | "undecided"
  | "already-released"
  | "returned"
  | "not-own"
  | "interested";

/** Whom a release is for: those named, or everybody who waits. */
export type Chosen = readonly string[] | "all";

export type ReleaseAsk = {
  /** Attendance letters beside the event's certificates, instead of these. */
  readonly letters?: boolean;
};

/** A release that has begun: small ones are done at once, others by the worker. */
export type Begun = { readonly batchId: string; readonly total: number; readonly released: number };

/** A release as whoever works on it needs it. */
export type OpenBatch = {
  readonly id: string;
  readonly eventId: string;
  readonly releasedById: string;
  readonly kind: CertificateKind;
  readonly total: number;
  readonly done: number;
  readonly createdAt: Date;
  /** The next of its people. */
  readonly personIds: readonly string[];
};
