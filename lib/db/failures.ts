/** Error codes, never message texts: Prisma's, PostgreSQL's and the network's. */
function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return "";
  const candidate = error as {
    code?: unknown;
    meta?: { code?: unknown; driverAdapterError?: { cause?: { originalCode?: unknown; kind?: unknown } } };
    cause?: unknown;
  };
  const driver = candidate.meta?.driverAdapterError?.cause;
  if (driver?.originalCode) return String(driver.originalCode);
  if (driver?.kind) return String(driver.kind);
  if (candidate.code) return String(candidate.code);
  return candidate.cause ? codeOf(candidate.cause) : "";
}

/** A unique constraint refused the row. */
export const isUniqueViolation = (error: unknown): boolean =>
  ["P2002", "23505", "UniqueConstraintViolation"].includes(codeOf(error));

/** A check or a guarding trigger refused the row. */
export const isCheckViolation = (error: unknown): boolean => ["23514", "23000"].includes(codeOf(error));

const away = new Set([
  "P1001",
  "P1002",
  "P1008",
  "P1017",
  "P2024",
  "P2028",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "57P01",
  "57P02",
  "57P03",
  "53300",
  "08000",
  "08001",
  "08003",
  "08006",
  "55P03",
  "DatabaseNotReachable",
  "ConnectionClosed",
  "SocketTimeout",
  "TooManyConnections",
]);

/** The database is away or too busy: the caller may try again, and nothing was acknowledged. */
export function isDatabaseAway(error: unknown): boolean {
  if (away.has(codeOf(error))) return true;
  // node-postgres has no code for these two of its own.
  const message = error instanceof Error ? error.message : "";
  return /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(
    message,
  );
}
