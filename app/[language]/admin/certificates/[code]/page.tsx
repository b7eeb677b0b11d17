import type { Metadata } from "next";
import { NameFields } from "@/components/people/fields";
import { Form, TextArea } from "@/components/ui/form";
import { formatCode } from "@/lib/certificates/code";
import { loadCorrection } from "@/lib/certificates/correction/loaders";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";

type Props = PageProps<{ code: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("correct.title"), robots: { index: false } };
}

export default async function CorrectionPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, params, query } = page;
  const { code, state: certificateState, kind, snapshot, eventSlug } = await loadCorrection(params.code);
  const state = { t, here, refused: await readRefusedForm(page) };
  return drawn(
    <div className="grid gap-6">
      <header className="measure grid gap-3">
        <p className="eyebrow">
          <code dir="ltr">{formatCode(code)}</code>
        </p>
        <h1>{t("correct.title")}</h1>
        {query.done === "corrected" ? (
          <p className="notice affirm" role="status">
            {t("correct.done")} <a href={at(`/verify/${code}`)}>{t("certificates.verify")}</a>
          </p>
        ) : (
          <p className="lede">{t("correct.lede")}</p>
        )}
      </header>
      <dl className="facts measure">
        <div>
          <dt>{t("verify.holder")}</dt>
          <dd>
            <bdi className="block">{snapshot.holderName}</bdi>
            {snapshot.nativeName ? <bdi className="block muted">{snapshot.nativeName}</bdi> : null}
          </dd>
        </div>
        <div>
          <dt>{t("verify.kind")}</dt>
          <dd>{t(`certificate-kind.${kind}`)}</dd>
        </div>
        <div>
          <dt>{t("verify.course")}</dt>
          <dd dir="auto">{snapshot.courseTitle}</dd>
        </div>
      </dl>
      {certificateState === "valid" ? (
        <Form state={state} action="correct-certificate" className="grid max-w-xl gap-6">
          <input type="hidden" name="code" value={code} />
          <NameFields state={state} fullName={snapshot.holderName} nativeName={snapshot.nativeName} ofAnother />
          <TextArea state={state} name="reason" label={t("correct.reason")} hint={t("correct.reason-hint")} rows={3} />
          <p>
            <button type="submit" className="button">
              {t("correct.submit")}
            </button>
          </p>
        </Form>
      ) : (
        <p className="notice caution measure">{t("problem.correct.not-valid")}</p>
      )}
      <p>
        <a className="inline-block py-1" href={at(`/admin/events/${eventSlug}`)}>
          {t("common.back")}
        </a>
      </p>
    </div>,
  );
}
