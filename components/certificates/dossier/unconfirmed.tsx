import type { Translate } from "@/lib/content/messages";

const SHOWN = 200;

/** Who has not confirmed how a certificate writes their name. */
export function Unconfirmed({ t, names }: { readonly t: Translate; readonly names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <details className="part measure">
      <summary className="font-semibold">{t("release.unconfirmed", { count: names.length })}</summary>
      <ul className="bullets mt-3">
        {names.slice(0, SHOWN).map((name, i) => (
          <li key={`${name}-${i.toString()}`}>
            <bdi>{name}</bdi>
          </li>
        ))}
      </ul>
      {names.length > SHOWN ? <p className="muted">{t("release.more", { count: names.length - SHOWN })}</p> : null}
    </details>
  );
}
