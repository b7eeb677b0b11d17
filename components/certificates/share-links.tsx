import { Form } from "@/components/ui/form";
import type { Shares } from "@/lib/certificates/types";
import type { Page } from "@/lib/entry/page";
import { formatInstant } from "@/lib/format/dates";

/** The links that show a certificate or a transcript whole, each with when it was made and a way to end it. */
export function ShareLinks({
  page: { t, here, language },
  held: { code, shares },
  zone,
  made,
  heading: Heading,
  describedBy,
}: {
  readonly page: Pick<Page, "t" | "here" | "language">;
  readonly held: { readonly code: string; readonly shares: Shares };
  readonly zone: string;
  /** The link that was just made: it is told once. */
  readonly made: string | null;
  readonly heading: "h3" | "h4";
  /** The id of the heading that says of what they are the links. */
  readonly describedBy: string;
}) {
  return (
    <div className="grid gap-2">
      <Heading className={Heading === "h4" ? "font-serif font-semibold" : undefined}>
        {t("certificates.who-sees")}
      </Heading>
      {made ? (
        <p className="notice affirm measure">
          {t("certificates.share-made")}
          <br />
          <code className="break-all" dir="ltr">
            {made}
          </code>
        </p>
      ) : null}
      {shares.length === 0 ? (
        <p className="muted measure">{t("certificates.nobody-else")}</p>
      ) : (
        <ul className="grid gap-1">
          {shares.map(({ hash, createdAt }) => (
            <li key={hash}>
              <Form
                state={{ t, here, refused: null }}
                action="unshare-certificate"
                className="flex flex-wrap items-baseline gap-x-3 gap-y-1"
              >
                <input type="hidden" name="code" value={code} />
                <input type="hidden" name="hash" value={hash} />
                <span>{t("certificates.share-since", { date: formatInstant(createdAt, language, zone) })}</span>
                <button type="submit" className="link-button" aria-describedby={describedBy}>
                  {t("certificates.unshare")}
                </button>
              </Form>
            </li>
          ))}
        </ul>
      )}
      <Form state={{ t, here, refused: null }} action="share-certificate" className="">
        <input type="hidden" name="code" value={code} />
        <button type="submit" className="button quiet" aria-describedby={describedBy}>
          {t("certificates.share")}
        </button>
      </Form>
    </div>
  );
}
