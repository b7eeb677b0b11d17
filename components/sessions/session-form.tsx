import { Form, type FormState, Select, TextArea, TextField, typed } from "@/components/ui/form";
import { zonePlace } from "@/lib/format/dates";
import { languageNames, languages } from "@/lib/format/languages";
import { digestOf, typedTimesOf } from "@/lib/sessions/rules";
import type { EditedSession } from "@/lib/sessions/types";

type Props = {
  readonly state: FormState;
  readonly event: { readonly slug: string; readonly zone: string };
  /** null for a new one. */
  readonly session: EditedSession | null;
};

/** The form of a session: text in every interface language, times by the event's clock, and what only the admitted see. */
export function SessionForm({ state, event, session }: Props) {
  const { t } = state;
  const times = session && typedTimesOf(session, event.zone);
  const zoneHint = t("sessions.field.zone-hint", { zone: zonePlace(event.zone) });
  return (
    <Form state={state} action="save-session">
      <input type="hidden" name="event" value={event.slug} />
      <input type="hidden" name="session" value={session?.id ?? ""} />
      <input type="hidden" name="shown" value={session ? typed(state, "shown", digestOf(session)) : ""} />
      {languages.map((language, at) => (
        <div key={language} className="grid gap-4">
          <TextField
            state={state}
            name={`title_${language}`}
            label={t("sessions.field.title", { language: languageNames[language] ?? language })}
            hint={at === 0 ? t("sessions.field.title-hint") : undefined}
            value={session?.layers[language]?.title}
            maxLength={200}
            dir="auto"
          />
          <TextArea
            state={state}
            name={`description_${language}`}
            label={t("sessions.field.description", { language: languageNames[language] ?? language })}
            value={session?.layers[language]?.description}
            rows={2}
          />
        </div>
      ))}
      <TimeField state={state} name="startsAt" label={t("sessions.field.starts-at")} hint={zoneHint} times={times} />
      <TimeField state={state} name="endsAt" label={t("sessions.field.ends-at")} hint={zoneHint} times={times} />
      <TextField
        state={state}
        name="room"
        label={t("sessions.field.room")}
        hint={t("sessions.field.admitted-hint")}
        value={session?.room ?? ""}
        maxLength={200}
        dir="auto"
      />
      <TextField
        state={state}
        name="link"
        label={t("sessions.field.link")}
        hint={t("sessions.field.admitted-hint")}
        value={session?.link ?? ""}
        maxLength={500}
        dir="ltr"
      />
      <p>
        <button type="submit" className="button">
          {t("sessions.save")}
        </button>
      </p>
    </Form>
  );
}

/** A time, and where the clocks go back over it which of the two hours is meant. */
function TimeField({
  state,
  name,
  label,
  hint,
  times,
}: {
  readonly state: FormState;
  readonly name: "startsAt" | "endsAt";
  readonly label: string;
  readonly hint: string;
  readonly times: ReturnType<typeof typedTimesOf> | null;
}) {
  const { t } = state;
  const passName = `${name}Pass` as const;
  const asked =
    state.refused?.problems.some(({ field, key }) => field === name && key === "problem.session.doubled") ?? false;
  const pass = typed(state, passName, times?.[passName]);
  return (
    <>
      <TextField state={state} name={name} label={label} hint={hint} type="datetime-local" value={times?.[name]} />
      {asked || pass ? (
        <Select
          state={state}
          name={passName}
          label={t("sessions.field.pass")}
          value={pass}
          options={[
            { value: "", label: t("sessions.field.pass.none") },
            { value: "first", label: t("sessions.field.pass.first") },
            { value: "second", label: t("sessions.field.pass.second") },
          ]}
        />
      ) : null}
    </>
  );
}
