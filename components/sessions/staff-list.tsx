import { SourceText } from "@/components/library/source-text";
import type { MessageKey } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import type { StaffMember } from "@/lib/sessions/types";

type Props = { readonly page: Pick<Page, "t" | "language">; readonly staff: readonly StaffMember[] };

/** Who teaches and facilitates: the role first, for often nobody is named. */
export function StaffList({ page: { t, language }, staff }: Props) {
  return (
    <ul className="grid gap-4">
      {staff.map(({ id, kind, fullName, role, biography, language: written }) => (
        <li key={id} className="grid gap-1">
          <p>
            {fullName ? (
              <>
                <strong>
                  <bdi>{fullName}</bdi>
                </strong>{" "}
                <span className="muted small">{t(`sessions.kind.${kind}` as MessageKey)}</span>
              </>
            ) : (
              <span className="muted small">{t(`sessions.kind.${kind}` as MessageKey)}</span>
            )}
          </p>
          <SourceText as="p" page={language} language={written}>
            {role}
          </SourceText>
          {biography ? (
            <SourceText as="p" page={language} language={written} className="measure whitespace-pre-line font-serif">
              {biography}
            </SourceText>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
