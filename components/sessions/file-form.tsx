import { Field, Form, type FormState, Select, TextField } from "@/components/ui/form";
import { acceptedFiles } from "@/lib/uploads/rules";

type Props = {
  readonly state: FormState;
  readonly slug: string;
  /** The session it belongs to; null for a document of the event. */
  readonly sessionId: string | null;
};

/** The form of a file: what it is, who may read it, and the file. */
export function FileForm({ state, slug, sessionId }: Props) {
  const { t } = state;
  return (
    <Form state={state} action="add-event-file" files>
      <input type="hidden" name="event" value={slug} />
      <input type="hidden" name="session" value={sessionId ?? ""} />
      {sessionId ? (
        <Select
          state={state}
          name="kind"
          label={t("sessions.field.kind")}
          value="slides"
          options={[
            { value: "slides", label: t("sessions.kind.slides") },
            { value: "handout", label: t("sessions.kind.handout") },
          ]}
        />
      ) : (
        <input type="hidden" name="kind" value="document" />
      )}
      <Field state={state} name="file" label={t("sessions.field.file")} hint={t("sessions.field.file-hint")}>
        {(control) => <input {...control} type="file" className="input" accept={acceptedFiles} />}
      </Field>
      <TextField
        state={state}
        name="title"
        label={t("sessions.field.file-title")}
        hint={t("sessions.field.file-title-hint")}
        maxLength={200}
        dir="auto"
      />
      <Select
        state={state}
        name="audience"
        label={t("sessions.field.audience")}
        value="admitted"
        options={[
          { value: "admitted", label: t("sessions.audience.admitted") },
          { value: "public", label: t("sessions.audience.public") },
        ]}
      />
      <p>
        <button type="submit" className="button">
          {t("sessions.upload")}
        </button>
      </p>
    </Form>
  );
}
