import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { BoardTable } from "@/components/supervision/board-table";
import { ExamHead } from "@/components/supervision/exam-head";
import { Form, ProblemSummary, TextArea, TextField, typed } from "@/components/ui/form";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { loadBoard } from "@/lib/exams/supervision/loaders";
import type { Standing } from "@/lib/exams/supervision/types";
import { formatNumber, formatOffset, formatSeconds, zonePlace } from "@/lib/format/dates";
import { fold } from "@/lib/format/fold";

type Props = PageProps<{ slug: string }>;

const standings = ["not-started", "working", "over", "on-paper", "submitted", "closed-by-time"] as const;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("board.title"), robots: { index: false } };
}

const one = (value: string | string[] | undefined): string => (typeof value === "string" ? value.slice(0, 200) : "");

export default async function BoardPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params, query } = page;
  const { actor, event, rows, readAt } = await loadBoard(params.slug, language);
  const state = { t, here, refused: await readRefusedForm(page) };
  const base = at(`/organize/events/${event.slug}/exam`);
  const wanted = fold(one(query.q));
  const show = standings.find((standing) => standing === query.show) ?? null;
  const shown = rows.filter(
    ({ fullName, nativeName, standing }) =>
      (!show || standing === show) && (!wanted || fold(`${fullName} ${nativeName ?? ""}`).includes(wanted)),
  );
  const count = (standing: Standing): number => rows.filter((row) => row.standing === standing).length;
  const counts = standings
    .map((standing) => ({ standing, people: count(standing) }))
    .filter(({ standing, people }) => people > 0 || !["over", "on-paper"].includes(standing));
  const waiting = rows.filter(({ attempt }) => attempt?.decisionOpen).length;
  const search = new URLSearchParams({ ...(one(query.q) ? { q: one(query.q) } : {}), ...(show ? { show } : {}) });
  const extended = query.done === "extended" && /^\d{1,5}$/.test(one(query.count)) ? Number(query.count) : null;
  const asOf = t("board.as-of", {
    time: `${formatSeconds(readAt, language, event.zone)} ${zonePlace(event.zone)} (${formatOffset(readAt, event.zone)})`,
  });
  return drawn(
    <div className="grid gap-8">
      <ExamHead page={page} event={event} title={t("board.title")} from="event" />
      {extended !== null && !state.refused ? (
        <p className="notice affirm measure">{t("board.done.extended", { count: extended })}</p>
      ) : null}
      <ProblemSummary state={state} />
      {event.hasExam ? (
        <>
          <p className="flex flex-wrap gap-3">
            <a className="button quiet" href={at(`/organize/events/${event.slug}/exam/paper`)}>
              {t("board.paper")}
            </a>
          </p>
          {rows.length === 0 ? (
            <p>{t("board.nobody")}</p>
          ) : (
            <section
              id="board"
              className="grid gap-5"
              aria-label={t("board.title")}
              data-word-pause={t("board.pause")}
              data-word-resume={t("board.resume")}
              data-word-lost={t("board.lost", { time: "{time}" })}
            >
              <div className="flex flex-wrap items-baseline gap-x-6 gap-y-1">
                <p data-as-of className="nums">
                  {asOf}
                </p>
                <p>
                  <a className="inline-block py-1" href={`${base}${search.size > 0 ? `?${search}` : ""}`}>
                    {t("board.refresh")}
                  </a>
                </p>
                <p>
                  <button type="button" className="link-button" data-pause hidden>
                    {t("board.pause")}
                  </button>
                </p>
              </div>
              <p className="visually-hidden" role="status" data-announce />
              <dl
                className="particulars text-base! nums"
                data-counts={counts
                  .map(
                    ({ standing, people }) => `${t(`board.standing.${standing}`)}: ${formatNumber(people, language)}`,
                  )
                  .join(", ")}
              >
                {counts.map(({ standing, people }) => (
                  <div key={standing}>
                    <dt>{t(`board.standing.${standing}`)}</dt>
                    <dd className="font-serif text-[1.42rem]">{formatNumber(people, language)}</dd>
                  </div>
                ))}
                {waiting > 0 ? (
                  <div>
                    <dt>{t("board.decisions-waiting")}</dt>
                    <dd className="font-serif text-[1.42rem]">{formatNumber(waiting, language)}</dd>
                  </div>
                ) : null}
              </dl>
              <form action={base} method="get" className="flex flex-wrap items-end gap-3">
                <div className="field grow">
                  <label htmlFor="q">{t("board.search")}</label>
                  <input
                    className="input"
                    id="q"
                    name="q"
                    type="search"
                    autoComplete="off"
                    maxLength={200}
                    dir="auto"
                    defaultValue={one(query.q)}
                  />
                </div>
                <div className="field">
                  <label htmlFor="show">{t("board.show")}</label>
                  <select className="input" id="show" name="show" defaultValue={show ?? ""}>
                    <option value="">{t("board.show-all")}</option>
                    {standings.map((standing) => (
                      <option key={standing} value={standing}>
                        {t(`board.standing.${standing}`)}
                      </option>
                    ))}
                  </select>
                </div>
                <button type="submit" className="button quiet">
                  {t("board.filter")}
                </button>
              </form>
              <p className="small muted" data-shown>
                {t("board.shown", { shown: shown.length, total: rows.length })}
              </p>
              <BoardTable
                page={page}
                slug={event.slug}
                rows={shown}
                zone={event.zone}
                readAt={readAt}
                actorId={actor.id}
              />
              <script src="/scripts/board.js" async />
            </section>
          )}
          <details className="part" open={state.refused?.values.minutes !== undefined}>
            <summary className="font-semibold">{t("board.extend.title")}</summary>
            <div className="mt-4 grid gap-5">
              <p className="measure">{t("board.extend.lede")}</p>
              <Form state={state} action="extend-running" summary={false}>
                <input type="hidden" name="event" value={event.slug} />
                <input type="hidden" name="id" value={typed(state, "id", randomUUID())} />
                <TextField
                  state={state}
                  name="minutes"
                  label={t("board.extend.minutes")}
                  hint={t("board.extend.minutes-hint")}
                  inputMode="numeric"
                  maxLength={4}
                />
                <TextArea state={state} name="reason" label={t("board.extend.reason")} rows={3} />
                <p>
                  <button type="submit" className="button">
                    {t("board.extend.submit")}
                  </button>
                </p>
              </Form>
            </div>
          </details>
        </>
      ) : (
        <p>{t("board.no-exam")}</p>
      )}
    </div>,
  );
}
