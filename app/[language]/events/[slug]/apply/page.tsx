import type { Metadata } from "next";
import { AnswerField } from "@/components/admission/applications/answer-field";
import { AnswerList } from "@/components/admission/applications/answer-list";
import { FixedFields } from "@/components/admission/applications/fixed-fields";
import { Stepper } from "@/components/admission/applications/stepper";
import { LayerText } from "@/components/reading/layer-text";
import { Form, type FormState, ProblemSummary } from "@/components/ui/form";
import { loadApply } from "@/lib/admission/applications/loaders";
import { emptyDraft } from "@/lib/admission/applications/rules";
import type { Shortcoming } from "@/lib/admission/applications/types";
import type { MessageKey } from "@/lib/content/messages";
import { drawn } from "@/lib/entry/drawn";
import { type Page, type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { formatInstant } from "@/lib/format/dates";
import { windowState } from "@/lib/scheduling/windows";

type Props = PageProps<{ slug: string }>;
type Apply = Awaited<ReturnType<typeof loadApply>>;
type Part = { readonly page: Page; readonly view: Apply; readonly state: FormState };

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("apply.title"), robots: { index: false } };
}

const done: Readonly<Record<string, MessageKey>> = {
  saved: "apply.done.saved",
  file: "apply.done.file",
  sent: "apply.done.sent",
  withdrawn: "apply.done.withdrawn",
};

export default async function ApplyPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params, query } = page;
  const view = await loadApply(params.slug, language);
  const { event, application, place } = view;
  const read = await readRefusedForm(page);
  // Somebody who pressed a button while signed out comes back signed in: what was typed is there, and nothing is to mend.
  const returned = (read?.problems ?? []).some(({ key }) => key === "problem.signed-out");
  const state = { t, here, refused: read && returned ? { ...read, problems: [] } : read };
  const window = windowState(event, view.now);
  const taking = event.published && window === "open";
  const drafting = application === null || application.state === "drafted";
  const again = application?.state === "withdrawn" && application.untouched;
  const reviewing = query.step === "review" && application?.state === "drafted";
  const said = typeof query.done === "string" ? done[query.done] : undefined;
  return drawn(
    <div className="grid gap-8">
      <header className="grid gap-3">
        <p>
          <a className="inline-block py-1 small" href={at(`/events/${event.slug}`)}>
            <LayerText layer={event.title} language={language} />
          </a>
        </p>
        <p className="eyebrow">
          <bdi>{event.reference}</bdi>
        </p>
        <h1>{t(reviewing ? "apply.review.title" : "apply.title")}</h1>
        {said && !state.refused ? <p className="notice affirm measure">{t(said)}</p> : null}
        {returned ? <p className="notice affirm measure">{t("apply.signed-in")}</p> : null}
        {state.refused && state.refused.problems.length > 0 ? <ProblemSummary state={state} /> : null}
        {application ? <Stepper page={page} application={application} zone={event.zone} /> : null}
        <Standing page={page} view={view} />
      </header>
      {place && drafting ? null : reviewing ? (
        <Review page={page} view={view} state={state} taking={taking} />
      ) : drafting || again ? (
        taking ? (
          <Drafting page={page} view={view} state={state} />
        ) : application && !again ? (
          <Read page={page} view={view} />
        ) : null
      ) : (
        <Read page={page} view={view} />
      )}
      {application && application.state !== "withdrawn" && application.state !== "not-selected" ? (
        <Withdraw page={page} view={view} state={state} />
      ) : null}
    </div>,
  );
}

/** What the state means, and what happens next. */
function Standing({ page: { t, language, at }, view }: Omit<Part, "state">) {
  const { event, application, place, now, actor } = view;
  const until = event.closesAt ? formatInstant(event.closesAt, language, event.zone) : t("common.to-be-announced");
  const own =
    event.closesAt && actor.zone !== event.zone
      ? ` ${t("apply.own-time", { until: formatInstant(event.closesAt, language, actor.zone) })}`
      : "";
  const window = event.published ? windowState(event, now) : "past";
  const opens = event.opensAt ? formatInstant(event.opensAt, language, event.zone) : t("common.to-be-announced");
  if (place && (application === null || application.state === "drafted"))
    return <p className="lede measure">{t(`apply.place.${place}`)}</p>;
  if (application && application.state !== "drafted" && !(application.state === "withdrawn" && application.untouched))
    return (
      <p className="lede measure">
        {t(`apply.standing.${application.state}`)}
        {application.state === "accepted" ? (
          <>
            {" "}
            <a href={at(`/learn/${event.slug}`)}>{t("apply.standing.accepted.go")}</a>
          </>
        ) : null}
        {application.state === "waiting" ? (
          <>
            {" "}
            <a href={at(`/events/${event.slug}`)}>{t("apply.standing.waiting.go")}</a>
          </>
        ) : null}
      </p>
    );
  if (window === "open")
    return (
      <p className="lede measure">
        {t(application?.state === "withdrawn" ? "apply.window.again" : "apply.window.open", { until })}
        {own}
      </p>
    );
  if (window === "past")
    return <p className="lede measure">{t(application ? "apply.window.past-draft" : "apply.window.past")}</p>;
  return (
    <p className="lede measure">
      {t(window === "upcoming" ? "apply.window.upcoming" : "apply.window.announced", { opens })}
    </p>
  );
}

