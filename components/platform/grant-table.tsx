import { Form, type FormState } from "@/components/ui/form";
import type { Page } from "@/lib/entry/page";
import { formatDay } from "@/lib/format/dates";
import type { GrantRow } from "@/lib/platform/types";

type Props = {
  readonly page: Page;
  readonly state: FormState;
  readonly grants: readonly GrantRow[];
  readonly actor: { readonly id: string; readonly zone: string };
};

/** Everybody's roles; taking one away asks once more, in place. */
export function GrantTable({ page, state, grants, actor }: Props) {
  const { t, language } = page;
  const admins = grants.filter(({ role }) => role === "admin").length;
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="visually-hidden">{t("admin.grants.caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("admin.grants.person")}</th>
            <th scope="col">{t("admin.grants.role")}</th>
            <th scope="col">{t("admin.grants.scope")}</th>
            <th scope="col">{t("admin.grants.since")}</th>
            <th scope="col">{t("admin.grants.action")}</th>
          </tr>
        </thead>
        <tbody>
          {grants.map((grant) => (
            <tr key={grant.id}>
              <th scope="row">
                <span>
                  <span className="block">
                    <bdi>{grant.fullName}</bdi>
                  </span>
                  <span className="small block font-normal muted">
                    <bdi>{grant.address}</bdi>
                  </span>
                </span>
              </th>
              <td data-label={t("admin.grants.role")}>{t(`grant-role.${grant.role}`)}</td>
              <td data-label={t("admin.grants.scope")}>
                {grant.scope ? <bdi>{grant.scope.name}</bdi> : t("admin.grants.platform")}
              </td>
              <td data-label={t("admin.grants.since")}>
                <span>
                  {formatDay(grant.createdAt, language, actor.zone)}
                  <span className="small block muted">
                    {t("admin.grants.by")}: <bdi>{grant.grantedBy ?? t("admin.grants.installation")}</bdi>
                  </span>
                </span>
              </td>
              <td data-label={t("admin.grants.action")}>
                <Take
                  page={page}
                  state={state}
                  grant={grant}
                  own={grant.personId === actor.id}
                  last={grant.role === "admin" && admins === 1}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type TakeProps = Pick<Props, "page" | "state"> & {
  readonly grant: GrantRow;
  readonly own: boolean;
  readonly last: boolean;
};

function Take({ page: { t }, state, grant, own, last }: TakeProps) {
  if (last) return <span className="muted">{t("admin.grants.last")}</span>;
  if (own && grant.role !== "admin") return <span className="muted">{t("admin.grants.own")}</span>;
  return (
    <details className="max-w-64">
      <summary className="py-1">{t(own ? "admin.grants.give-up" : "admin.grants.take")}</summary>
      <Form state={state} action="revoke-grant" className="mt-2 grid gap-3" summary={false}>
        <input type="hidden" name="grant" value={grant.id} />
        <p className="small">
          {own ? t("admin.grants.give-up-sentence") : t("admin.grants.take-sentence", { name: grant.fullName })}
        </p>
        <p>
          <button type="submit" className="button danger">
            {own ? t("admin.grants.give-up-confirm") : t("admin.grants.take-confirm", { name: grant.fullName })}
          </button>
        </p>
      </Form>
    </details>
  );
}
