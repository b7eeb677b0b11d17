import type { Form } from "@/lib/entry/define-form";
import { preferencesForm, signInForm, signOutForm } from "@/lib/people/forms";

/** Every form there is, under its stable address /forms/<name>. */
export const forms = {
  preferences: preferencesForm,
  "sign-in": signInForm,
  "sign-out": signOutForm,
} satisfies Record<string, Form>;
