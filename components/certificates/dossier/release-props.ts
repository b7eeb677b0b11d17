import type { FormState } from "@/components/ui/form";
import type { Dossier, DossierNumbers } from "@/lib/certificates/dossier/types";
import type { Page } from "@/lib/entry/page";

/** A dossier with what the person who looks at it may do. */
export type ReleaseProps = {
  readonly page: Page;
  readonly dossier: Dossier;
  readonly numbers: DossierNumbers;
  readonly mayRelease: boolean;
  readonly mayReleaseLetters: boolean;
  readonly isAdmin: boolean;
  readonly zone: string;
  /** Where this page is, in the page's language. */
  readonly base: string;
  readonly refused: FormState["refused"];
};

/** The memory of one of the page's forms: each says which it is. */
export const stateOf = (
  { page: { t, here }, refused }: Pick<ReleaseProps, "page" | "refused">,
  form: string,
): FormState => ({ t, here, refused: refused?.values.form === form ? refused : null, prefix: form });
