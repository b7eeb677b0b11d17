/** To whom an announcement can go: the states in which people stand to an event. None is everybody who is not out. */
export const audiences = [
  "enrolled",
  "waiting",
  "application-drafted",
  "application-submitted",
  "application-shortlisted",
  "application-accepted",
  "application-waiting",
  "application-not-selected",
  "nomination-nominated",
  "nomination-waiting",
  "nomination-offered",
  "nomination-accepted",
  "nomination-not-selected",
  "invitation-sent",
  "invitation-asked",
  "invitation-claimed",
] as const;
export type Audience = (typeof audiences)[number];

/** Who is not among everybody: they did not apply yet, or are out. They can be written to by their state. */
const apart: ReadonlySet<Audience> = new Set([
  "application-drafted",
  "application-not-selected",
  "nomination-not-selected",
]);

/** The states that a choice stands for; an empty one is everybody. */
export const statesOf = (audience: readonly Audience[]): readonly Audience[] =>
  audience.length > 0 ? audience : audiences.filter((state) => !apart.has(state));

const announced: ReadonlySet<string> = new Set(["published", "closed", "cancelled"]);

/** Whether people of an event in this state may be written to. */
export const mayAnnounce = (state: string): boolean => announced.has(state);
