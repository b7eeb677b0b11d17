import { Form, type FormState, Select, TextArea, TextField } from "@/components/ui/form";
import { languageNames, languages } from "@/lib/format/languages";
import type { ManagedStaff } from "@/lib/sessions/types";

type Props = {
  readonly state: FormState;
  readonly slug: string;
  readonly member: ManagedStaff | null;
  /** The member's place in the list, from 1, and how many there are. */
  readonly place: number;
  readonly count: number;
};

/** The form of who teaches or facilitates: a role and a biography in every interface language; a name only where there is one. */
export function StaffForm({ state, slug, member, place, count }: Props) {
  const { t } = state;
  return (
    <Form state={state} action="save-staff">
      <input type="hidden" name="event" value={slug} />
      <input type="hidden" name="staff" value={member?.id ?? ""} />
      <Select
        state={state}
        name="kind"
        label={t("sessions.field.kind")}
        value={member?.kind ?? "lecturer"}
        options={[
          { value: "lecturer", label: t("sessions.kind.lecturer") },
          { value: "facilitator", label: t("sessions.kind.facilitator") },
        ]}
      />
      <TextField
        state={state}
        name="fullName"
        label={t("sessions.field.full-name")}
        hint={t("sessions.field.full-name-hint")}
        value={member?.fullName ?? ""}
        maxLength={120}
        dir="auto"
      />
      {member && count > 1 ? (
        <Select
          state={state}
          name="place"
          label={t("sessions.field.place")}
          value={String(place)}
          options={Array.from({ length: count }, (_, at) => ({ value: String(at + 1), label: String(at + 1) }))}
        />
      ) : null}
      {languages.map((language, at) => (
        <div key={language} className="grid gap-4">
          <TextField
            state={state}
            name={`role_${language}`}
            label={t("sessions.field.role", { language: languageNames[language] ?? language })}
            hint={at === 0 ? t("sessions.field.role-hint") : undefined}
            value={member?.layers[language]?.role}
            maxLength={200}
            dir="auto"
          />
          <TextArea
            state={state}
            name={`biography_${language}`}
            label={t("sessions.field.biography", { language: languageNames[language] ?? language })}
            value={member?.layers[language]?.biography}
            rows={2}
          />
        </div>
      ))}
      <p>
        <button type="submit" className="button">
          {t("sessions.save")}
        </button>
      </p>
    </Form>
  );
}
