import type { Metadata } from "next";
import { ReviewFacts } from "@/components/organizing/review-facts";
import { LayerText } from "@/components/reading/layer-text";
import { CheckGroup } from "@/components/ui/check-group";
import { Form, type FormState, TextArea } from "@/components/ui/form";
import { drawn } from "@/lib/entry/drawn";
import { type Page, type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { formatInstant } from "@/lib/format/dates";
import { loadReview } from "@/lib/organizing/lifecycle/loaders";
import type { ReviewView } from "@/lib/organizing/lifecycle/types";
import { reviewItems } from "@/lib/organizing/rules";

type Props = PageProps<{ slug: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("organize.review.title"), robots: { index: false } };
}

export default async function ReviewPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params, query } = page;
  const { actor, review, organizes } = await loadReview(params.slug, language);
  const state = { t, here, refused: await readRefusedForm(page) };
  const { settings } = review;
  const inReview = review.state === "in-review";
  const done = (["passed", "returned"] as const).find((name) => name === query.done);
  return drawn(
    <div className="grid gap-8">
      <header className="grid gap-4">
        <p className="eyebrow">{t("organize.review.title")}</p>
        <h1>
          <LayerText layer={{ text: settings.title, language: settings.textLanguage }} language={language} />
        </h1>
        {done && !state.refused ? <p className="notice affirm measure">{t(`organize.review.done.${done}`)}</p> : null}
        {inReview ? (
          <>
            <p className="lede measure">{t("organize.review.lede")}</p>
            {review.sentBy && review.sentAt ? (
              <p className="small muted">
                {t("organize.review.sent", {
                  name: `\u2068${review.sentBy}\u2069`,
                  time: formatInstant(review.sentAt, language, actor.zone),
                })}
              </p>
            ) : null}
          </>
        ) : done ? null : (
          <p>{t("organize.review.none")}</p>
        )}
        <p className="flex flex-wrap gap-3">
          <a className="button quiet" href={at(`/organize/events/${review.slug}/preview`)}>
            {t("organize.event.preview")}
          </a>
          {organizes ? (
            <a className="button quiet" href={at(`/organize/events/${review.slug}`)}>
              {t("organize.preview.back")}
            </a>
          ) : null}
        </p>
      </header>
      <ReviewFacts page={page} review={review} />
      {inReview && review.sentByActor ? (
        <p className="notice caution measure">{t("problem.event.reviewed-by-sender")}</p>
      ) : null}
      {inReview && !review.sentByActor ? <Judgement state={state} review={review} /> : null}
      <Earlier page={page} review={review} zone={actor.zone} />
    </div>,
  );
}

function Judgement({ state, review }: { readonly state: FormState; readonly review: ReviewView }) {
  const { t } = state;
  return (
    <Form state={state} action="review-event" className="grid max-w-3xl gap-6">
      <input type="hidden" name="event" value={review.slug} />
      <input type="hidden" name="revision" value={review.revision} />
      <CheckGroup
        state={state}
        name="items"
        legend={t("organize.review.checklist")}
        chosen={[]}
        lines
        options={reviewItems.map((value) => ({ value, label: t(`organize.review.item.${value}`) }))}
      />
      <TextArea
        state={state}
        name="notes"
        label={t("organize.review.notes")}
        hint={t("organize.review.notes.hint")}
        rows={5}
      />
      <p className="flex flex-wrap gap-3">
        <button type="submit" name="verdict" value="pass" className="button">
          {t("organize.review.pass")}
        </button>
        <button type="submit" name="verdict" value="return" className="button quiet">
          {t("organize.review.return")}
        </button>
      </p>
    </Form>
  );
}

function Earlier({
  page: { t, language },
  review: { earlier },
  zone,
}: {
  readonly page: Page;
  readonly review: ReviewView;
  readonly zone: string;
}) {
  return earlier.length === 0 ? null : (
    <section aria-labelledby="earlier" className="grid gap-3">
      <h2 id="earlier">{t("organize.review.earlier")}</h2>
      <ul className="rows measure">
        {earlier.map(({ verdict, notes, by, at }) => (
          <li key={at.toISOString()} className="grid gap-1">
            <p className="flex flex-wrap gap-x-4 small muted">
              <span>
                {t(verdict === "passed" ? "organize.review.verdict.passed" : "organize.review.verdict.returned")}
              </span>
              <bdi>{by}</bdi>
              <span className="nums">{formatInstant(at, language, zone)}</span>
            </p>
            {notes ? (
              <p className="whitespace-pre-line" dir="auto">
                {notes}
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
