import type { ReactNode } from "react";

type Props = { readonly id: string; readonly title: string; readonly children: ReactNode };

/** A part of a page whose heading stands in the margin where there is one. */
export function MarginSection({ id, title, children }: Props) {
  return (
    <section className="margined part" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <div className="grid min-w-0 gap-3">{children}</div>
    </section>
  );
}
