import type { ReactNode } from "react";
import { ZoneField } from "@/components/people/fields";
import { CheckGroup } from "@/components/ui/check-group";
import { Form, type FormState, Select, TextArea, TextField, typed } from "@/components/ui/form";
import type { Page } from "@/lib/entry/page";
import { languageNames } from "@/lib/format/languages";
import type { WindowField } from "@/lib/organizing/rules";
import {
  admissionModes,
  certificateKinds,
  contentLanguages,
  deliveries,
  instructorPresences,
  norms,
  otherLanguages,
  partnerRoles,
  regions,
  rowNumbers,
  seatsRules,
} from "@/lib/organizing/schema";
import type { EventFormView, ExamSettings } from "@/lib/organizing/types";
import { localOf, passOf } from "@/lib/scheduling/zones";

type Props = {
  readonly page: Page;
  readonly state: FormState;
  readonly view: EventFormView;
  readonly action: "create-event" | "edit-event";
  /** Hidden fields that say which event this is. */
  readonly identity: Readonly<Record<string, string>>;
  /** Where leaving without saving goes. */
  readonly back: string;
  readonly now: Date;
};

/** The one form of an event, for a new one and for one that exists. What is to mend is summed up by the page, above it. */
export function EventForm({ page, state, view, action, identity, back, now }: Props) {
  const { t, at } = page;
  const { settings, event } = view;
  const isNew = event === null;
  const instantField = (name: WindowField, label: string) => (
    <InstantField state={state} name={name} label={label} instant={settings[name]} zone={settings.zone} />
  );
  const notStated = { value: "", label: t("common.not-stated") };
  return (
    <Form state={state} action={action} className="grid gap-10" summary={false}>
      {Object.entries(identity).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}

      <Section number={1} title={t("organize.form.what")}>
        <TextField
          state={state}
          name="title"
          label={t("organize.field.title")}
          hint={
            isNew
              ? t("organize.field.title.hint")
              : t("organize.field.title.hint-language", {
                  language: languageNames[settings.textLanguage] ?? settings.textLanguage,
                })
          }
          value={settings.title}
          dir="auto"
          required
        />
        <TextField
          state={state}
          name="reference"
          label={t("organize.field.reference")}
          hint={t("organize.field.reference.hint")}
          value={settings.reference}
          dir="auto"
          required
        />
        {isNew ? (
          <Select
            state={state}
            name="textLanguage"
            label={t("organize.field.text-language")}
            value={settings.textLanguage}
            options={contentLanguages.map((value) => ({ value, label: languageNames[value] ?? value }))}
          />
        ) : null}
        <TextArea
          state={state}
          name="notice"
          label={t("organize.field.notice")}
          hint={t("organize.field.notice.hint")}
          value={settings.notice}
        />
        {isNew ? null : <OtherTexts state={state} view={view} />}
      </Section>

      <Section number={2} title={t("organize.form.when")}>
        <ZoneField
          state={state}
          value={settings.zone}
          label={t("organize.field.zone")}
          hint={t("organize.field.zone.hint")}
          offsetsAt={settings.opensAt ?? now}
        />
        <Group legend={t("organize.field.registration")} hint={t("organize.field.window-hint")} name="registration">
          {instantField("registrationOpensAt", t("organize.field.registration-opens-at"))}
          {instantField("registrationClosesAt", t("organize.field.registration-closes-at"))}
        </Group>
        <Group
          legend={t("organize.field.event-window")}
          hint={t(settings.exam ? "organize.field.window-exam-hint" : "organize.field.window-hint")}
          name="window"
        >
          {instantField("opensAt", t("organize.field.opens-at"))}
          {instantField("closesAt", t("organize.field.closes-at"))}
        </Group>
      </Section>

      <Section number={3} title={t("organize.form.where")}>
        <Select
          state={state}
          name="delivery"
          label={t("organize.field.delivery")}
          value={settings.delivery ?? ""}
          options={[notStated, ...deliveries.map((value) => ({ value, label: t(`delivery.${value}`) }))]}
        />
        <Select
          state={state}
          name="region"
          label={t("organize.field.region")}
          value={settings.region ?? ""}
          options={[notStated, ...regions.map((value) => ({ value, label: t(`region.${value}`) }))]}
        />
        <TextField
          state={state}
          name="place"
          label={t("organize.field.place")}
          hint={t("organize.field.place.hint")}
          value={settings.place ?? ""}
          dir="auto"
        />
        <CheckGroup
          state={state}
          name="languages"
          legend={t("organize.field.languages")}
          chosen={settings.languages}
          options={contentLanguages.map((value) => ({
            value,
            label: <span lang={value}>{languageNames[value]}</span>,
          }))}
        />
      </Section>

      <Section number={4} title={t("organize.form.who")}>
        <Admission page={page} state={state} view={view} />
        <Group legend={t("organize.field.contacts")} hint={t("organize.field.contacts.hint")} name="contacts">
          {rowNumbers.flatMap((number) => [
            <TextField
              key={`role${number}`}
              state={state}
              name={`contactRole${number}`}
              label={t("organize.field.contact-role", { number })}
              value={settings.contacts[number - 1]?.role ?? ""}
              dir="auto"
            />,
            <TextField
              key={`email${number}`}
              state={state}
              name={`contactEmail${number}`}
              label={t("organize.field.contact-email", { number })}
              type="email"
              value={settings.contacts[number - 1]?.email ?? ""}
              dir="ltr"
            />,
          ])}
        </Group>
        <Group legend={t("organize.field.partners")} hint={t("organize.field.partners.hint")} name="partners">
          {rowNumbers.flatMap((number) => [
            <TextField
              key={`name${number}`}
              state={state}
              name={`partnerName${number}`}
              label={t("organize.field.partner-name", { number })}
              value={settings.partners[number - 1]?.name ?? ""}
              dir="auto"
            />,
            <Select
              key={`part${number}`}
              state={state}
              name={`partnerRole${number}`}
              label={t("organize.field.partner-role", { number })}
              value={settings.partners[number - 1]?.role ?? "content"}
              options={partnerRoles.map((value) => ({ value, label: t(`event.partner-role.${value}`) }))}
            />,
          ])}
        </Group>
      </Section>

      <Section number={5} title={t("organize.form.exam")}>
        {settings.exam ? (
          <ExamFields page={page} state={state} exam={settings.exam} view={view} />
        ) : (
          <p className="muted">{t("organize.exam.none")}</p>
        )}
      </Section>

      <Section number={6} title={t("organize.form.certificate")}>
        <Select
          state={state}
          name="certificateKind"
          label={t("organize.field.certificate-kind")}
          hint={t("organize.field.certificate-kind.hint")}
          value={settings.certificateKind ?? ""}
          options={[
            { value: "", label: t("organize.field.certificate-kind.none") },
            ...certificateKinds.map((value) => ({ value, label: t(`certificate-kind.${value}`) })),
          ]}
        />
        <TextField
          state={state}
          name="signatory"
          label={t("organize.field.signatory")}
          hint={t("organize.field.signatory.hint")}
          value={settings.signatory ?? ""}
          dir="auto"
        />
        <Short>
          <TextField
            state={state}
            name="studyHours"
            label={t("organize.field.study-hours")}
            hint={
              view.courseHours === null
                ? t("organize.field.study-hours.hint")
                : t("organize.field.study-hours.hint-course", { hours: view.courseHours })
            }
            inputMode="numeric"
            value={settings.studyHours?.toString() ?? ""}
          />
        </Short>
        <Select
          state={state}
          name="instructorPresence"
          label={t("organize.field.instructor-presence")}
          value={settings.instructorPresence ?? ""}
          options={[notStated, ...instructorPresences.map((value) => ({ value, label: t(`presence.${value}`) }))]}
        />
        <Short>
          <TextField
            state={state}
            name="attendancePercent"
            label={t("organize.field.attendance-percent")}
            hint={t("organize.field.attendance-percent.hint")}
            inputMode="numeric"
            value={settings.attendancePercent?.toString() ?? ""}
          />
        </Short>
      </Section>

      <div className="numbered border-t border-rule pt-6">
        <p className="flex flex-wrap items-center gap-x-6 gap-y-3 md:col-start-2">
          <button type="submit" className="button">
            {t(isNew ? "organize.form.create" : "organize.form.save")}
          </button>
          {isNew ? null : (
            <button
              type="submit"
              name="intent"
              value="keep"
              className="button quiet"
              title={t("organize.form.keep-hint")}
            >
              {t("organize.form.keep")}
            </button>
          )}
          <a className="inline-block py-1" href={at(back)}>
            {t("organize.form.discard")}
          </a>
        </p>
      </div>
    </Form>
  );
}

