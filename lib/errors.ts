/** The handful of ways in which a request can fail that are nobody's bug; `lib/entry` answers each once. */
export type ErrorCode = "sign-in-required" | "forbidden" | "not-found" | "bad-input" | "conflict" | "too-many";

const statuses: Readonly<Record<ErrorCode, number>> = {
  "sign-in-required": 401,
  forbidden: 403,
  "not-found": 404,
  "bad-input": 400,
  conflict: 409,
  "too-many": 429,
};

/** Thrown for what a door answers; the message is for the log and never reaches a browser. */
export class AppError extends Error {
  readonly status: number;
  constructor(
    readonly code: ErrorCode,
    logMessage: string,
  ) {
    super(logMessage);
    this.name = "AppError";
    this.status = statuses[code];
  }
}

/** What the access table refused. */
export type Attempted = {
  readonly actorId: string;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
};

/** The access table said no: answered like a record that does not exist, and known to the door for the record. */
export class AccessError extends AppError {
  constructor(readonly attempted: Attempted) {
    super("not-found", `${attempted.actorId} may not ${attempted.action}`);
  }
}

/**
 * The value, or a 404 that tells nothing of what exists.
 * Errors: throws AppError("not-found") for null.
 */
export function found<Value>(value: Value | null | undefined, what: string): Value {
  if (value === null || value === undefined) throw new AppError("not-found", `no such ${what}`);
  return value;
}
