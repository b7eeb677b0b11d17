import type { ReactNode } from "react";
import type { Page } from "@/lib/entry/page";

type Props = { readonly page: Pick<Page, "t">; readonly title: string; readonly children: ReactNode };

/** A fact under its name; nothing to say is said as "not stated". */
export function Fact({ page, title, children }: Props) {
  const stated = children !== null && children !== "";
  return (
    <div>
      <dt>{title}</dt>
      <dd className={stated ? undefined : "muted"}>{stated ? children : page.t("common.not-stated")}</dd>
    </div>
  );
}
