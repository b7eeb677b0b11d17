import { Field, Form, type FormState, typed } from "@/components/ui/form";
import type { Page } from "@/lib/entry/page";
import type { SourceDocument } from "@/lib/library/sources/types";
import { CitationStanding } from "../citation-standing";
import { PlaceName } from "../document-sheet";
import { LeaningList } from "../leaning-list";

type Props = {
  readonly page: Pick<Page, "t" | "at" | "language">;
  readonly state: FormState;
  readonly document: SourceDocument;
  /** The person's own day, as a date field takes it. */
  readonly today: string;
};

/** The places of a document, each to be ticked by who has read it in the source, and the day on which that was. */
export function PlaceForm({ page, state, document: { symbol, places }, today }: Props) {
  const { t } = page;
  const ticked = state.refused?.values.places ?? [];
  return (
    <Form state={state} action="check-source">
      <input type="hidden" name="document" value={symbol} />
      <fieldset id="places" className="min-w-0">
        <legend className="legend">{t("sources.read-places")}</legend>
        <ol className="rows mt-2">
          {places.map((place) => (
            <li key={place.anchor ?? ""} className="grid gap-2">
              <label className="choice">
                <input
                  type="checkbox"
                  name="places[]"
                  value={place.citationId}
                  defaultChecked={ticked.includes(place.citationId)}
                />
                <span>
                  <span className="font-semibold">
                    <PlaceName page={page} place={place} />
                  </span>{" "}
                </span>
              </label>
              <div className="grid gap-1 ps-8">
                <p>
                  <CitationStanding page={page} citation={place} />
                </p>
                <LeaningList page={page} leaning={place.leaning} />
              </div>
            </li>
          ))}
        </ol>
      </fieldset>
      <Field state={state} name="day" label={t("sources.day")} hint={t("sources.day.hint")}>
        {(control) => (
          <input
            {...control}
            className="input"
            type="date"
            max={today}
            defaultValue={typed(state, "day", today)}
            required
          />
        )}
      </Field>
      <p>
        <button type="submit" className="button">
          {t("sources.record")}
        </button>
      </p>
    </Form>
  );
}
