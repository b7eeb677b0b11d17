import type { Metadata } from "next";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage } from "@/lib/entry/page";
import { formatNumber } from "@/lib/format/dates";
import { loadOrganizations } from "@/lib/platform/loaders";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return { title: (await readPage(props)).t("admin.organizations.title"), robots: { index: false } };
}

export default async function OrganizationsPage(props: PageProps) {
  const { t, at, language } = await readPage(props);
  const organizations = await loadOrganizations();
  return drawn(
    <div className="grid gap-6">
      <p>
        <a className="inline-block py-1 small" href={at("/admin")}>
          {t("admin.title")}
        </a>
      </p>
      <h1>{t("admin.organizations.title")}</h1>
      <p>
        <a className="button" href={at("/admin/organizations/new")}>
          {t("admin.organizations.new")}
        </a>
      </p>
      {organizations.length === 0 ? (
        <p>{t("admin.organizations.none")}</p>
      ) : (
        <div className="table-scroll">
          <table className="table cards">
            <caption className="visually-hidden">{t("admin.organizations.caption")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("admin.organizations.name")}</th>
                <th scope="col">{t("admin.organizations.courses")}</th>
                <th scope="col">{t("admin.organizations.events")}</th>
                <th scope="col">{t("admin.organizations.organizers")}</th>
                <th scope="col">{t("admin.organizations.review")}</th>
              </tr>
            </thead>
            <tbody>
              {organizations.map(({ slug, name, shortName, courses, events, organizers, reviewRequired }) => (
                <tr key={slug}>
                  <th scope="row">
                    <span>
                      <a className="block" href={at(`/admin/organizations/${slug}`)}>
                        <bdi>{name}</bdi>
                      </a>
                      <bdi className="small font-normal muted">{shortName}</bdi>
                    </span>
                  </th>
                  <td data-label={t("admin.organizations.courses")}>{formatNumber(courses, language)}</td>
                  <td data-label={t("admin.organizations.events")}>{formatNumber(events, language)}</td>
                  <td data-label={t("admin.organizations.organizers")}>
                    {organizers > 0 ? formatNumber(organizers, language) : t("admin.organizations.no-organizer")}
                  </td>
                  <td data-label={t("admin.organizations.review")}>
                    {t(reviewRequired ? "admin.organizations.review-yes" : "admin.organizations.review-no")}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>,
  );
}
