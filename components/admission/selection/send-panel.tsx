import { Form, type FormState } from "@/components/ui/form";
import type { SelectionCounts, SelectionEvent } from "@/lib/admission/selection/types";
import type { MessageKey } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";

type Props = {
  readonly page: Page;
  readonly state: FormState;
  readonly event: SelectionEvent;
  readonly counts: SelectionCounts;
};

/** What is decided and not sent yet, whether the seats are enough for it, and the one button that tells everybody. */
export function SendPanel({ page: { t, at }, state, event, counts: { open } }: Props) {
  const decided = open.accepted + open.waiting + open["not-selected"];
  const free = event.seats === null ? null : Math.max(0, event.seats - event.seatsTaken - event.seatsHeld);
  const over = free === null ? 0 : Math.max(0, open.accepted - free);
  const left = free === null ? 0 : free - open.accepted;
  const facts: readonly (readonly [MessageKey, string | number])[] = [
    ["selection.send.accepted", open.accepted],
    ["selection.send.waiting", open.waiting],
    ["selection.send.not-selected", open["not-selected"]],
    ["selection.send.free", free ?? t("selection.send.unlimited")],
  ];
  return (
    <section aria-labelledby="send" className="grid gap-4">
      <h2 id="send">{t("selection.send")}</h2>
      <dl className="particulars text-base! nums">
        {facts.map(([key, value]) => (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd className="font-serif text-[1.42rem]">{value}</dd>
          </div>
        ))}
      </dl>
      {over > 0 ? (
        <p className="notice caution measure">
          {t("problem.selection.too-many", { over })}{" "}
          <a href={at(`/organize/events/${event.slug}/edit`)}>
            {t(event.seatsRule === "recommended" ? "selection.send.raise" : "selection.send.seats")}
          </a>
        </p>
      ) : null}
      {left > 0 && open.waiting > 0 ? <p className="notice measure">{t("selection.send.offered", { left })}</p> : null}
      {decided === 0 ? (
        <p className="measure">{t("selection.send.nothing")}</p>
      ) : (
        <Form state={state} action="send-decisions" className="grid gap-3 measure" summary={false}>
          <input type="hidden" name="event" value={event.slug} />
          <label className="choice">
            <input type="checkbox" name="sure" id="sure" value="yes" required />
            <span>{t("selection.send.sure", { count: decided })}</span>
          </label>
          <p>
            <button type="submit" className="button">
              {t("selection.send.submit")}
            </button>
          </p>
        </Form>
      )}
    </section>
  );
}