/** A day and time by the event's clock; where that hour happens twice, the question which one is meant. */
function InstantField({
  state,
  name,
  label,
  instant,
  zone,
}: {
  readonly state: FormState;
  readonly name: WindowField;
  readonly label: string;
  readonly instant: Date | null;
  readonly zone: string;
}) {
  const { t } = state;
  const pass = typed(state, `${name}Pass`, (instant && passOf(instant, zone)) ?? "");
  const asked = state.refused?.problems.some(
    (problem) => problem.field === name && problem.key === "problem.event.doubled",
  );
  return (
    <div className="grid gap-2 self-start">
      <TextField
        state={state}
        name={name}
        label={label}
        type="datetime-local"
        value={instant ? localOf(instant, zone) : ""}
      />
      {asked || pass ? (
        <fieldset>
          <legend className="small">{t("organize.field.pass")}</legend>
          {(["first", "second"] as const).map((value) => (
            <label key={value} className="choice">
              <input type="radio" name={`${name}Pass`} value={value} defaultChecked={pass === value} />
              <span>{t(`organize.field.pass.${value}`)}</span>
            </label>
          ))}
        </fieldset>
      ) : null}
    </div>
  );
}

/** Title and notice in the languages besides the event's own. */
function OtherTexts({ state, view }: Pick<Props, "state" | "view">) {
  const { t } = state;
  const { settings } = view;
  return (
    <fieldset className="grid gap-4" aria-describedby="other-texts-hint">
      <legend className="legend mb-1">{t("organize.field.other-texts")}</legend>
      <p className="hint" id="other-texts-hint">
        {t("organize.field.other-texts.hint")}
      </p>
      {otherLanguages(settings).map((code) => {
        const text = settings.otherTexts.find(({ language }) => language === code);
        const name = `\u2068${languageNames[code] ?? code}\u2069`;
        return (
          <div key={code} className="grid gap-4">
            <TextField
              state={state}
              name={`title_${code}`}
              label={t("organize.field.title-in", { language: name })}
              value={text?.title ?? ""}
              dir="auto"
            />
            <TextArea
              state={state}
              name={`notice_${code}`}
              label={t("organize.field.notice-in", { language: name })}
              value={text?.notice ?? ""}
              rows={3}
            />
          </div>
        );
      })}
    </fieldset>
  );
}

