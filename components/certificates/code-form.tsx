import { Form, TextField } from "@/components/ui/form";
import type { Refused } from "@/lib/entry/define-form";
import type { Page } from "@/lib/entry/page";

/** Where the code of a certificate is typed; spaces, hyphens and case do not matter. */
export function CodeForm({
  page: { t, here },
  refused,
}: {
  readonly page: Pick<Page, "t" | "here">;
  readonly refused: Refused | null;
}) {
  const state = { t, here, refused };
  return (
    <Form state={state} action="verify">
      <TextField
        state={state}
        name="code"
        label={t("verify.code")}
        hint={t("verify.code-hint")}
        dir="ltr"
        maxLength={300}
        required
      />
      <p>
        <button type="submit" className="button">
          {t("verify.submit")}
        </button>
      </p>
    </Form>
  );
}
