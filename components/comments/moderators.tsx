import { Form, type FormState, TextField } from "@/components/ui/form";
import type { RoomDesk } from "@/lib/comments/moderation/types";

type Props = { readonly state: FormState; readonly desk: RoomDesk };

/** Who moderates this event's room besides its organizers, and the form that names one more. */
export function Moderators({ state, desk }: Props) {
  const { t, here } = state;
  return (
    <>
      <p className="measure muted">{t("room.moderators-note")}</p>
      {desk.moderators.length === 0 ? null : (
        <ul className="rows max-w-3xl">
          {desk.moderators.map(({ grantId, name }) => (
            <li key={grantId} className="flex flex-wrap items-baseline gap-x-5">
              <bdi className="font-semibold">{name}</bdi>
              <Form state={{ t, here, refused: null }} action="remove-moderator" className="inline" summary={false}>
                <input type="hidden" name="event" value={desk.slug} />
                <input type="hidden" name="grant" value={grantId} />
                <button type="submit" className="link-button">
                  {t("room.remove-moderator")} <span className="visually-hidden">{name}</span>
                </button>
              </Form>
            </li>
          ))}
        </ul>
      )}
      <Form state={state} action="name-moderator" className="grid gap-4" summary={false}>
        <input type="hidden" name="event" value={desk.slug} />
        <TextField
          state={state}
          name="email"
          type="email"
          label={t("room.field.moderator")}
          hint={t("room.field.moderator-hint")}
          dir="ltr"
        />
        <p>
          <button type="submit" className="button quiet">
            {t("room.name-moderator")}
          </button>
        </p>
      </Form>
    </>
  );
}
