import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { OrganizationForm } from "@/components/platform/organization-form";
import { typed } from "@/components/ui/form";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { loadNewOrganization } from "@/lib/platform/loaders";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return { title: (await readPage(props)).t("admin.organizations.new"), robots: { index: false } };
}

const empty = { name: "", shortName: "", description: "", contact: "", reviewRequired: false };

export default async function NewOrganizationPage(props: PageProps) {
  const page = await readPage(props);
  const { t, at, here } = page;
  await loadNewOrganization();
  const state = { t, here, refused: await readRefusedForm(page) };
  return drawn(
    <div className="grid gap-6">
      <p>
        <a className="inline-block py-1 small" href={at("/admin/organizations")}>
          {t("admin.organizations.title")}
        </a>
      </p>
      <h1>{t("admin.organizations.new")}</h1>
      {/* The new organization's id is made here, so that a second click on the button makes no second one. */}
      <OrganizationForm
        state={state}
        settings={empty}
        action="create-organization"
        identity={{ id: typed(state, "id", randomUUID()) }}
      />
    </div>,
  );
}