/** How people get in, and how many. */
function Admission({ page: { t }, state, view }: Pick<Props, "page" | "state" | "view">) {
  const { settings, event } = view;
  const modes = event?.admissionFixed ? admissionModes.filter((mode) => mode === settings.admission) : admissionModes;
  const bound = (event?.seatsTaken ?? 0) + (event?.seatsHeld ?? 0);
  const asksReason = event?.state === "published" && settings.seatsRule === "recommended" && settings.seats !== null;
  return (
    <>
      <Select
        state={state}
        name="admission"
        label={t("organize.field.admission")}
        hint={t(event?.admissionFixed ? "organize.field.admission.fixed" : "organize.field.admission.hint")}
        value={settings.admission}
        options={modes.map((value) => ({ value, label: t(`admission.${value}`) }))}
      />
      <Short>
        <TextField
          state={state}
          name="seats"
          label={t("organize.field.seats")}
          hint={event ? t("organize.field.seats.hint-taken", { taken: bound }) : t("organize.field.seats.hint")}
          inputMode="numeric"
          value={settings.seats?.toString() ?? ""}
        />
      </Short>
      <Select
        state={state}
        name="seatsRule"
        label={t("organize.field.seats-rule")}
        value={settings.seatsRule}
        options={seatsRules.map((value) => ({ value, label: t(`organize.field.seats-rule.${value}`) }))}
      />
      {asksReason ? (
        <TextField
          state={state}
          name="seatsReason"
          label={t("organize.field.seats-reason")}
          hint={t("organize.field.seats-reason.hint")}
          dir="auto"
          maxLength={1000}
        />
      ) : null}
      <Select
        state={state}
        name="waitingList"
        label={t("organize.field.waiting-list")}
        value={settings.waitingList ? "yes" : "no"}
        options={(["no", "yes"] as const).map((value) => ({ value, label: t(`organize.field.waiting-list.${value}`) }))}
      />
      <Short>
        <TextField
          state={state}
          name="offerHours"
          label={t("organize.field.offer-hours")}
          hint={t("organize.field.offer-hours.hint")}
          inputMode="numeric"
          value={settings.offerHours.toString()}
        />
      </Short>
      <Short>
        <TextField
          state={state}
          name="stateQuota"
          label={t("organize.field.state-quota")}
          hint={t("organize.field.state-quota.hint")}
          inputMode="numeric"
          value={settings.stateQuota?.toString() ?? ""}
        />
      </Short>
      <Select
        state={state}
        name="inPairs"
        label={t("organize.field.in-pairs")}
        hint={t("organize.field.in-pairs.hint")}
        value={settings.inPairs ? "yes" : "no"}
        options={(["no", "yes"] as const).map((value) => ({ value, label: t(`organize.field.in-pairs.${value}`) }))}
      />
    </>
  );
}

/** A part of the form, its number in the margin. */
function Section({
  number,
  title,
  children,
}: {
  readonly number: number;
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <section className="numbered border-t border-rule pt-6" aria-labelledby={`part-${number}`}>
      <span className="number" aria-hidden="true">
        {number}
      </span>
      <div className="grid gap-6">
        <h2 id={`part-${number}`}>{title}</h2>
        {children}
      </div>
    </section>
  );
}

