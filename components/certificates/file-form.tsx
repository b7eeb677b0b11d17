import { Field, Form } from "@/components/ui/form";
import type { Refused } from "@/lib/entry/define-form";
import type { Page } from "@/lib/entry/page";

/** Where a certificate's file is given to be checked: read in the browser where its program runs, sent and not kept elsewhere. */
export function FileForm({
  page: { t, at, here },
  refused,
  words,
}: {
  readonly page: Pick<Page, "t" | "at" | "here">;
  readonly refused: Refused | null;
  /** What the program in the browser says, by its keys. */
  readonly words: Readonly<Record<string, string>>;
}) {
  const state = { t, here, refused };
  return (
    <Form state={state} action="verify-file" files className="grid gap-4">
      <div className="grid gap-3" data-words={JSON.stringify(words)} data-verify={at("/verify")}>
        <Field state={state} name="file" label={t("verify.file")} hint={t("verify.file-hint")}>
          {(control) => (
            <input
              {...control}
              className="input"
              type="file"
              accept=".pdf,.json,.png,.svg,application/pdf,application/json,image/png,image/svg+xml"
            />
          )}
        </Field>
        <p className="small muted" data-script="without">
          {t("verify.file-sent")}
        </p>
        <p className="small muted" data-script="with" hidden>
          {t("verify.file-here")}
        </p>
      </div>
      <p>
        <button type="submit" className="button quiet">
          {t("verify.file-submit")}
        </button>
      </p>
    </Form>
  );
}
