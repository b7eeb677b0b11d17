import type { Metadata } from "next";
import { GrantTable } from "@/components/platform/grant-table";
import { Form, ProblemSummary, Select, TextField } from "@/components/ui/form";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { loadGrants } from "@/lib/platform/loaders";
import { givenRoles } from "@/lib/platform/rules";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return { title: (await readPage(props)).t("admin.grants.title"), robots: { index: false } };
}

export default async function GrantsPage(props: PageProps) {
  const page = await readPage(props);
  const { t, at, here, language, query } = page;
  const { actor, grants, organizations } = await loadGrants(language);
  const state = { t, here, refused: await readRefusedForm(page) };
  const done = query.done === "given" || query.done === "revoked" ? query.done : null;
  const wanted = organizations.find(({ slug }) => slug === query.organization)?.slug ?? "";
  return drawn(
    <div className="grid gap-10">
      <div className="grid gap-4">
        <p>
          <a className="inline-block py-1 small" href={at("/admin")}>
            {t("admin.title")}
          </a>
        </p>
        <h1>{t("admin.grants.title")}</h1>
        <p className="lede measure">{t("admin.grants.lede")}</p>
        {done && !state.refused ? <p className="notice affirm measure">{t(`admin.grants.done.${done}`)}</p> : null}
        <ProblemSummary state={state} />
      </div>

      <section aria-labelledby="give" className="grid gap-4">
        <h2 id="give">{t("admin.grants.give-title")}</h2>
        <Form state={state} action="give-grant" summary={false}>
          <TextField
            state={state}
            name="email"
            label={t("admin.grants.email")}
            hint={t("admin.grants.email.hint")}
            type="email"
            dir="ltr"
            required
          />
          <Select
            state={state}
            name="role"
            label={t("admin.grants.role")}
            hint={t("admin.grants.role.hint")}
            options={givenRoles.map((value) => ({ value, label: t(`grant-role.${value}`) }))}
          />
          <Select
            state={state}
            name="organization"
            label={t("admin.grants.organization")}
            value={wanted}
            options={[
              { value: "", label: t("admin.grants.organization.none") },
              ...organizations.map(({ slug, name }) => ({ value: slug, label: name })),
            ]}
          />
          <p>
            <button type="submit" className="button">
              {t("admin.grants.give")}
            </button>
          </p>
        </Form>
      </section>

      <section aria-labelledby="grants" className="grid gap-2">
        <h2 id="grants">{t("admin.grants.list-title")}</h2>
        <GrantTable page={page} state={state} grants={grants} actor={actor} />
      </section>
    </div>,
  );
}
