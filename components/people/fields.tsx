import { Field, type FormState, TextField, typed } from "@/components/ui/form";
import type { MessageKey } from "@/lib/content/messages";
import { formatOffset } from "@/lib/format/dates";
import { languageNames, languages } from "@/lib/format/languages";
import { groupZones } from "@/lib/people/rules";

const groups = groupZones(Intl.supportedValuesOf("timeZone"));
const listed = new Set(groups.flatMap(({ zones }) => zones.map(({ zone }) => zone)));

/** A person's name as they write it, and in their own script if they like. */
export function NameFields({
  state,
  fullName,
  nativeName,
  ofAnother = false,
}: {
  readonly state: FormState;
  readonly fullName?: string;
  readonly nativeName?: string | null;
  /** The name is another person's: a browser must not offer the name of who writes it. */
  readonly ofAnother?: boolean;
}) {
  const { t } = state;
  return (
    <>
      <TextField
        state={state}
        name="fullName"
        label={t("field.full-name")}
        hint={t(ofAnother ? "field.full-name.hint-other" : "field.full-name.hint")}
        autoComplete={ofAnother ? "off" : "name"}
        dir="auto"
        value={fullName}
        required
      />
      <TextField
        state={state}
        name="nativeName"
        label={t("field.native-name")}
        hint={t("field.native-name.hint")}
        dir="auto"
        value={nativeName ?? undefined}
      />
    </>
  );
}

/** A password that is being chosen; browsers may offer one and anything may be pasted. */
export function NewPasswordField({
  state,
  name,
  label,
}: {
  readonly state: FormState;
  readonly name: string;
  readonly label: string;
}) {
  return (
    <TextField
      state={state}
      name={name}
      label={label}
      hint={state.t("field.new-password.hint")}
      type="password"
      autoComplete="new-password"
      dir="ltr"
      required
    />
  );
}

/** Tells a password manager whose password this form sets; nobody else sees it. */
export function AccountName({ address }: { readonly address: string | undefined }) {
  return address ? <input type="text" autoComplete="username" defaultValue={address} hidden readOnly /> : null;
}

/** The language of pages and letters, each choice in its own words. */
export function LanguageField({ state, value }: { readonly state: FormState; readonly value: string }) {
  return (
    <Field state={state} name="language" label={state.t("field.language")} hint={state.t("field.language.hint")}>
      {(control) => (
        <select {...control} className="input" autoComplete="language" defaultValue={typed(state, "language", value)}>
          {languages.map((language) => (
            <option key={language} value={language} lang={language}>
              {languageNames[language]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

type ZoneFieldProps = {
  readonly state: FormState;
  readonly value: string;
  readonly label?: string;
  readonly hint?: string;
  /** Shows how far each zone is from UTC at this instant. */
  readonly offsetsAt?: Date;
};

/** The time zone in which a person wants times, or an event has them; places are named as the time zone database names them. */
export function ZoneField({
  state,
  value,
  label = state.t("field.zone"),
  hint = state.t("field.zone.hint"),
  offsetsAt,
}: ZoneFieldProps) {
  const { t } = state;
  const chosen = typed(state, "zone", value);
  return (
    <Field state={state} name="zone" label={label} hint={hint}>
      {(control) => (
        <select {...control} className="input" defaultValue={chosen}>
          <option value="UTC" translate="no">
            UTC
          </option>
          {listed.has(chosen) || chosen === "UTC" ? null : (
            <option value={chosen} lang="en" translate="no">
              {chosen}
            </option>
          )}
          {groups.map(({ region, zones }) => (
            <optgroup key={region} label={t(`zone-region.${region.toLowerCase()}` as MessageKey)}>
              {zones.map(({ zone, place }) => (
                <option key={zone} value={zone} lang="en" translate="no">
                  {offsetsAt ? `${place} (${formatOffset(offsetsAt, zone)})` : place}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      )}
    </Field>
  );
}
