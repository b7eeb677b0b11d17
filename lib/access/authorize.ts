import { AccessError, type Attempted } from "@/lib/errors";
import { type Action, type Actor, policy, type Subjects } from "./policy";

declare const minted: unique symbol;

/** Proof that an actor may do one thing to one subject. Data functions that matter take one, so a forgotten check does not compile. */
export type Permit<A extends Action> = { readonly actor: Actor; readonly subject: Subjects[A]; readonly [minted]: A };

/** Whether the table allows it; for showing or hiding a control, never instead of `authorize`. */
export function can<A extends Action>(actor: Actor | null, action: A, subject: Subjects[A]): boolean {
  return actor !== null && policy[action](actor, subject);
}

/**
 * The only maker of permits.
 * Errors: throws AccessError, a "not-found", when the table refuses, so that somebody else's record looks like no record.
 */
export function authorize<A extends Action>(actor: Actor, action: A, subject: Subjects[A]): Permit<A> {
  if (!policy[action](actor, subject)) throw new AccessError({ actorId: actor.id, action, ...nameOf(action, subject) });
  return { actor, subject } as Permit<A>;
}

/** What a refusal was about, as the record names subjects. */
function nameOf(action: Action, subject: Subjects[Action]): Pick<Attempted, "subjectKind" | "subjectId"> {
  if (typeof subject === "string") return { subjectKind: subject, subjectId: subject };
  if (!("id" in subject)) return { subjectKind: "organization", subjectId: subject.organizationId };
  return { subjectKind: action.slice(0, action.indexOf(".")), subjectId: subject.id };
}
