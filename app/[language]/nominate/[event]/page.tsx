import type { Metadata } from "next";
import { FocalUnit } from "@/components/admission/nominations/focal-unit";
import { NomineeFields } from "@/components/admission/nominations/nominee-fields";
import { SourceText } from "@/components/library/source-text";
import { WindowText } from "@/components/organizing/window-text";
import { Form, type FormState, ProblemSummary } from "@/components/ui/form";
import { loadFocalPage } from "@/lib/admission/nominations/loaders";
import { parts } from "@/lib/admission/nominations/rules";
import type { FocalPage, NominatedPerson } from "@/lib/admission/nominations/types";
import { stateName } from "@/lib/admission/states";
import type { MessageKey } from "@/lib/content/messages";
import { drawn } from "@/lib/entry/drawn";
import { type Page, type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";

type Props = PageProps<{ event: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("nominate.title"), robots: { index: false } };
}

const announcements = ["nominated", "edited", "moved", "withdrawn", "substituted"] as const;

export default async function NominateForEventPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params, query } = page;
  const event = await loadFocalPage(params.event, language);
  const state = { t, here, refused: await readRefusedForm(page) };
  const done = announcements.find((name) => name === query.done);
  const people = event.units.flatMap((unit) => unit.people);
  const edited = people.find(({ id }) => id === query.edit);
  const replaced = people.find(({ id, mayBeReplaced }) => id === query.replace && mayBeReplaced);
  const ranked = event.units.filter(({ standing }) => standing === "nominated");
  return drawn(
    <div className="grid gap-10">
      <div className="grid gap-4">
        <header className="grid gap-2">
          <p className="small">
            <a className="inline-block py-1" href={at("/nominate")}>
              {t("nominate.title")}
            </a>
          </p>
          <h1>{t("nominate.for", { state: stateName(event.stateCode, language) })}</h1>
          <p className="lede measure">
            <a href={at(`/events/${event.slug}`)}>
              <SourceText as="span" page={language} language={event.language}>
                {event.title}
              </SourceText>
            </a>
          </p>
        </header>
        {done && !state.refused ? (
          <p className="notice affirm measure">{t(`nominate.done.${done}` satisfies MessageKey)}</p>
        ) : null}
        <ProblemSummary state={state} />
        <div className="measure">
          {t("nominate.window")}{" "}
          <WindowText
            page={page}
            opensAt={event.registrationOpensAt}
            closesAt={event.registrationClosesAt}
            zone={event.zone}
            ownZone={event.actor.zone}
          />
        </div>
        <p className="measure">{t(event.inPairs ? "nominate.rule-pairs" : "nominate.rule")}</p>
        {event.stateQuota === null ? null : (
          <p className="nums">{t("nominations.state-seats-of", { seats: event.seats, quota: event.stateQuota })}</p>
        )}
      </div>
      <section aria-labelledby="nominated" className="grid gap-2">
        <h2 id="nominated">{t("nominate.list")}</h2>
        {event.units.length === 0 ? (
          <p>{t("nominate.nobody")}</p>
        ) : (
          <ol className="rows">
            {event.units.map((unit, index) => (
              <FocalUnit
                key={unit.id}
                page={page}
                state={state}
                event={event}
                unit={unit}
                number={index + 1}
                first={ranked[0] === unit}
                last={ranked.at(-1) === unit}
              />
            ))}
          </ol>
        )}
      </section>
      <FormSection page={page} state={state} event={event} edited={edited} replaced={replaced} />
    </div>,
  );
}

type FormProps = {
  readonly page: Page;
  readonly state: FormState;
  readonly event: FocalPage;
  readonly edited: NominatedPerson | undefined;
  readonly replaced: NominatedPerson | undefined;
};

/** One form at a time: a correction, a substitution, or a new nomination. */
function FormSection(props: FormProps) {
  const { page, event, edited, replaced } = props;
  const { t, at } = page;
  if (!edited && !replaced && !event.mayNominate) return <p className="notice measure">{t("nominate.closed-note")}</p>;
  const title = edited
    ? t("nominate.edit", { name: edited.fullName })
    : replaced
      ? t("nominate.replace", { name: replaced.fullName })
      : t(event.inPairs ? "nominate.new-pair" : "nominate.new");
  return (
    <section aria-labelledby="form" className="grid gap-4">
      <h2 id="form">{title}</h2>
      {edited ? (
        <EditForm {...props} person={edited} />
      ) : replaced ? (
        <ReplaceForm {...props} person={replaced} />
      ) : (
        <NewForm {...props} />
      )}
      {edited || replaced ? (
        <p>
          <a className="inline-block py-1" href={at(`/nominate/${event.slug}`)}>
            {t("common.cancel")}
          </a>
        </p>
      ) : null}
    </section>
  );
}

function EditForm({ page: { t, language }, state, event, person }: FormProps & { readonly person: NominatedPerson }) {
  return (
    <Form state={state} action="edit-nomination" summary={false}>
      <input type="hidden" name="event" value={event.slug} />
      <input type="hidden" name="nomination" value={person.id} />
      <NomineeFields state={state} language={language} person={person} />
      <p>
        <button type="submit" className="button">
          {t("nominate.save")}
        </button>
      </p>
    </Form>
  );
}

function ReplaceForm({
  page: { t, language },
  state,
  event,
  person,
}: FormProps & { readonly person: NominatedPerson }) {
  return (
    <Form state={state} action="substitute-nomination" summary={false}>
      <input type="hidden" name="event" value={event.slug} />
      <input type="hidden" name="nomination" value={person.id} />
      <input type="hidden" name="shown" value={person.state} />
      <p className="measure">{t("nominate.replace-note", { name: person.fullName })}</p>
      <NomineeFields state={state} language={language} />
      <p>
        <button type="submit" className="button">
          {t("nominate.replace-submit")}
        </button>
      </p>
    </Form>
  );
}

function NewForm({ page: { t, language }, state, event }: FormProps) {
  if (!event.inPairs)
    return (
      <Form state={state} action="nominate" summary={false}>
        <input type="hidden" name="event" value={event.slug} />
        <NomineeFields state={state} language={language} />
        <Submit label={t("nominate.submit")} />
      </Form>
    );
  return (
    <Form state={state} action="nominate-pair" className="grid gap-8" summary={false}>
      <input type="hidden" name="event" value={event.slug} />
      <div className="grid gap-8 md:grid-cols-2">
        {parts.map((part) => (
          <fieldset key={part} className="grid content-start gap-6">
            <legend className="mb-3 font-serif text-[1.2rem] font-semibold">{t(`nomination.part.${part}`)}</legend>
            <NomineeFields state={state} prefix={`${part}-`} language={language} />
          </fieldset>
        ))}
      </div>
      <Submit label={t("nominate.submit-pair")} />
    </Form>
  );
}

const Submit = ({ label }: { readonly label: string }) => (
  <p>
    <button type="submit" className="button">
      {label}
    </button>
  </p>
);
