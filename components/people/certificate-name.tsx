import { Form } from "@/components/ui/form";
import type { Refused } from "@/lib/entry/define-form";
import type { Page } from "@/lib/entry/page";
import { formatDay } from "@/lib/format/dates";
import type { CertificateName as Name } from "@/lib/people/names/types";
import { NameFields } from "./fields";

type Props = {
  readonly page: Page;
  readonly name: Name;
  readonly zone: string;
  readonly refused: Refused | null;
  /** The exam's own form asks for it at this moment. */
  readonly askedElsewhere: boolean;
};

/** How the certificate will write the learner's name, and the form that says that it is right. */
export function CertificateName({ page, name, zone, refused, askedElsewhere }: Props) {
  const { t, here, language, query } = page;
  const state = { t, here, refused: refused?.values.form === "certificate-name" ? refused : null };
  const form = (
    <Form state={state} action="confirm-name" className="grid max-w-xl gap-5">
      <input type="hidden" name="event" value={name.eventSlug} />
      <input type="hidden" name="form" value="certificate-name" />
      <NameFields state={state} fullName={name.fullName} nativeName={name.nativeName} />
      <p>
        <button type="submit" className={name.confirmedAt ? "button quiet" : "button"}>
          {t("certificate-name.submit")}
        </button>
      </p>
    </Form>
  );
  return (
    <section aria-labelledby="certificate-name" className="grid gap-4">
      <h2 id="certificate-name">{t("certificate-name.title")}</h2>
      {query.done === "name" ? (
        <p className="notice affirm measure" role="status">
          {t("certificate-name.done")}
        </p>
      ) : null}
      <p className="font-serif text-[1.2rem]">
        <bdi className="block">{name.fullName}</bdi>
        {name.nativeName ? <bdi className="block muted">{name.nativeName}</bdi> : null}
      </p>
      <p className="small muted">
        {name.confirmedAt
          ? t("certificate-name.confirmed", { date: formatDay(name.confirmedAt, language, zone) })
          : t("certificate-name.unconfirmed")}
      </p>
      {name.changeable ? (
        askedElsewhere ? null : name.confirmedAt ? (
          <details className="part" open={state.refused !== null}>
            <summary className="font-semibold">{t("certificate-name.change")}</summary>
            <div className="mt-4">{form}</div>
          </details>
        ) : (
          form
        )
      ) : (
        <p className="measure">
          {t("certificate-name.closed")}{" "}
          {name.contacts.map((address) => (
            <a key={address} className="inline-block py-0.5 me-3" href={`mailto:${address}`}>
              <bdi>{address}</bdi>
            </a>
          ))}
        </p>
      )}
    </section>
  );
}
