import type { Metadata } from "next";
import { Form, type FormState, ProblemSummary } from "@/components/ui/form";
import type { MessageKey } from "@/lib/content/messages";
import { drawn } from "@/lib/entry/drawn";
import { type Page, type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { formatInstant, formatNumber } from "@/lib/format/dates";
import { loadMailView } from "@/lib/platform/letters/loaders";
import type { UndeliverableAddress, WaitingLetter } from "@/lib/platform/letters/types";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return { title: (await readPage(props)).t("admin.letters.title"), robots: { index: false } };
}

export default async function LettersAdminPage(props: PageProps) {
  const page = await readPage(props);
  const { t, at, here, language, query } = page;
  const { actor, hasServer, counts, waitingCount, waiting, undeliverable } = await loadMailView();
  const state: FormState = { t, here, refused: await readRefusedForm(page) };
  const done = typeof query.done === "string" && /^\d{1,6}$/.test(query.done) ? Number(query.done) : null;
  return drawn(
    <div className="grid gap-10">
      <div className="grid gap-4">
        <p>
          <a className="inline-block py-1 small" href={at("/admin")}>
            {t("admin.title")}
          </a>
        </p>
        <h1>{t("admin.letters.title")}</h1>
        <p className="lede measure">{t("admin.letters.lede")}</p>
        {hasServer ? null : <p className="notice measure">{t("admin.letters.no-server")}</p>}
        {done !== null && !state.refused ? (
          <p className="notice affirm measure" role="status">
            {t("admin.letters.done", { count: done })}
          </p>
        ) : null}
        <ProblemSummary state={state} />
      </div>

      <section aria-labelledby="undeliverable" className="grid gap-2">
        <h2 id="undeliverable">{t("admin.letters.undeliverable")}</h2>
        {undeliverable.length === 0 ? (
          <p>{t("admin.letters.undeliverable.none")}</p>
        ) : (
          <>
            <p className="measure">{t("admin.letters.undeliverable.lede")}</p>
            <UndeliverableTable page={page} state={state} rows={undeliverable} zone={actor.zone} />
          </>
        )}
      </section>

      <section aria-labelledby="waiting" className="grid gap-2">
        <h2 id="waiting">{t("admin.letters.waiting")}</h2>
        {waitingCount === 0 ? (
          <p>{t("admin.letters.waiting.none")}</p>
        ) : (
          <>
            <p className="measure">{t("admin.letters.waiting.lede", { count: waitingCount })}</p>
            <Form state={{ ...state, refused: null }} action="retry-letters">
              <p>
                <button type="submit" className="button quiet">
                  {t("admin.letters.waiting.retry")}
                </button>
              </p>
            </Form>
            <WaitingTable page={page} rows={waiting} zone={actor.zone} />
          </>
        )}
      </section>

      <section aria-labelledby="numbers" className="grid gap-3">
        <h2 id="numbers">{t("admin.letters.numbers")}</h2>
        <dl className="particulars text-base! nums">
          {counts.map((row) => (
            <div key={row.state}>
              <dt>{t(`admin.letters.state.${row.state}` as MessageKey)}</dt>
              <dd className="font-serif text-[1.42rem]">{formatNumber(row.count, language)}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>,
  );
}

function UndeliverableTable({
  page: { t, language },
  state,
  rows,
  zone,
}: {
  readonly page: Page;
  readonly state: FormState;
  readonly rows: readonly UndeliverableAddress[];
  readonly zone: string;
}) {
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="visually-hidden">{t("admin.letters.undeliverable")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("admin.letters.address")}</th>
            <th scope="col">{t("admin.letters.person")}</th>
            <th scope="col">{t("admin.letters.since")}</th>
            <th scope="col">{t("admin.letters.failure")}</th>
            <th scope="col">{t("admin.letters.letters")}</th>
            <th scope="col">{t("admin.letters.action")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ address, person, since, failure, letters }) => (
            <tr key={address}>
              <td data-label={t("admin.letters.address")} className="wrap-anywhere">
                <bdi>{address}</bdi>
              </td>
              <td data-label={t("admin.letters.person")}>
                {person ? <bdi>{person}</bdi> : <span className="muted">{t("admin.letters.no-account")}</span>}
              </td>
              <td data-label={t("admin.letters.since")}>{formatInstant(since, language, zone)}</td>
              <td data-label={t("admin.letters.failure")}>
                <code dir="ltr">{failure}</code>
              </td>
              <td data-label={t("admin.letters.letters")} className="nums">
                {formatNumber(letters, language)}
              </td>
              <td data-label={t("admin.letters.action")}>
                <Form state={{ ...state, refused: null }} action="retry-letters" className="">
                  <input type="hidden" name="address" value={address} />
                  <button
                    type="submit"
                    className="button quiet"
                    aria-label={t("admin.letters.retry-about", { address })}
                  >
                    {t("admin.letters.retry")}
                  </button>
                </Form>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function WaitingTable({
  page: { t, language },
  rows,
  zone,
}: {
  readonly page: Page;
  readonly rows: readonly WaitingLetter[];
  readonly zone: string;
}) {
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="visually-hidden">{t("admin.letters.waiting")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("admin.letters.address")}</th>
            <th scope="col">{t("admin.letters.tries")}</th>
            <th scope="col">{t("admin.letters.next")}</th>
            <th scope="col">{t("admin.letters.failure")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, address, tries, failure, nextTryAt }) => (
            <tr key={id}>
              <td data-label={t("admin.letters.address")} className="wrap-anywhere">
                <bdi>{address}</bdi>
              </td>
              <td data-label={t("admin.letters.tries")} className="nums">
                {formatNumber(tries, language)}
              </td>
              <td data-label={t("admin.letters.next")}>{formatInstant(nextTryAt, language, zone)}</td>
              <td data-label={t("admin.letters.failure")}>
                <code dir="ltr">{failure}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
