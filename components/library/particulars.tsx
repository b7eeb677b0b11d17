import type { ReactNode } from "react";

export type Particular = { readonly name: string; readonly value: ReactNode; readonly size?: "wide" | "widest" };

/** Short facts of an entry in columns, each under its name. */
export function Particulars({ facts }: { readonly facts: readonly Particular[] }) {
  return (
    <dl className="particulars">
      {facts.map(({ name, value, size }) => (
        <div key={name} className={size}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
