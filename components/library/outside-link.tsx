import type { Translate } from "@/lib/content/messages";
import { hostOf } from "@/lib/library/rules";

/** A link that leaves this site and says by its words which host it leads to; without an address it says so. */
export function OutsideLink({ t, address }: { readonly t: Translate; readonly address: string | null }) {
  const host = address === null ? null : hostOf(address);
  if (address === null || host === null) return <span className="muted">{t("common.no-link")}</span>;
  return (
    <a href={address} rel="noreferrer external" dir="ltr" className="inline-block">
      {host}
    </a>
  );
}
