import type { Translate } from "@/lib/content/messages";

/** Asks for one word of the name: who knows it sees the whole certificate, and nobody else learns it. */
export function NameCheck({
  t,
  wrong,
  typed,
}: {
  readonly t: Translate;
  readonly wrong: boolean;
  /** What was tried and does not fit, to be mended; null where nothing was. */
  readonly typed: string | null;
}) {
  return (
    <section className="no-print measure grid gap-3" aria-labelledby="name-check">
      <h2 id="name-check">{t("verify.name-title")}</h2>
      {wrong ? (
        <p className="problem" id="name-problem">
          {t("verify.name-wrong")}
        </p>
      ) : null}
      <form method="get" action="#name-check" className="grid gap-3">
        <div className="field">
          <label htmlFor="name">{t("verify.name")}</label>
          <p className="hint" id="name-hint">
            {t("verify.name-hint")}
          </p>
          <input
            className="input"
            id="name"
            name="name"
            maxLength={120}
            defaultValue={typed ?? undefined}
            aria-invalid={wrong ? true : undefined}
            aria-describedby={wrong ? "name-hint name-problem" : "name-hint"}
            dir="auto"
            autoComplete="off"
          />
        </div>
        <p>
          <button type="submit" className="button quiet">
            {t("verify.name-submit")}
          </button>
        </p>
      </form>
    </section>
  );
}
