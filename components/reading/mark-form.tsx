import { Form, type FormState } from "@/components/ui/form";
import type { LessonReading } from "@/lib/reading/views";

type Props = { readonly state: FormState; readonly reading: LessonReading };

/** Marks the page as read and goes on. Reading is never guessed from scrolling: a person says so, and can take it back. */
export function MarkForm({ state, reading: { event, place, isRead, next } }: Props) {
  const { t } = state;
  return (
    <div id="mark" className="no-print">
      <Form state={state} action="mark-read" className="flex flex-wrap items-center gap-x-5 gap-y-2">
        <input type="hidden" name="event" value={event.slug} />
        <input type="hidden" name="module" value={place.module.slug} />
        <input type="hidden" name="lesson" value={place.lesson.slug} />
        <input type="hidden" name="number" value={place.page} />
        {isRead ? (
          <>
            <input type="hidden" name="read" value="no" />
            <span className="state affirm">{t("reading.marked")}</span>
            <button type="submit" className="link-button">
              {t("reading.unmark")}
            </button>
          </>
        ) : (
          <>
            <input type="hidden" name="read" value="yes" />
            <button type="submit" className="button" name="onward" value="continue">
              {t(next ? "reading.mark" : "reading.mark-last")}
            </button>
          </>
        )}
      </Form>
    </div>
  );
}