function Drafting({ page, view, state }: Part) {
  const { t, language } = page;
  const { event, application, courses, questions } = view;
  const draft = application?.draft ?? emptyDraft;
  return (
    <Form state={state} action="save-application" className="grid gap-10" summary={false} files>
      <input type="hidden" name="event" value={event.slug} />
      <input type="hidden" name="revision" value={application?.revision ?? 0} />
      <section aria-labelledby="about-you" className="grid gap-5">
        <h2 id="about-you">{t("apply.about-you")}</h2>
        <FixedFields page={page} state={state} draft={draft} courses={courses} />
      </section>
      {questions.some(({ hidden }) => !hidden) ? (
        <section aria-labelledby="questions" className="grid gap-6">
          <h2 id="questions">{t("apply.questions")}</h2>
          {questions
            .filter(({ hidden }) => !hidden)
            .map((question) => (
              <AnswerField
                key={question.id}
                page={page}
                state={state}
                question={question}
                answers={draft.answers}
                file={application?.files.find(({ questionId }) => questionId === question.id) ?? null}
              />
            ))}
        </section>
      ) : null}
      <div className="grid gap-3">
        <p className="flex flex-wrap gap-3">
          <button type="submit" name="intent" value="review" className="button">
            {t("apply.go-review")}
          </button>
          <button type="submit" name="intent" value="save" className="button quiet">
            {t("apply.save")}
          </button>
        </p>
        <p className="hint">
          {application
            ? t("apply.saved-at", { time: formatInstant(application.savedAt, language, view.actor.zone) })
            : t("apply.save.hint")}
        </p>
      </div>
    </Form>
  );
}

function Review({ page, view, state, taking }: Part & { readonly taking: boolean }) {
  const { t, at } = page;
  const { event, application, shortcomings } = view;
  return (
    <>
      {shortcomings.length > 0 ? (
        <section aria-labelledby="missing" className="notice caution measure">
          <h2 id="missing" className="text-base! font-sans!">
            {t("apply.review.missing")}
          </h2>
          <ul className="bullets mt-1">
            {shortcomings.map((shortcoming) => (
              <li key={`${shortcoming.field}-${shortcoming.why}`}>
                <a href={`${at(`/events/${event.slug}/apply`)}#${shortcoming.field}`}>
                  {sayShortcoming(page, view, shortcoming)}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <Read page={page} view={view} />
      <div className="grid gap-4">
        {shortcomings.length === 0 && taking ? (
          <Form state={state} action="submit-application" className="grid gap-4 measure" summary={false}>
            <input type="hidden" name="event" value={event.slug} />
            <input type="hidden" name="revision" value={application?.revision ?? 0} />
            <label className="choice">
              <input type="checkbox" name="agree" id="agree" value="yes" required />
              <span>{t("apply.agree")}</span>
            </label>
            <p>
              <button type="submit" className="button">
                {t("apply.submit")}
              </button>
            </p>
            <p className="hint">{t("apply.submit.hint")}</p>
          </Form>
        ) : null}
        <p>
          <a className="button quiet" href={at(`/events/${event.slug}/apply`)}>
            {t("apply.review.back")}
          </a>
        </p>
      </div>
    </>
  );
}

const fixedLabels: Readonly<Record<string, MessageKey>> = {
  state: "apply.field.state",
  institution: "apply.field.institution",
  institutionKind: "apply.field.institution-kind",
  position: "apply.field.position",
  gender: "apply.field.gender",
};

function sayShortcoming({ t }: Page, { questions }: Apply, { field, why, over }: Shortcoming): string {
  if (why === "course") return t("apply.missing.course");
  const fixed = fixedLabels[field];
  const label = fixed ? t(fixed) : (questions.find(({ id }) => field.endsWith(`-${id}`))?.label.text ?? "");
  return why === "missing" ? t("apply.missing", { label }) : t("apply.missing.too-long", { label, over });
}

function Read({ page, view: { application, questions, courses } }: Omit<Part, "state">) {
  if (!application) return null;
  return (
    <section aria-labelledby="answers" className="grid gap-3">
      <h2 id="answers">{page.t("apply.answers")}</h2>
      <AnswerList
        page={page}
        draft={application.draft}
        questions={questions.filter(
          ({ id, hidden }) =>
            !hidden || application.draft.answers[id] || application.files.some(({ questionId }) => questionId === id),
        )}
        files={application.files}
        courses={courses}
      />
    </section>
  );
}

function Withdraw({ page: { t }, view: { event, application }, state }: Part) {
  const drafted = application?.state === "drafted";
  return (
    <details>
      <summary>{t(drafted ? "apply.discard" : "apply.withdraw")}</summary>
      <Form state={state} action="withdraw-application" className="mt-3 grid gap-3 measure" summary={false}>
        <input type="hidden" name="event" value={event.slug} />
        <label className="choice">
          <input type="checkbox" name="sure" id="sure" value="yes" required />
          <span>{t(drafted ? "apply.discard.sure" : "apply.withdraw.sure")}</span>
        </label>
        <p>
          <button type="submit" className="button danger">
            {t(drafted ? "apply.discard" : "apply.withdraw")}
          </button>
        </p>
      </Form>
    </details>
  );
}
