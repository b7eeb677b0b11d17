import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AppealText } from "@/components/exams/appeals/appeal-text";
import { LeftOver } from "@/components/exams/left-over";
import { MarkHistory } from "@/components/exams/review/mark-history";
import { ReviewedAnswers } from "@/components/exams/review/reviewed-answers";
import { ShareBars } from "@/components/exams/share-bars";
import { TotalParts } from "@/components/exams/total-parts";
import { VerdictText } from "@/components/exams/verdict-text";
import { Form, TextArea } from "@/components/ui/form";
import type { MessageKey } from "@/lib/content/messages";
import { drawn } from "@/lib/entry/drawn";
import { type Page, type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import type { OwnAppeals } from "@/lib/exams/appeals/types";
import { loadResult } from "@/lib/exams/loaders";
import type { Review } from "@/lib/exams/review/types";
import type { AttemptResult } from "@/lib/exams/types";
import { formatInstant } from "@/lib/format/dates";
import { meetsCondition } from "@/lib/sessions/attendance/rules";

type Props = PageProps<{ attemptId: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("result.title"), robots: { index: false } };
}

export default async function ResultPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params, query } = page;
  const { result, review, appeals, zone, isOwn } = await loadResult(params.attemptId, language);
  if (!result) redirect(at(`/exams/${params.attemptId}`));
  const { verdict, passed } = result;
  return drawn(
    <div className="grid gap-8">
      <header className="measure grid gap-3">
        <p className="eyebrow">{result.eventTitle}</p>
        <h1>{t("result.title")}</h1>
        <p className={`notice ${passed === null ? "" : passed ? "affirm" : "caution"}`}>
          <strong>{t(passed === null ? "result.open" : passed ? "result.passed" : "result.not-passed")}</strong>{" "}
          <VerdictText t={t} language={language} verdict={verdict} />
        </p>
        {isOwn && passed ? <p>{t(nextStepKey(result))}</p> : null}
        {isOwn && passed === false ? <p>{t("result.next-failed")}</p> : null}
        {isOwn ? <ResitText page={page} result={result} zone={zone} /> : null}
        {result.marks.length > 1 ? (
          <p className="notice">
            {t("marks.again")} <a href="#marks">{t("marks.see")}</a>
          </p>
        ) : null}
      </header>
      {isOwn ? <LeftOver attemptId={result.attemptId} text={t("exam.left-over.after")} /> : null}
      <dl className="facts measure">
        <div>
          <dt>{t("result.state")}</dt>
          <dd>{t(`attempt-state.${result.state}` as MessageKey)}</dd>
        </div>
        <div>
          <dt>{t("result.submitted-at")}</dt>
          <dd>{formatInstant(result.submittedAt, language, zone)}</dd>
        </div>
        <div>
          <dt>{t("result.answered")}</dt>
          <dd>{t("exam.count", { answered: result.answered, total: result.questions })}</dd>
        </div>
        <div>
          <dt>{t("result.receipt")}</dt>
          <dd>
            <code className="break-all" dir="ltr">
              {result.receipt}
            </code>{" "}
            <a className="inline-block py-1" href={`/api/attempts/${result.attemptId}/receipt`} download>
              {t("result.receipt-file")}
            </a>
          </dd>
        </div>
      </dl>
      {result.components.length > 1 || result.attendance.percent !== null ? (
        <TotalParts page={page} result={result} />
      ) : null}
      <Parts page={page} result={result} />
      <ReviewPart page={page} review={review} isOwn={isOwn} />
      {result.marks.length > 1 ? (
        <section className="measure grid gap-3" aria-labelledby="marks">
          <h2 id="marks">{t("marks.title")}</h2>
          <MarkHistory page={page} marks={result.marks} zone={zone} />
        </section>
      ) : null}
      {isOwn || appeals.appeals.length > 0 ? (
        <AppealPart
          page={page}
          attemptId={result.attemptId}
          appeals={appeals}
          zone={zone}
          state={{ t, here, refused: await readRefusedForm(page) }}
          done={query.done === "appealed"}
        />
      ) : null}
      <p className="flex flex-wrap gap-x-6 gap-y-2">
        <a href={at(isOwn ? `/learn/${result.eventSlug}` : `/organize/events/${result.eventSlug}`)}>
          {t("result.back")}
        </a>
        {isOwn ? <a href={at("/account/letters")}>{t("result.letters")}</a> : null}
      </p>
    </div>,
  );
}

/** What a passed exam leads to; the certificate may ask for attendance besides. */
function nextStepKey({ certificateKind, attendance }: AttemptResult): MessageKey {
  if (!certificateKind) return "result.next-none";
  const { percent, closed } = attendance;
  return closed && percent !== null && !meetsCondition(attendance, percent)
    ? "result.next-attendance"
    : "result.next-certificate";
}

