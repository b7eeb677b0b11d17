import { Form, type FormState, TextArea, TextField } from "@/components/ui/form";
import type { OrganizationSettings } from "@/lib/platform/types";

type Props = {
  readonly state: FormState;
  readonly settings: OrganizationSettings;
  readonly action: "create-organization" | "edit-organization";
  /** Hidden fields that say which organization this is, and as which it was shown. */
  readonly identity: Readonly<Record<string, string>>;
};

/** The one form of an organization, for a new one and for one that exists. */
export function OrganizationForm({ state, settings, action, identity }: Props) {
  const { t, refused } = state;
  return (
    <Form state={state} action={action}>
      {Object.entries(identity).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <TextField
        state={state}
        name="name"
        label={t("admin.organization.field.name")}
        value={settings.name}
        dir="auto"
        required
      />
      <TextField
        state={state}
        name="shortName"
        label={t("admin.organization.field.short-name")}
        hint={t("admin.organization.field.short-name.hint")}
        value={settings.shortName}
        dir="auto"
        required
      />
      <TextArea
        state={state}
        name="description"
        label={t("admin.organization.field.description")}
        value={settings.description}
      />
      <TextField
        state={state}
        name="contact"
        label={t("admin.organization.field.contact")}
        hint={t("admin.organization.field.contact.hint")}
        type="email"
        value={settings.contact}
        dir="ltr"
        required
      />
      <label className="choice measure">
        <input
          type="checkbox"
          name="reviewRequired"
          value="yes"
          defaultChecked={refused ? refused.values.reviewRequired === "yes" : settings.reviewRequired}
        />
        <span>{t("admin.organization.field.review")}</span>
      </label>
      <p>
        <button type="submit" className="button">
          {t(action === "create-organization" ? "admin.organization.create" : "admin.organization.save")}
        </button>
      </p>
    </Form>
  );
}
