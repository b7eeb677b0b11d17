import { Form, TextArea } from "@/components/ui/form";
import { type ReleaseProps, stateOf } from "./release-props";

/** Sends the dossier back to whoever handed it in. */
export function ReturnForm(props: ReleaseProps) {
  const { t } = props.page;
  const state = stateOf(props, "return");
  return (
    <section className="measure grid gap-4 border-t border-rule pt-6" aria-labelledby="return">
      <h2 id="return">{t("release.return.title")}</h2>
      <p>{t("release.return.lede")}</p>
      <Form state={state} action="return-dossier">
        <input type="hidden" name="event" value={props.dossier.slug} />
        <input type="hidden" name="form" value="return" />
        <TextArea state={state} name="reason" label={t("release.return.reason")} rows={4} />
        <p>
          <button type="submit" className="button quiet">
            {t("release.return.submit")}
          </button>
        </p>
      </Form>
    </section>
  );
}
