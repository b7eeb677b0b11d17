import { Form, type FormState, Select, TextArea } from "@/components/ui/form";
import { revocationClasses } from "@/lib/certificates/types";
import type { MessageKey } from "@/lib/content/messages";

/** Where an admin revokes a certificate or a transcript: a class that everybody sees, and a reason for its holder and the record. */
export function RevokeForm({
  state,
  code,
  correctAddress,
}: {
  readonly state: FormState;
  readonly code: string;
  /** Where a wrong name is corrected, which takes nothing back; null for what is made anew instead. */
  readonly correctAddress: string | null;
}) {
  const { t } = state;
  return (
    <section className="no-print measure grid gap-4" aria-labelledby="revoke">
      <h2 id="revoke">{t("revoke.title")}</h2>
      {correctAddress === null ? null : (
        <p>
          {t("revoke.correct-instead")} <a href={correctAddress}>{t("correct.link")}</a>
        </p>
      )}
      <Form state={state} action="revoke-certificate">
        <input type="hidden" name="code" value={code} />
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
  );
}