const points = (value: number): number => Math.round(value * 100) / 100;

/** What was earned by module, by outcome and by norm: it says nothing of any key. */
function Parts({ page: { t, language }, result }: { readonly page: Page; readonly result: AttemptResult }) {
  return (
    <div className="grid gap-8">
      <section className="measure grid gap-3" aria-labelledby="by-module">
        <h2 id="by-module">{t("result.by-module")}</h2>
        <ShareBars
          caption={t("result.by-module-caption")}
          headings={[t("result.module"), t("result.points")]}
          rows={result.byModule.map(({ title, earned, possible }) => ({
            label: title,
            part: points(earned),
            whole: possible,
          }))}
        />
      </section>
      {result.byOutcome.length > 0 ? (
        <section className="measure grid gap-3" aria-labelledby="by-outcome">
          <h2 id="by-outcome">{t("result.by-outcome")}</h2>
          <ShareBars
            caption={t("result.by-outcome-caption")}
            headings={[t("result.outcome"), t("result.points")]}
            rows={result.byOutcome.map(({ title, language: written, earned, possible }) => ({
              label: title,
              language: written === language ? undefined : written,
              part: points(earned),
              whole: possible,
            }))}
          />
        </section>
      ) : null}
      {result.byNorm.length > 0 ? (
        <section className="measure grid gap-3" aria-labelledby="by-norm">
          <h2 id="by-norm">{t("result.by-norm")}</h2>
          <p className="small muted">{t("result.by-norm-note")}</p>
          <ShareBars
            caption={t("result.by-norm-caption")}
            headings={[t("result.norm"), t("result.points")]}
            rows={result.byNorm.map(({ tag, earned, possible }) => ({
              label: t("result.norm-letter", { letter: tag }),
              part: points(earned),
              whole: possible,
            }))}
          />
        </section>
      ) : null}
    </div>
  );
}

/** How many attempts there are, which one counts and when the next may start. */
function ResitText({
  page: { t, language },
  result,
  zone,
}: {
  readonly page: Page;
  readonly result: AttemptResult;
  readonly zone: string;
}) {
  const { attempts, allowed, mayStart, nextStartAt } = result.resit;
  if (allowed <= 1 && attempts <= 1) return null;
  const when = (instant: Date): string =>
    zone === result.eventZone
      ? formatInstant(instant, language, zone)
      : `${formatInstant(instant, language, result.eventZone)}, ${t("common.your-time", { time: formatInstant(instant, language, zone) })}`;
  return (
    <p>
      {t("resit.used", { attempts, allowed })} {t("resit.highest")}{" "}
      {mayStart ? (nextStartAt ? t("resit.next-at", { time: when(nextStartAt) }) : t("resit.next-now")) : null}
    </p>
  );
}

function ReviewPart({
  page,
  review,
  isOwn,
}: {
  readonly page: Page;
  readonly review: Review;
  readonly isOwn: boolean;
}) {
  const { t } = page;
  return (
    <section className="grid gap-3" aria-labelledby="review">
      <h2 id="review">{t(isOwn ? "review.title" : "review.title-staff")}</h2>
      {review.answers ? (
        <ReviewedAnswers page={page} answers={review.answers} />
      ) : (
        <p className="measure muted">{t(`review.rule.${review.rule}`)}</p>
      )}
    </section>
  );
}

function AppealPart({
  page,
  attemptId,
  appeals: { appeals, mayAppeal },
  zone,
  state,
  done,
}: {
  readonly page: Page;
  readonly attemptId: string;
  readonly appeals: OwnAppeals;
  readonly zone: string;
  readonly state: Parameters<typeof Form>[0]["state"];
  readonly done: boolean;
}) {
  const { t } = page;
  return (
    <section className="grid gap-4" aria-labelledby="appeals">
      <h2 id="appeals">{t("appeal.title")}</h2>
      {done && !state.refused ? <p className="notice affirm measure">{t("appeal.done")}</p> : null}
      {appeals.map((appeal) => (
        <AppealText key={appeal.id} page={page} appeal={appeal} zone={zone} />
      ))}
      {mayAppeal ? (
        <>
          <p className="measure">{t("appeal.explain")}</p>
          <Form state={state} action="make-appeal" className="grid gap-4 measure">
            <input type="hidden" name="attempt" value={attemptId} />
            <TextArea state={state} name="appeal" label={t("appeal.text")} hint={t("appeal.text-hint")} />
            <p>
              <button type="submit" className="button quiet">
                {t("appeal.send")}
              </button>
            </p>
          </Form>
        </>
      ) : null}
      {appeals.length === 0 && !mayAppeal ? <p className="muted">{t("appeal.over")}</p> : null}
    </section>
  );
}
