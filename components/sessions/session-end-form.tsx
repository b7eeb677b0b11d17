import { Form, type FormState, problemsOf } from "@/components/ui/form";

type Props = {
  readonly state: FormState;
  readonly slug: string;
  readonly sessionId: string;
  /** People know of it: it can be cancelled, not deleted. */
  readonly published: boolean;
};

/** Ends a session: by cancelling it where people know of it, by deleting it where they do not. */
export function SessionEndForm({ state, slug, sessionId, published }: Props) {
  const { t } = state;
  const intent = published ? "cancel" : "delete";
  const problems = problemsOf(state, "sure");
  return (
    <Form state={state} action="change-session" className="grid gap-3" summary={false}>
      <h3>{t(`sessions.${intent}.title`)}</h3>
      <p className="measure">{t(`sessions.${intent}.text`)}</p>
      <input type="hidden" name="event" value={slug} />
      <input type="hidden" name="session" value={sessionId} />
      <input type="hidden" name="intent" value={intent} />
      {problems.length > 0 ? (
        <p className="problem" id="sure-problem">
          {problems.join(" ")}
        </p>
      ) : null}
      <label className="choice">
        <input
          type="checkbox"
          id="sure"
          name="sure"
          value="yes"
          aria-describedby={problems.length > 0 ? "sure-problem" : undefined}
        />
        <span>{t(`sessions.${intent}.sure`)}</span>
      </label>
      <p>
        <button type="submit" className="button quiet">
          {t(`sessions.${intent}.button`)}
        </button>
      </p>
    </Form>
  );
}
