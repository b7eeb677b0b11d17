import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Form, Select, TextArea } from "@/components/ui/form";
import { formatCode } from "@/lib/certificates/code";
import { loadVerification } from "@/lib/certificates/loaders";
import { revocationClasses } from "@/lib/certificates/types";
import type { MessageKey } from "@/lib/content/messages";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { formatDay, formatInstant } from "@/lib/format/dates";

type Props = PageProps<{ code: string }>;

const word = (value: string | string[] | undefined): string | null =>
  typeof value === "string" && value.trim() ? value.slice(0, 200) : null;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("verify.title"), robots: { index: false, follow: false } };
}

export default async function VerificationPage(props: Props) {
  const page = await readPage(props);
  const { t, language, query, params, here } = page;
  const claim = { share: word(query.share), name: word(query.name) };
  const result = await loadVerification(params.code, claim);
  if (!result.ok) {
    if (result.reason === "unknown") notFound();
    return (
      <div className="measure grid gap-4">
        <h1>{t("verify.title")}</h1>
        <p className="notice caution">{t("problem.too-many-codes")}</p>
      </div>
    );
  }
  const { certificate, whole, isHolder, isAdmin } = result.value;
  const day = (text: string): string => formatDay(new Date(`${text}T00:00:00Z`), language, "UTC");
  const refused = await readRefusedForm(page);
  const state = { t, here, refused };
  const access = claim.share
    ? `?share=${encodeURIComponent(claim.share)}`
    : claim.name
      ? `?name=${encodeURIComponent(claim.name)}`
      : "";
  return (
    <div className="grid gap-8">
      <header className="measure grid gap-3">
        <p className="eyebrow">{t("verify.title")}</p>
        <h1>
          <span className={`state text-[1.5rem]! ${certificate.state === "valid" ? "affirm" : "refuse"}`}>
            {t(`certificate-state.${certificate.state}` as MessageKey)}
          </span>
        </h1>
        {certificate.specimen ? <p className="notice caution">{t("verify.specimen")}</p> : null}
        {certificate.state === "revoked" && certificate.revokedAt ? (
          <p className="notice refuse">
            {t("verify.revoked", {
              date: formatInstant(certificate.revokedAt, language, "UTC"),
              reason: t(`revocation-class.${certificate.revocationClass ?? "issued-in-error"}` as MessageKey),
            })}
          </p>
        ) : null}
        {certificate.supersededByCode ? (
          <p className="notice caution">
            {t("verify.superseded")}{" "}
            <a href={page.at(`/verify/${certificate.supersededByCode}`)}>{formatCode(certificate.supersededByCode)}</a>
          </p>
        ) : null}
      </header>
      <dl className="facts measure">
        {whole ? (
          <div>
            <dt>{t("verify.holder")}</dt>
            <dd>
              <strong className="font-serif text-[1.2rem]" dir="auto">
                {whole.snapshot.holderName}
              </strong>
              {whole.snapshot.nativeName ? (
                <>
                  <br />
                  <bdi>{whole.snapshot.nativeName}</bdi>
                </>
              ) : null}
            </dd>
          </div>
        ) : null}
        <div>
          <dt>{t("verify.kind")}</dt>
          <dd>{t(`certificate-kind.${certificate.kind}` as MessageKey)}</dd>
        </div>
        <div>
          <dt>{t("verify.course")}</dt>
          <dd dir="auto">{certificate.courseTitle}</dd>
        </div>
        <div>
          <dt>{t("verify.organizer")}</dt>
          <dd dir="auto">{certificate.organizer}</dd>
        </div>
        <div>
          <dt>{t("verify.issuer")}</dt>
          <dd dir="auto">{certificate.issuer}</dd>
        </div>
        {certificate.startsOn && certificate.endsOn ? (
          <div>
            <dt>{t("verify.event-dates")}</dt>
            <dd>
              {day(certificate.startsOn)} – {day(certificate.endsOn)}
            </dd>
          </div>
        ) : null}
        <div>
          <dt>{t("verify.completed")}</dt>
          <dd>{day(certificate.completedOn)}</dd>
        </div>
        <div>
          <dt>{t("verify.released")}</dt>
          <dd>{day(certificate.releasedOn)}</dd>
        </div>
        <div>
          <dt>{t("verify.code")}</dt>
          <dd>
            <code dir="ltr">{formatCode(certificate.code)}</code>
          </dd>
        </div>
      </dl>
      {whole ? (
        <p className="flex flex-wrap gap-3">
          <a className="button" href={`/certificates/${certificate.code}.pdf${access}`}>
            {t("verify.pdf")}
          </a>
          <a className="button quiet" href={`/certificates/${certificate.code}.json${access}`}>
            {t("verify.json")}
          </a>
          {isHolder ? (
            <a className="button quiet" href={page.at("/account/certificates")}>
              {t("verify.share")}
            </a>
          ) : null}
        </p>
      ) : (
        <section className="measure grid gap-3" aria-labelledby="name-check">
          <h2 id="name-check">{t("verify.name-title")}</h2>
          {claim.name || claim.share ? <p className="problem">{t("verify.name-wrong")}</p> : null}
          <form method="get" className="grid gap-3">
            <div className="field">
              <label htmlFor="name">{t("verify.name")}</label>
              <p className="hint" id="name-hint">
                {t("verify.name-hint")}
              </p>
              <input
                className="input"
                id="name"
                name="name"
                maxLength={120}
                aria-describedby="name-hint"
                dir="auto"
                autoComplete="off"
              />
            </div>
            <p>
              <button type="submit" className="button quiet">
                {t("verify.name-submit")}
              </button>
            </p>
          </form>
        </section>
      )}
      {isAdmin && certificate.state === "valid" && !isHolder ? (
        <section className="measure grid gap-4 border-t border-rule pt-6" aria-labelledby="revoke">
          <h2 id="revoke">{t("revoke.title")}</h2>
          <Form state={state} action="revoke-certificate">
            <input type="hidden" name="code" value={certificate.code} />
            <Select
              state={state}
              name="class"
              label={t("revoke.class")}
              options={revocationClasses.map((value) => ({
                value,
                label: t(`revocation-class.${value}` as MessageKey),
              }))}
            />
            <TextArea state={state} name="reason" label={t("revoke.reason")} hint={t("revoke.reason-hint")} />
            <p>
              <button type="submit" className="button danger">
                {t("revoke.submit")}
              </button>
            </p>
          </Form>
        </section>
      ) : null}
    </div>
  );
}
