import { labelText } from "@/lib/comments/rules";
import type { TlpLabel as Label } from "@/lib/comments/types";

/** A label of the Traffic Light Protocol, in its own words and colours: the same in every language, and read without colour too. */
export function TlpLabel({ label }: { readonly label: Label }) {
  return (
    <span className={`tlp tlp-${label}`} lang="en" dir="ltr" translate="no">
      {labelText(label)}
    </span>
  );
}
