import { SourceText } from "@/components/library/source-text";
import { catalogueAddress, MAXIMUM_TEXT, withoutChoice } from "@/lib/catalogue/rules";
import { type CataloguePage, type FacetName, facetNames } from "@/lib/catalogue/types";
import { languageName } from "@/lib/catalogue/wording";
import type { MessageKey } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import "./catalogue-filter.css";

type Props = { readonly page: Pick<Page, "t" | "at" | "language">; readonly catalogue: CataloguePage };

/** The search form's id, by which the choices beside the list belong to it. */
const FORM = "search";

/** What a facet's value is called; topics and organizers are content, with names of their own. */
function ValueName({
  page: { t, language },
  catalogue: { names },
  name,
  value,
}: Props & { readonly name: FacetName; readonly value: string }) {
  switch (name) {
    case "topic":
      return (
        <SourceText page={language} language="en">
          {names.topic.get(value)}
        </SourceText>
      );
    case "organizer":
      return <bdi>{names.organizer.get(value)}</bdi>;
    case "language":
      return languageName(value, language);
    case "level":
      return t(`level.${value}` as MessageKey);
    case "type":
      return t(`delivery.${value}` as MessageKey);
    case "region":
      return t(`region.${value}` as MessageKey);
  }
}

/** One line to type into, and a button. */
export function SearchBox({
  page: { t, at },
  text,
  id,
}: Pick<Props, "page"> & { readonly text: string; readonly id?: string }) {
  return (
    <search>
      <form id={id} action={at("/courses")} className="search-box">
        <label htmlFor="q">{t("courses.search")}</label>
        <input
          className="input"
          id="q"
          name="q"
          type="search"
          maxLength={MAXIMUM_TEXT}
          defaultValue={text}
          dir="auto"
          autoComplete="off"
        />
        <button type="submit" className="button">
          {t("courses.search.submit")}
        </button>
      </form>
    </search>
  );
}

/** The catalogue's own search, with what is chosen beside the list. */
export const CatalogueSearch = ({ page, catalogue }: Props) => (
  <SearchBox page={page} text={catalogue.query.text} id={FORM} />
);

/** What the list is narrowed by now; each a link to the list without it. */
export function ChosenNow({ page, catalogue }: Props) {
  const { t, at } = page;
  const { query } = catalogue;
  const chips = facetNames.flatMap((name) => query.chosen[name].map((value) => ({ name, value })));
  if (chips.length === 0 && !query.text) return null;
  return (
    <ul className="chips" aria-label={t("courses.chosen")}>
      {query.text ? (
        <li>
          <a className="chip" href={at(catalogueAddress({ ...query, text: "", page: 1 }))}>
            <span className="visually-hidden">{t("courses.chosen.remove")} </span>
            <span>
              <span className="muted">{t("courses.search.submit")}</span> <bdi>{query.text}</bdi>
            </span>
          </a>
        </li>
      ) : null}
      {chips.map(({ name, value }) => (
        <li key={`${name} ${value}`}>
          <a className="chip" href={at(catalogueAddress(withoutChoice(query, name, value)))}>
            <span className="visually-hidden">{t("courses.chosen.remove")} </span>
            <span>
              <span className="muted">{t(`facet.${name}`)}</span>{" "}
              <ValueName page={page} catalogue={catalogue} name={name} value={value} />
            </span>
          </a>
        </li>
      ))}
      <li>
        <a className="inline-block py-1" href={at("/courses")}>
          {t("courses.chosen.clear")}
        </a>
      </li>
    </ul>
  );
}

/** Every facet with its choices, and how many courses each would leave. */
export function Facets({ page, catalogue }: Props) {
  const { t } = page;
  return (
    <section aria-labelledby="narrow" className="facets">
      <h2 id="narrow">{t("courses.filter")}</h2>
      {facetNames.map((name) =>
        catalogue.facets[name].length === 0 ? null : (
          <fieldset key={name}>
            <legend>{t(`facet.${name}`)}</legend>
            {catalogue.facets[name].map(({ value, count, chosen }) => (
              <label key={value} className="choice">
                <input type="checkbox" form={FORM} name={name} value={value} defaultChecked={chosen} />
                <span>
                  <ValueName page={page} catalogue={catalogue} name={name} value={value} />
                </span>{" "}
                <span className="count">{count}</span>
              </label>
            ))}
          </fieldset>
        ),
      )}
      <button type="submit" form={FORM} className="button quiet">
        {t("courses.filter.submit")}
      </button>
    </section>
  );
}
