import type { Room } from "@/lib/comments/types";
import type { Page } from "@/lib/entry/page";
import { formatDay } from "@/lib/format/dates";
import { TlpLabel } from "./tlp-label";

type Props = { readonly page: Page; readonly room: Room; readonly zone: string };

/** What binds whoever writes here, said before they write: who reads it, who is named, its label, and when it is removed. */
export function RoomTerms({ page: { t, language }, room: { rule, held, label, purgeAt }, zone }: Props) {
  if (rule === "closed") return <p>{t("comments.rule.closed")}</p>;
  return (
    <div className="room-terms">
      <p>
        <strong>{t(`comments.rule-name.${rule}`)}</strong> {t(`comments.rule.${rule}`)} {t("comments.promise")}
      </p>
      {label ? (
        <p>
          <TlpLabel label={label} /> {t(`comments.tlp-note.${label}`)}
        </p>
      ) : null}
      {held ? <p>{t("comments.held")}</p> : null}
      {purgeAt ? (
        <p>{t("comments.purge", { day: formatDay(new Date(purgeAt.getTime() - 60_000), language, zone) })}</p>
      ) : null}
    </div>
  );
}
