import { isMessageKey, type Translate } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import { formatInstant } from "@/lib/format/dates";
import type { AuditRow } from "@/lib/platform/types";

/** What an action of the record is called for people; one that has no words shows its name. */
function ActionText({ t, action }: { readonly t: Translate; readonly action: string }) {
  const key = `audit.${action}`;
  return isMessageKey(key) ? t(key) : <code dir="ltr">{action}</code>;
}

type Props = { readonly page: Page; readonly rows: readonly AuditRow[]; readonly zone: string };

/** The latest entries of the record: when, who, what, to what. */
export function AuditTable({ page: { t, at, language }, rows, zone }: Props) {
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="visually-hidden">{t("admin.audit.caption", { count: rows.length })}</caption>
        <thead>
          <tr>
            <th scope="col">{t("admin.audit.when")}</th>
            <th scope="col">{t("admin.audit.who")}</th>
            <th scope="col">{t("admin.audit.what")}</th>
            <th scope="col">{t("admin.audit.subject")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, at: happenedAt, actor, action, subject, subjectId, role }) => (
            <tr key={id}>
              <td data-label={t("admin.audit.when")}>{formatInstant(happenedAt, language, zone)}</td>
              <td data-label={t("admin.audit.who")}>
                {actor ? <bdi>{actor}</bdi> : <span className="muted">{t("admin.audit.installation")}</span>}
              </td>
              <td data-label={t("admin.audit.what")}>
                <ActionText t={t} action={action} />
              </td>
              <td data-label={t("admin.audit.subject")}>
                {subject?.path ? (
                  <a href={at(subject.path)}>
                    <bdi>{subject.name}</bdi>
                  </a>
                ) : subject ? (
                  <bdi>{subject.name}</bdi>
                ) : (
                  <code className="break-all" dir="ltr">
                    {subjectId}
                  </code>
                )}
                {role ? (
                  <span className="muted">
                    {" "}
                    ({t(`grant-role.${role.name}`)}, {role.scope ? <bdi>{role.scope}</bdi> : t("admin.grants.platform")}
                    )
                  </span>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
