import type { Metadata } from "next";
import { AnswerList } from "@/components/admission/applications/answer-list";
import { DecisionFields } from "@/components/admission/selection/decision-fields";
import { Scores } from "@/components/admission/selection/scores";
import { SelectionHead } from "@/components/admission/selection/selection-head";
import { StateMark } from "@/components/admission/selection/state-mark";
import { Form, ProblemSummary } from "@/components/ui/form";
import { loadApplicant } from "@/lib/admission/selection/loaders";
import type { MessageKey } from "@/lib/content/messages";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { formatInstant, joinParts } from "@/lib/format/dates";

type Props = PageProps<{ slug: string; application: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { params, language } = await readPage(props);
  return { title: (await loadApplicant(params.slug, params.application, language)).fullName, robots: { index: false } };
}

const done: Readonly<Record<string, MessageKey>> = {
  scored: "selection.done.scored",
  decided: "selection.done.decided",
};

export default async function ApplicantPage(props: Props) {
  const page = await readPage(props);
  const { t, here, language, params, query } = page;
  const view = await loadApplicant(params.slug, params.application, language);
  const { event, decision, groups, organizes } = view;
  const refused = await readRefusedForm(page);
  const state = { t, here, refused };
  const aboutDecision = refused?.values.intent !== undefined;
  const said = typeof query.done === "string" ? done[query.done] : undefined;
  const open = event.state === "published" && (view.state === "submitted" || view.state === "shortlisted");
  const inGroups = groups
    ? [
        ...(groups.region ? [t(`region.${groups.region}`)] : []),
        ...(["ldc", "lldc", "sids"] as const)
          .filter((group) => groups[group])
          .map((group) => t(`state-group.${group}`)),
      ]
    : [];
  return drawn(
    <div className="grid gap-10">
      <SelectionHead page={page} event={event} title={<bdi>{view.fullName}</bdi>} back="applications">
        {view.nativeName ? (
          <p className="lede">
            <bdi>{view.nativeName}</bdi>
          </p>
        ) : null}
        {said && !refused ? <p className="notice affirm measure">{t(said)}</p> : null}
        <ProblemSummary state={state} />
        <p className="flex flex-wrap items-baseline gap-x-6">
          <StateMark
            t={t}
            applicant={{ state: view.state, decision: decision?.decision ?? null, sentAt: decision?.sentAt ?? null }}
          />
          <span className="small muted">
            {t("selection.sent-at", { time: formatInstant(view.submittedAt, language, event.zone) })}
          </span>
          {inGroups.length > 0 ? <span className="small muted">{joinParts(inGroups, language)}</span> : null}
        </p>
      </SelectionHead>
      <section aria-labelledby="answers" className="grid gap-3">
        <h2 id="answers">{t("apply.answers")}</h2>
        <AnswerList
          page={page}
          draft={view.draft}
          questions={view.questions}
          files={view.files}
          courses={view.courses}
        />
      </section>
      <section aria-labelledby="scores" className="grid gap-4">
        <h2 id="scores">{t("selection.scores")}</h2>
        <Scores page={page} state={{ ...state, refused: aboutDecision ? null : refused }} view={view} />
      </section>
      {organizes ? (
        <section aria-labelledby="decision" className="grid gap-4">
          <h2 id="decision">{t("selection.decision")}</h2>
          {decision ? (
            <dl className="facts max-w-3xl">
              <div>
                <dt>{t(decision.sentAt ? "selection.decision.sent" : "selection.decision.noted")}</dt>
                <dd>{t(`selection.is.${decision.decision}`)}</dd>
              </div>
              <div>
                <dt>{t("selection.reason")}</dt>
                <dd className="whitespace-pre-line" dir="auto">
                  {decision.reason}
                </dd>
              </div>
              <div>
                <dt>{t("selection.decision.by")}</dt>
                <dd>
                  <bdi>{decision.by}</bdi>, {formatInstant(decision.at, language, event.zone)}
                </dd>
              </div>
            </dl>
          ) : (
            <p className="muted">{t("selection.decision.none")}</p>
          )}
          {open ? (
            <Form
              state={{ ...state, refused: aboutDecision ? refused : null }}
              action="decide-applications"
              className="grid max-w-3xl gap-4"
              summary={false}
            >
              <input type="hidden" name="event" value={event.slug} />
              <input type="hidden" name="one" value={view.id} />
              <input type="hidden" name="applications[]" value={view.id} />
              <DecisionFields
                state={{ ...state, refused: aboutDecision ? refused : null }}
                decided={decision !== null}
                reason={decision?.reason ?? ""}
                shortlisted={view.state === "shortlisted"}
              />
            </Form>
          ) : null}
        </section>
      ) : null}
    </div>,
  );
}
