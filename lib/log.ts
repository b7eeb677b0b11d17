/** One line of JSON per record, on standard output. Never logs what a person typed. */
export function log(
  level: "info" | "warn" | "error",
  message: string,
  detail: Readonly<Record<string, unknown>> = {},
): void {
  const error = detail.error instanceof Error ? { error: detail.error.message, stack: detail.error.stack } : {};
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), level, message, ...detail, ...error })}\n`);
}
