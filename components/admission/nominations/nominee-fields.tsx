import { LettersLanguage } from "@/components/admission/letters-language";
import { type FormState, TextArea, TextField } from "@/components/ui/form";
import type { NominatedPerson } from "@/lib/admission/nominations/types";

type Props = {
  readonly state: FormState;
  /** Before every field's name, where two people stand in one form. */
  readonly prefix?: string;
  readonly language: string;
  readonly person?: NominatedPerson | undefined;
};

/** The fields of one nominated person. */
export function NomineeFields({ state, prefix = "", language, person }: Props) {
  const { t } = state;
  const field = (name: string) => ({ state, name: `${prefix}${name}` });
  return (
    <>
      <TextField
        {...field("fullName")}
        label={t("field.full-name")}
        hint={t("nominee.name.hint")}
        dir="auto"
        value={person?.fullName}
        required
      />
      <TextField
        {...field("nativeName")}
        label={t("nominee.native-name")}
        dir="auto"
        value={person?.nativeName ?? undefined}
      />
      <TextField
        {...field("address")}
        label={t("field.email")}
        hint={t("nominee.address.hint")}
        type="email"
        dir="ltr"
        value={person?.address}
        required
      />
      <LettersLanguage {...field("language")} value={person?.language ?? language} />
      <TextField
        {...field("institution")}
        label={t("nominee.institution")}
        dir="auto"
        maxLength={200}
        value={person?.institution ?? undefined}
      />
      <TextField
        {...field("position")}
        label={t("nominee.position")}
        dir="auto"
        maxLength={200}
        value={person?.position ?? undefined}
      />
      <TextArea
        {...field("note")}
        label={t("nominee.note")}
        hint={t("nominee.note.hint")}
        rows={2}
        value={person?.note}
      />
    </>
  );
}
