import { Form } from "@/components/ui/form";
import { type ReleaseProps, stateOf } from "./release-props";

/** Attendance letters for those who were there and are not given the certificate. */
export function Letters({ open, ...props }: ReleaseProps & { readonly open: boolean }) {
  const { t } = props.page;
  const { numbers, dossier } = props;
  return (
    <section className="measure grid gap-4" aria-labelledby="letters">
      <h2 id="letters">{t("release.letters.title")}</h2>
      <p>{t("release.letters.rule", { percent: dossier.attendancePercent ?? 0 })}</p>
      <p>{t("release.letters.count", { count: numbers.letters })}</p>
      {open && numbers.letters > 0 ? (
        <Form state={stateOf(props, "letters")} action="release-certificates" className="grid gap-3">
          <input type="hidden" name="event" value={dossier.slug} />
          <input type="hidden" name="form" value="letters" />
          <input type="hidden" name="letters" value="1" />
          <p>
            <button type="submit" name="all" value="1" className="button quiet">
              {t("release.letters.submit", { count: numbers.letters })}
            </button>
          </p>
        </Form>
      ) : null}
    </section>
  );
}
