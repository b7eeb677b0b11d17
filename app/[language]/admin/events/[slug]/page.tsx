import type { Metadata } from "next";
import { Form } from "@/components/ui/form";
import { formatCode } from "@/lib/certificates/code";
import { loadDossier } from "@/lib/certificates/loaders";
import type { MessageKey } from "@/lib/content/messages";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { commaOf, formatInstant, formatNumber } from "@/lib/format/dates";
import { asksForHours } from "@/lib/organizing/rules";

type Props = PageProps<{ slug: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("release.title"), robots: { index: false } };
}

export default async function ReleasePage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params, query } = page;
  const { dossier, mayRelease, zone } = await loadDossier(params.slug, language);
  const waiting = dossier.rows.filter(
    ({ eligibility, certificate }) => eligibility.standing === "eligible" && !certificate,
  );
  const releasable = mayRelease && dossier.certificateKind !== null && waiting.length > 0;
  return (
    <div className="grid gap-8">
      <header className="measure grid gap-3">
        <p className="eyebrow">{dossier.reference}</p>
        <h1>{t("release.title")}</h1>
        <p className="lede" dir="auto">
          {dossier.title}
        </p>
        {query.done === "released" ? (
          <p className="notice affirm">{t("release.done", { count: Number(query.count) || 0 })}</p>
        ) : null}
      </header>
      <dl className="facts measure">
        <div>
          <dt>{t("release.kind")}</dt>
          <dd>
            {dossier.certificateKind
              ? t(`certificate-kind.${dossier.certificateKind}` as MessageKey)
              : t("common.not-stated")}
          </dd>
        </div>
        <div>
          <dt>{t("course.study-hours")}</dt>
          <dd>
            {dossier.studyHours === null
              ? t("common.not-stated")
              : t("course.study-hours.value", { hours: dossier.studyHours })}
          </dd>
        </div>
        <div>
          <dt>{t("release.closed-by")}</dt>
          <dd>
            <bdi>{dossier.closedBy}</bdi>
            {commaOf(language)} {dossier.closedAt ? formatInstant(dossier.closedAt, language, zone) : ""}
          </dd>
        </div>
        <div>
          <dt>{t("release.report")}</dt>
          <dd className="whitespace-pre-wrap" dir="auto">
            {dossier.closingReport}
          </dd>
        </div>
        <div>
          <dt>{t("release.rule")}</dt>
          <dd>{t(dossier.strict ? "release.rule-more" : "release.rule-least", { threshold: dossier.threshold })}</dd>
        </div>
      </dl>
      {asksForHours(dossier.certificateKind, dossier.studyHours) ? (
        <p className="notice caution measure">{t("release.hours-ask")}</p>
      ) : null}
      {mayRelease ? null : <p className="notice caution measure">{t("release.interested")}</p>}
      {dossier.fallen.length > 0 ? (
        <section className="grid gap-3" aria-labelledby="fallen">
          <h2 id="fallen">{t("release.fallen")}</h2>
          <p className="measure">{t("release.fallen-note")}</p>
          <ul className="rows measure">
            {dossier.fallen.map(({ personId, fullName, best, certificate }) => (
              <li key={personId} className="flex flex-wrap items-baseline gap-x-6 gap-y-1">
                <bdi>{fullName}</bdi>
                {best ? (
                  <bdi className="nums">{`${formatNumber(best.earned, language)} / ${best.possible}`}</bdi>
                ) : null}
                <a href={at(`/verify/${certificate?.code ?? ""}`)}>
                  {t("release.decide", { code: formatCode(certificate?.code ?? "") })}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <Form
        state={{ t, here, refused: await readRefusedForm(page) }}
        action="release-certificates"
        className="grid gap-4"
      >
        <input type="hidden" name="event" value={dossier.slug} />
        {dossier.rows.length === 0 ? (
          <p>{t("release.nobody")}</p>
        ) : (
          <section className="table-scroll" tabIndex={0} aria-label={t("release.people")}>
            <table className="table cards">
              <caption className="visually-hidden">{t("release.people")}</caption>
              <thead>
                <tr>
                  {releasable ? <th scope="col">{t("release.choose")}</th> : null}
                  <th scope="col">{t("release.person")}</th>
                  <th scope="col">{t("release.score")}</th>
                  {dossier.rows.some(({ attendance }) => attendance) ? (
                    <th scope="col">{t("release.attendance")}</th>
                  ) : null}
                  <th scope="col">{t("release.standing")}</th>
                  <th scope="col">{t("release.certificate")}</th>
                </tr>
              </thead>
              <tbody>
                {dossier.rows.map(({ personId, fullName, nativeName, eligibility, best, attendance, certificate }) => (
                  <tr key={personId}>
                    {releasable ? (
                      <td data-label={t("release.choose")}>
                        {eligibility.standing === "eligible" && !certificate ? (
                          <input
                            type="checkbox"
                            className="h-6 w-6"
                            name="people[]"
                            value={personId}
                            aria-label={t("release.choose-person", { name: fullName })}
                          />
                        ) : null}
                      </td>
                    ) : null}
                    <th scope="row">
                      <bdi>{fullName}</bdi>
                      {nativeName ? (
                        <>
                          {" "}
                          <bdi className="muted">{nativeName}</bdi>
                        </>
                      ) : null}
                    </th>
                    <td className="nums" data-label={t("release.score")}>
                      {best ? <bdi>{`${formatNumber(best.earned, language)} / ${best.possible}`}</bdi> : "–"}
                    </td>
                    {attendance ? (
                      <td className="nums" data-label={t("release.attendance")}>
                        {t("organize.people.attendance-value", attendance)}
                      </td>
                    ) : null}
                    <td data-label={t("release.standing")}>
                      <span className={`state ${eligibility.standing === "eligible" ? "affirm" : "caution"}`}>
                        {eligibility.standing === "eligible"
                          ? t("standing.eligible")
                          : t(`standing.${eligibility.reason}` as MessageKey)}
                      </span>
                    </td>
                    <td data-label={t("release.certificate")}>
                      {certificate ? (
                        <a href={at(`/verify/${certificate.code}`)}>
                          <code dir="ltr">{formatCode(certificate.code)}</code>
                          {commaOf(language)} {t(`certificate-state.${certificate.state}` as MessageKey)}
                        </a>
                      ) : (
                        "–"
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
        {releasable ? (
          <p className="flex flex-wrap gap-3">
            <button type="submit" className="button quiet">
              {t("release.chosen")}
            </button>
            <button type="submit" name="all" value="1" className="button">
              {t("release.all", { count: waiting.length })}
            </button>
          </p>
        ) : null}
      </Form>
    </div>
  );
}
