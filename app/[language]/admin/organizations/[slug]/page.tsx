import type { Metadata } from "next";
import { OrganizationForm } from "@/components/platform/organization-form";
import { typed } from "@/components/ui/form";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { loadOrganization } from "@/lib/platform/loaders";

type Props = PageProps<{ slug: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("admin.organization.edit-title"), robots: { index: false } };
}

const labels = [
  ["name", "admin.organization.field.name"],
  ["shortName", "admin.organization.field.short-name"],
  ["description", "admin.organization.field.description"],
  ["contact", "admin.organization.field.contact"],
] as const;

export default async function OrganizationPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, params, query } = page;
  const { slug, stamp, ...settings } = await loadOrganization(params.slug);
  const state = { t, here, refused: await readRefusedForm(page) };
  // After a conflict was shown, saving again is a decision; after any other problem the first state still counts.
  const conflict = state.refused?.problems.some(({ key }) => key === "problem.organization.changed-meanwhile") ?? false;
  const done = query.done === "created" || query.done === "edited" ? query.done : null;
  return drawn(
    <div className="grid gap-6">
      <p>
        <a className="inline-block py-1 small" href={at("/admin/organizations")}>
          {t("admin.organizations.title")}
        </a>
      </p>
      <p className="eyebrow">{t("admin.organization.edit-title")}</p>
      <h1>
        <bdi>{settings.name}</bdi>
      </h1>
      {done && !state.refused ? <p className="notice affirm measure">{t(`admin.organization.done.${done}`)}</p> : null}
      <p>
        <a href={at(`/admin/grants?organization=${slug}#give`)}>{t("admin.organization.give")}</a>
      </p>
      {conflict ? (
        <section className="notice caution grid max-w-2xl gap-2" aria-labelledby="now">
          <h2 id="now" className="font-sans! text-base!">
            {t("admin.organization.now")}
          </h2>
          <dl className="facts">
            {labels.map(([field, key]) => (
              <div key={field}>
                <dt>{t(key)}</dt>
                <dd dir="auto">{settings[field]}</dd>
              </div>
            ))}
          </dl>
        </section>
      ) : null}
      <OrganizationForm
        state={state}
        settings={settings}
        action="edit-organization"
        identity={{ organization: slug, shown: conflict ? stamp : typed(state, "shown", stamp) }}
      />
    </div>,
  );
}
