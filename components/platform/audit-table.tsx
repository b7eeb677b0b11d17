import type { MessageKey, Translate } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import { formatInstant } from "@/lib/format/dates";
import type { AuditRow } from "@/lib/platform/types";

/** What the record's actions are called for people; one that has no words yet shows its name. */
const actions = [
  "event.create",
  "event.edit",
  "event.send-to-review",
  "event.publish",
  "event.pass-review",
  "event.return",
  "event.close",
  "event.archive",
  "event.cancel",
  "event.clone",
  "course.prerequisites",
  "invitation.send",
  "import.apply",
  "nomination.make",
  "nomination.send",
  "organization.create",
  "organization.edit",
  "grant.give",
  "grant.revoke",
  "certificate.release",
  "certificate.revoke",
  "person.reset-password",
  "person.change-password",
  "person.change-name",
  "access.refuse",
  "event.announce",
  "letters.retry",
  "event.application-question",
  "event.rubric",
  "application.score",
  "application.shortlist",
  "application.unshortlist",
  "application.decide",
  "application.send",
  "source.check",
] as const;

function ActionText({ t, action }: { readonly t: Translate; readonly action: string }) {
  const known = actions.find((name) => name === action);
  return known ? t(`audit.${known}` satisfies MessageKey) : <code dir="ltr">{action}</code>;
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
