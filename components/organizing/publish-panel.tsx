import { Form, type FormState } from "@/components/ui/form";
import { asksForHours } from "@/lib/certificates/dossier/rules";
import type { Translate } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import type { EventDashboard, PublishProblem } from "@/lib/organizing/types";

type Props = {
  readonly page: Page;
  readonly state: FormState;
  readonly event: EventDashboard;
  readonly actorId: string;
};

/** The way from a draft to a published event: what is missing, or the button; where reviews are asked for, the step before. */
export function PublishPanel({ page: { t, at }, state, event, actorId }: Props) {
  const { slug, revision, publishProblems, reviewRequired } = event;
  const inReview = event.state === "in-review";
  const ready = publishProblems.length === 0;
  const mine = inReview && event.sentToReviewById === actorId;
  const sends = reviewRequired && !inReview;
  return (
    <section aria-labelledby="publish" className="grid max-w-2xl gap-4 border-y border-rule py-6">
      <h2 id="publish">{t(inReview ? "organize.event.review-title" : "organize.event.publish-title")}</h2>
      {ready ? null : (
        <>
          <p>{t("organize.event.publish-missing")}</p>
          <ul className="bullets">
            {publishProblems.map((problem) => (
              <li key={JSON.stringify(problem)}>{publishProblemText(t, problem)}</li>
            ))}
          </ul>
          <p>
            <a href={at(`/organize/events/${slug}/edit`)}>{t("organize.event.mend")}</a>
          </p>
        </>
      )}
      {ready && sends ? <p>{t("organize.event.review-needed")}</p> : null}
      {ready && inReview && reviewRequired ? (
        <p>{t(mine ? "organize.event.review-yours" : "organize.event.review-other")}</p>
      ) : null}
      {ready && !reviewRequired ? <p>{t("organize.event.publish-ready")}</p> : null}
      {inReview && reviewRequired && !mine ? (
        <p>
          <a className="button" href={at(`/organize/events/${slug}/review`)}>
            {t("organize.review.link")}
          </a>
        </p>
      ) : null}
      {asksForHours(event.certificateKind, event.studyHours) ? (
        <p className="notice caution">{t("organize.event.hours-ask")}</p>
      ) : null}
      {ready && !(inReview && reviewRequired) ? (
        <Form state={state} action={sends ? "send-to-review" : "publish-event"} summary={false}>
          <input type="hidden" name="event" value={slug} />
          <input type="hidden" name="revision" value={revision} />
          <p>
            <button type="submit" className="button">
              {t(sends ? "organize.event.send" : "organize.event.publish")}
            </button>
          </p>
        </Form>
      ) : null}
    </section>
  );
}

/** What keeps an event from being published, as a sentence without its full stop. */
export function publishProblemText(t: Translate, problem: PublishProblem): string {
  const { kind, ...values } = problem;
  return t(`organize.publish.${kind}`, values);
}