/** Fields that belong together, two beside each other where there is room. */
function Group({
  legend,
  hint,
  name,
  children,
}: {
  readonly legend: string;
  readonly hint: string;
  readonly name: string;
  readonly children: ReactNode;
}) {
  return (
    <fieldset className="grid max-w-3xl items-end gap-x-6 gap-y-3 md:grid-cols-2" aria-describedby={`${name}-hint`}>
      <legend className="legend mb-1">{legend}</legend>
      <p className="hint md:col-span-2" id={`${name}-hint`}>
        {hint}
      </p>
      {children}
    </fieldset>
  );
}

/** A field for a number of a few digits. */
const Short = ({ children }: { readonly children: ReactNode }) => <div className="[&_.input]:max-w-60">{children}</div>;

type ExamProps = Pick<Props, "page" | "state" | "view"> & { readonly exam: ExamSettings };

/** The exam's settings; once somebody has begun, those that every attempt shares are no fields any more. */
function ExamFields({ page: { t }, state, view, exam }: ExamProps) {
  const { supply, event } = view;
  const { blueprint } = exam;
  const fixed = (event?.attempts ?? 0) > 0;
  const weightOf = (kind: string): string =>
    (view.settings.components.find((part) => part.kind === kind)?.weight ?? 0).toString();
  const questionsOn = new Map(supply?.norms.map(({ norm, questions }) => [norm, questions]));
  const attempts = (
    <Short>
      <TextField
        state={state}
        name="examAttempts"
        label={t("organize.field.exam-attempts")}
        hint={t(fixed ? "organize.field.exam-attempts.hint-fixed" : "organize.field.exam-attempts.hint")}
        inputMode="numeric"
        value={exam.attemptsAllowed.toString()}
      />
    </Short>
  );
  if (fixed)
    return (
      <>
        <p className="notice measure">{t("organize.exam.fixed")}</p>
        {attempts}
      </>
    );
  return (
    <>
      {supply ? (
        <div className="measure">
          <p>{t("organize.exam.bank", { count: supply.questions })}</p>
          <ul className="bullets mt-1 small">
            {supply.modules.map(({ slug, title, questions }) => (
              <li key={slug}>{t("organize.exam.bank-module", { module: title, count: questions })}</li>
            ))}
          </ul>
        </div>
      ) : null}
      <Short>
        <TextField
          state={state}
          name="examQuestions"
          label={t("organize.field.exam-questions")}
          inputMode="numeric"
          value={blueprint.questions.toString()}
        />
      </Short>
      <Short>
        <TextField
          state={state}
          name="examPoints"
          label={t("organize.field.exam-points")}
          inputMode="numeric"
          value={blueprint.pointsPerQuestion.toString()}
        />
      </Short>
      <Short>
        <TextField
          state={state}
          name="examPerModule"
          label={t("organize.field.exam-per-module")}
          hint={t("organize.field.exam-per-module.hint")}
          inputMode="numeric"
          value={blueprint.perModule.toString()}
        />
      </Short>
      <CheckGroup
        state={state}
        name="examNorms"
        legend={t("organize.field.exam-norms")}
        hint={t("organize.field.exam-norms.hint")}
        chosen={blueprint.norms}
        options={norms.map((norm) => ({
          value: norm,
          label: t("organize.field.exam-norm", { norm, count: questionsOn.get(norm) ?? 0 }),
        }))}
      />
      <Short>
        <TextField
          state={state}
          name="examMinutes"
          label={t("organize.field.exam-minutes")}
          inputMode="numeric"
          value={Math.round(exam.timeLimitSeconds / 60).toString()}
        />
      </Short>
      {attempts}
      <Short>
        <TextField
          state={state}
          name="examThreshold"
          label={t("organize.field.exam-threshold")}
          inputMode="numeric"
          value={exam.thresholdPercent.toString()}
        />
      </Short>
      <Select
        state={state}
        name="examStrict"
        label={t("organize.field.exam-strict")}
        value={exam.strict ? "more" : "at-least"}
        options={[
          { value: "more", label: t("organize.field.exam-strict.more") },
          { value: "at-least", label: t("organize.field.exam-strict.at-least") },
        ]}
      />
      <Group legend={t("organize.field.components")} hint={t("organize.field.components.hint")} name="components">
        <TextField
          state={state}
          name="examWeight"
          label={t("organize.field.exam-weight")}
          inputMode="numeric"
          value={weightOf("exam")}
        />
        <TextField
          state={state}
          name="attendanceWeight"
          label={t("organize.field.attendance-weight")}
          inputMode="numeric"
          value={weightOf("attendance")}
        />
      </Group>
    </>
  );
}
