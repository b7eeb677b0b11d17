import type { Metadata } from "next";
import { ExamHead } from "@/components/supervision/exam-head";
import { CheckGroup } from "@/components/ui/check-group";
import { Form, Select, TextField } from "@/components/ui/form";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { loadPaper } from "@/lib/exams/paper/loaders";
import { formatSheetCode } from "@/lib/exams/paper/rules";
import type { SheetStanding } from "@/lib/exams/paper/types";
import { formatInstant } from "@/lib/format/dates";
import { languageNames } from "@/lib/format/languages";

type Props = PageProps<{ slug: string }>;

const marks: Readonly<Record<SheetStanding, string>> = {
  prepared: "state",
  "keyed-once": "state",
  differs: "state caution",
  marked: "state affirm",
  withdrawn: "muted",
};

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("paper.title"), robots: { index: false } };
}

export default async function PaperPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params, query } = page;
  const { event, sheets, candidates, languages, mayPrepare } = await loadPaper(params.slug, language);
  const state = { t, here, refused: await readRefusedForm(page) };
  const finding = state.refused?.values.code !== undefined;
  const base = `/organize/events/${event.slug}/exam/paper`;
  const open = sheets.filter(({ standing }) => !["marked", "withdrawn"].includes(standing));
  const count = typeof query.count === "string" && /^\d{1,4}$/.test(query.count) ? Number(query.count) : 0;
  return drawn(
    <div className="grid gap-10">
      <div className="grid gap-5">
        <ExamHead page={page} event={event} title={t("paper.title")} />
        {query.done === "prepared" && !state.refused ? (
          <p className="notice affirm measure">{t("paper.done.prepared", { count })}</p>
        ) : null}
        {query.done === "withdrawn" && !state.refused ? (
          <p className="notice affirm measure">{t("paper.done.withdrawn")}</p>
        ) : null}
        <p className="lede measure">{t("paper.lede")}</p>
      </div>

      {sheets.length > 0 ? (
        <section aria-labelledby="sheets" className="grid gap-4">
          <h2 id="sheets">{t("paper.sheets")}</h2>
          {open.length > 0 ? (
            <>
              <p>
                <a className="button quiet" href={at(`${base}/print`)}>
                  {t("paper.print-all", { count: open.length })}
                </a>
              </p>
              <Form state={finding ? state : { ...state, refused: null }} action="find-sheet" className="grid gap-3">
                <input type="hidden" name="event" value={event.slug} />
                <TextField
                  state={finding ? state : { ...state, refused: null }}
                  name="code"
                  label={t("paper.code")}
                  hint={t("paper.code-hint")}
                  maxLength={40}
                  dir="ltr"
                />
                <p>
                  <button type="submit" className="button">
                    {t("paper.key-in")}
                  </button>
                </p>
              </Form>
            </>
          ) : null}
          <div className="table-scroll">
            <table className="table cards">
              <caption className="visually-hidden">{t("paper.caption")}</caption>
              <thead>
                <tr>
                  <th scope="col">{t("board.name")}</th>
                  <th scope="col">{t("paper.code-column")}</th>
                  <th scope="col">{t("board.standing")}</th>
                  <th scope="col">{t("paper.prepared-at")}</th>
                </tr>
              </thead>
              <tbody>
                {sheets.map(({ attemptId, fullName, code, standing, preparedAt }) => (
                  <tr key={attemptId}>
                    <th scope="row">
                      <a href={at(`${base}/sheets/${attemptId}`)}>
                        <bdi>{fullName}</bdi>
                      </a>
                    </th>
                    <td data-label={t("paper.code-column")}>
                      <code dir="ltr">{formatSheetCode(code)}</code>
                    </td>
                    <td data-label={t("board.standing")}>
                      <span className={marks[standing]}>{t(`paper.standing.${standing}`)}</span>
                    </td>
                    <td data-label={t("paper.prepared-at")}>{formatInstant(preparedAt, language, event.zone)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      ) : null}

      <section aria-labelledby="prepare" className="grid gap-4">
        <h2 id="prepare">{t("paper.prepare")}</h2>
        {!mayPrepare ? (
          <p>{t("paper.cannot")}</p>
        ) : candidates.length === 0 ? (
          <p>{t("paper.nobody")}</p>
        ) : (
          <>
            <p className="measure">{t("paper.prepare-lede")}</p>
            <Form state={finding ? { ...state, refused: null } : state} action="prepare-paper">
              <input type="hidden" name="event" value={event.slug} />
              <CheckGroup
                state={finding ? { ...state, refused: null } : state}
                name="people"
                legend={t("paper.people")}
                options={candidates.map(({ enrolmentId, fullName }) => ({
                  value: enrolmentId,
                  label: <bdi>{fullName}</bdi>,
                }))}
                chosen={[]}
              />
              <Select
                state={finding ? { ...state, refused: null } : state}
                name="language"
                label={t("timeline.language")}
                value="en"
                options={languages.map((code) => ({ value: code, label: languageNames[code] ?? code }))}
              />
              <p>
                <button type="submit" className="button">
                  {t("paper.prepare-submit")}
                </button>
              </p>
            </Form>
          </>
        )}
      </section>
    </div>,
  );
}
