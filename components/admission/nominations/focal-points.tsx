import { Form, type FormState, Select, TextField } from "@/components/ui/form";
import type { NominationsPage } from "@/lib/admission/nominations/types";
import { listStates, stateName } from "@/lib/admission/states";
import type { Page } from "@/lib/entry/page";

type Props = { readonly page: Page; readonly state: FormState; readonly event: NominationsPage };

/** Who speaks for which State, and the form that names another. */
export function FocalPoints({ page: { t, language }, state, event }: Props) {
  const { slug, focalPoints } = event;
  return (
    <section aria-labelledby="focal-points" className="grid gap-4">
      <h2 id="focal-points">{t("nominations.focal")}</h2>
      <p className="measure">{t("nominations.focal.note")}</p>
      {focalPoints.length === 0 ? (
        <p>{t("nominations.focal.none")}</p>
      ) : (
        <ul className="rows">
          {focalPoints.map(({ grantId, fullName, address, stateCode }) => (
            <li key={grantId} className="flex flex-wrap items-baseline gap-x-6 gap-y-1">
              <span className="font-semibold">{stateName(stateCode, language)}</span>
              <span>
                <bdi>{fullName}</bdi> <bdi className="small muted break-all">{address}</bdi>
              </span>
              <details>
                <summary className="py-1 small">{t("nominations.focal.remove")}</summary>
                <Form state={state} action="remove-focal-point" className="mt-2 grid gap-3" summary={false}>
                  <input type="hidden" name="event" value={slug} />
                  <input type="hidden" name="grant" value={grantId} />
                  <p className="small measure">{t("nominations.focal.remove-note")}</p>
                  <p>
                    <button type="submit" className="button danger">
                      {t("nominations.focal.remove-confirm", { name: fullName })}
                    </button>
                  </p>
                </Form>
              </details>
            </li>
          ))}
        </ul>
      )}
      {event.admission === "nomination" ? (
        <Form state={state} action="name-focal-point" summary={false}>
          <input type="hidden" name="event" value={slug} />
          <TextField
            state={state}
            name="email"
            label={t("nominations.focal.email")}
            hint={t("nominations.focal.email.hint")}
            type="email"
            dir="ltr"
            required
          />
          <Select
            state={state}
            name="state"
            label={t("nominations.focal.state")}
            options={[
              { value: "", label: t("nominations.focal.choose") },
              ...listStates(language).map(({ code, name }) => ({ value: code, label: name })),
            ]}
          />
          <p>
            <button type="submit" className="button">
              {t("nominations.focal.name")}
            </button>
          </p>
        </Form>
      ) : null}
    </section>
  );
}
