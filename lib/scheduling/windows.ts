/** A span of time; null on a side means "to be announced". */
export type Window = { readonly opensAt: Date | null; readonly closesAt: Date | null };
export type WindowState = "to-be-announced" | "upcoming" | "open" | "past";

/** Where an instant stands to a window; a window without both ends is to be announced. It is open from its first instant until just before its last. */
export function windowState(window: Window, now: Date): WindowState {
  if (!window.opensAt || !window.closesAt) return "to-be-announced";
  if (now < window.opensAt) return "upcoming";
  return now < window.closesAt ? "open" : "past";
}

/** The next instant after `now` at which any of these windows changes its state, or null. */
export function nextChange(windows: readonly Window[], now: Date): Date | null {
  const later = windows
    .flatMap(({ opensAt, closesAt }) => (opensAt && closesAt ? [opensAt, closesAt] : []))
    .filter((instant) => instant > now)
    .sort((a, b) => a.getTime() - b.getTime());
  return later[0] ?? null;
}
