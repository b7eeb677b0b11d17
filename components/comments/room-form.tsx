import { Form, type FormState, Select, TextField, typed } from "@/components/ui/form";
import { purgeDayOf } from "@/lib/comments/moderation/rules";
import type { RoomDesk } from "@/lib/comments/moderation/types";
import { labels, roomRules } from "@/lib/comments/rules";
import { zonePlace } from "@/lib/format/dates";

type Props = { readonly state: FormState; readonly desk: RoomDesk };

/** A room's settings: its rule, whether comments wait, its label and its last day. */
export function RoomForm({ state, desk }: Props) {
  const { t } = state;
  const chosen = typed(state, "rule", desk.rule);
  const held = state.refused ? typed(state, "held") === "yes" : desk.held;
  return (
    <Form state={state} action="save-room" className="grid gap-6" summary={false}>
      <input type="hidden" name="event" value={desk.slug} />
      <fieldset className="field">
        <legend className="legend">{t("room.field.rule")}</legend>
        {roomRules.map((rule, at) => (
          <label key={rule} className="choice">
            <input
              type="radio"
              id={at === 0 ? "rule" : undefined}
              name="rule"
              value={rule}
              defaultChecked={rule === chosen}
            />
            <span>
              <span className="font-semibold">{t(`comments.rule-name.${rule}`)}</span>{" "}
              <span className="muted font-normal">{t(`comments.rule.${rule}`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <label className="choice">
        <input type="checkbox" name="held" value="yes" defaultChecked={held} />
        <span>{t("room.field.held")}</span>
      </label>
      <Select
        state={state}
        name="label"
        label={t("room.field.label")}
        hint={t("room.field.label-hint")}
        value={desk.label ?? ""}
        options={[
          { value: "", label: t("comments.field.no-label") },
          ...labels.map((value) => ({ value, label: t(`comments.tlp.${value}`) })),
        ]}
      />
      <TextField
        state={state}
        name="purgeDay"
        type="date"
        label={t("room.field.purge-day")}
        hint={t("room.field.purge-hint", { zone: zonePlace(desk.zone) })}
        value={purgeDayOf(desk.purgeAt, desk.zone)}
      />
      <p>
        <button type="submit" className="button">
          {t("room.save")}
        </button>
      </p>
    </Form>
  );
}
