import type { Metadata } from "next";
import { ExamHead } from "@/components/supervision/exam-head";
import { Form, type FormState, ProblemSummary, TextArea } from "@/components/ui/form";
import type { Translate } from "@/lib/content/messages";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { loadKeying } from "@/lib/exams/paper/loaders";
import { formatSheetCode } from "@/lib/exams/paper/rules";
import type { KeyingSlot } from "@/lib/exams/paper/types";
import "@/components/supervision/paper.css";

type Props = PageProps<{ slug: string; attempt: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("paper.keying.title"), robots: { index: false } };
}

const outcomes = ["once", "differs", "marked"] as const;

export default async function KeyingPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params, query } = page;
  const sheet = await loadKeying(params.slug, params.attempt, language);
  const { event, standing, slots, differences } = sheet;
  const state = { t, here, refused: await readRefusedForm(page) };
  const done = outcomes.find((name) => name === query.done);
  const base = `/organize/events/${event.slug}/exam`;
  const open = standing !== "marked" && standing !== "withdrawn";
  const pass = standing === "prepared" ? "1" : standing === "keyed-once" ? "2" : "settle";
  const letters = (position: number, ids: readonly string[]): string => {
    const options = slots.find((slot) => slot.position === position)?.options ?? [];
    const found = options.filter(({ id }) => ids.includes(id)).map(({ letter }) => letter);
    return found.join(", ") || t("paper.keying.none");
  };
  const shown =
    pass === "settle" ? slots.filter((slot) => differences.some(({ position }) => position === slot.position)) : slots;
  return drawn(
    <div className="grid gap-8">
      <ExamHead
        page={page}
        event={event}
        from="paper"
        title={
          <>
            {t("paper.keying.title")} <code dir="ltr">{formatSheetCode(sheet.code)}</code>
          </>
        }
      />
      {done && !state.refused ? (
        <p className={`notice measure ${done === "differs" ? "caution" : "affirm"}`}>
          {t(`paper.keying.done.${done}`)}
        </p>
      ) : null}
      <p>
        {t("board.name")}: <bdi className="font-semibold">{sheet.fullName}</bdi>.{" "}
        <span className="muted">{t(`paper.standing.${standing}`)}</span>
      </p>
      {open ? (
        <>
          <section aria-labelledby="keying" className="grid gap-4">
            <h2 id="keying">{t(`paper.keying.pass-${pass}`)}</h2>
            <p className="measure">{t(`paper.keying.lede-${pass}`)}</p>
            <Form state={state} action="key-sheet" className="grid gap-4">
              <input type="hidden" name="event" value={event.slug} />
              <input type="hidden" name="attempt" value={sheet.attemptId} />
              <input type="hidden" name="pass" value={pass} />
              <div className="keying">
                {shown.map((slot) => {
                  const difference = differences.find(({ position }) => position === slot.position);
                  return (
                    <KeyingRow
                      key={slot.position}
                      t={t}
                      state={state}
                      slot={slot}
                      required={pass === "settle"}
                      note={
                        difference
                          ? t("paper.keying.differs", {
                              first: letters(slot.position, difference.first),
                              second: letters(slot.position, difference.second),
                            })
                          : null
                      }
                    />
                  );
                })}
              </div>
              <p>
                <button type="submit" className="button">
                  {t(`paper.keying.submit-${pass}`)}
                </button>
              </p>
            </Form>
          </section>
          <p className="flex flex-wrap gap-x-6">
            <a className="inline-block py-1" href={at(`${base}/paper/print?attempt=${sheet.attemptId}`)}>
              {t("paper.print-one")}
            </a>
          </p>
          <details className="part" open={state.refused?.values.reason !== undefined}>
            <summary className="font-semibold">{t("paper.withdraw.title")}</summary>
            <div className="mt-4 grid gap-4">
              <p className="measure">{t("paper.withdraw.lede")}</p>
              <Form state={state} action="withdraw-paper" summary={false}>
                <input type="hidden" name="event" value={event.slug} />
                <input type="hidden" name="attempt" value={sheet.attemptId} />
                <TextArea state={state} name="reason" label={t("decision.propose.reason")} rows={3} />
                <p>
                  <button type="submit" className="button danger">
                    {t("paper.withdraw.submit")}
                  </button>
                </p>
              </Form>
            </div>
          </details>
        </>
      ) : (
        <>
          <ProblemSummary state={state} />
          <p>
            <a href={at(`${base}/attempts/${sheet.attemptId}`)}>{t("paper.keying.timeline")}</a>
          </p>
        </>
      )}
    </div>,
  );
}

function KeyingRow({
  t,
  state,
  slot: { position, takesOne, options },
  note,
  required,
}: {
  readonly t: Translate;
  readonly state: FormState;
  readonly slot: KeyingSlot;
  readonly note: string | null;
  readonly required: boolean;
}) {
  const name = `q${position}`;
  const typed = [state.refused?.values[name] ?? []].flat();
  return (
    <fieldset id={name}>
      <legend className="nums font-semibold">{t("exam.question", { number: position })}</legend>
      {note ? <p className="small">{note}</p> : null}
      {takesOne ? null : <input type="hidden" name={`${name}[]`} value="" />}
      <div className="flex flex-wrap gap-x-5">
        {options.map(({ id, letter }) => (
          <label key={id} className="choice">
            <input
              type={takesOne ? "radio" : "checkbox"}
              name={takesOne ? name : `${name}[]`}
              value={id}
              defaultChecked={typed.includes(id)}
            />
            <span>{letter}</span>
          </label>
        ))}
        {takesOne ? (
          <label className="choice">
            <input type="radio" name={name} value="" defaultChecked={state.refused ? typed.includes("") : !required} />
            <span className="muted">{t("paper.keying.none")}</span>
          </label>
        ) : null}
      </div>
    </fieldset>
  );
}
