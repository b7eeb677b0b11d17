import type { ReactNode } from "react";
import { CheckGroup } from "@/components/ui/check-group";
import { Field, Form, type FormState, Select, TextArea, TextField, typed } from "@/components/ui/form";
import type { Page } from "@/lib/entry/page";
import { languageNames } from "@/lib/format/languages";
import { layerOf, MAX_OPTIONS, questionKinds, writtenLanguage } from "@/lib/questions/rules";
import { blooms, citationRows, measures, norms } from "@/lib/questions/schema";
import type { BankTags, DraftContent } from "@/lib/questions/types";

type Props = {
  readonly page: Page;
  readonly state: FormState;
  readonly bank: string;
  readonly questionId: string;
  readonly revision: number;
  readonly content: DraftContent;
  readonly tags: BankTags;
  readonly documents: readonly { readonly symbol: string; readonly title: string; readonly superseded: boolean }[];
};

/** The form of a question in the language in which questions are written: everything, as far as it is known. */
export function QuestionForm({ page, state, bank, questionId, revision, content, tags, documents }: Props) {
  const { t } = page;
  const layer = layerOf(content, writtenLanguage);
  const none = { value: "", label: t("common.not-stated") };
  const citation = (row: number) => content.citations[row - 1] ?? { symbol: "", part: "", locator: "" };
  return (
    <Form state={state} action="save-question" className="grid max-w-3xl gap-10" summary={false}>
      <HiddenFields bank={bank} questionId={questionId} revision={revision} language={writtenLanguage} />
      <Part title={t("bank.form.question")} id="question">
        <Select
          state={state}
          name="kind"
          label={t("bank.field.kind")}
          hint={t("bank.field.kind.hint")}
          value={content.kind}
          options={questionKinds.map((kind) => ({ value: kind, label: t(`bank.kind.${kind}`) }))}
        />
        <TextArea
          state={state}
          name="stem"
          label={t("bank.field.stem")}
          hint={t("bank.field.stem.hint")}
          value={layer?.stem}
          rows={4}
        />
      </Part>

      <Part title={t("bank.form.options")} id="options" hint={t("bank.form.options.hint")}>
        {content.options.map((option, i) => (
          <OptionRow
            key={option.id}
            state={state}
            row={i + 1}
            id={option.id}
            text={layer?.options[option.id] ?? ""}
            why={layer?.reasons[option.id] ?? ""}
            right={option.right}
            share={option.share}
          />
        ))}
        {content.options.length < MAX_OPTIONS ? (
          <p>
            <button type="submit" name="intent" value="add-option" className="button quiet">
              {t("bank.form.add-option")}
            </button>
          </p>
        ) : null}
        <TextArea
          state={state}
          name="rationale"
          label={t("bank.field.rationale")}
          hint={t("bank.field.rationale.hint")}
          value={layer?.rationale}
          rows={3}
        />
      </Part>

      <Part title={t("bank.form.sources")} id="sources" hint={t("bank.form.sources.hint")}>
        {citationRows.map((row) => (
          <fieldset key={row} className="grid gap-3 border-t border-rule pt-3 md:grid-cols-3">
            <legend className="legend">{t("bank.form.source", { number: row })}</legend>
            <Select
              state={state}
              name={`symbol${row}`}
              label={t("bank.field.document")}
              value={citation(row).symbol}
              options={[
                { value: "", label: t("bank.form.no-source") },
                ...documents.map(({ symbol, title, superseded }) => ({
                  value: symbol,
                  label: [symbol, title, ...(superseded ? [t("bank.superseded")] : [])].join(" — "),
                })),
              ]}
            />
            <TextField
              state={state}
              name={`part${row}`}
              label={t("bank.field.part")}
              value={citation(row).part}
              dir="auto"
            />
            <TextField
              state={state}
              name={`locator${row}`}
              label={t("bank.field.locator")}
              value={citation(row).locator}
              dir="auto"
            />
          </fieldset>
        ))}
      </Part>

      <Part title={t("bank.form.tags")} id="tags">
        <Select
          state={state}
          name="module"
          label={t("bank.field.module")}
          value={content.module}
          options={[none, ...tags.modules.map(({ value, label }) => ({ value, label }))]}
        />
        <Select
          state={state}
          name="outcome"
          label={t("bank.field.outcome")}
          value={content.outcome}
          options={[none, ...tags.outcomes.map(({ value, label }) => ({ value, label: `${value}: ${label}` }))]}
        />
        <CheckGroup
          state={state}
          name="norms"
          legend={t("bank.field.norms")}
          hint={t("bank.field.norms.hint")}
          options={norms.map((value) => ({ value, label: value }))}
          chosen={content.norms}
        />
        <CheckGroup
          state={state}
          name="cbms"
          legend={t("bank.field.cbms")}
          options={measures.map((value) => ({ value, label: value }))}
          chosen={content.cbms}
        />
        <Select
          state={state}
          name="bloom"
          label={t("bank.field.bloom")}
          value={content.bloom}
          options={[none, ...blooms.map((value) => ({ value, label: t(`bank.bloom.${value}`) }))]}
        />
        <TextField
          state={state}
          name="ease"
          label={t("bank.field.ease")}
          hint={t("bank.field.ease.hint")}
          value={content.ease}
          inputMode="numeric"
          maxLength={20}
        />
      </Part>
      <Submits page={page} />
    </Form>
  );
}

/** The form of a translation: the words beside what they translate; everything else belongs to the question itself. */
export function TranslationForm({
  page,
  state,
  bank,
  questionId,
  revision,
  content,
  language,
}: Omit<Props, "tags" | "documents"> & { readonly language: string }) {
  const { t } = page;
  const [written, layer] = [layerOf(content, writtenLanguage), layerOf(content, language)];
  const original = (text: string | undefined): string | undefined => text || undefined;
  return (
    <Form state={state} action="save-question" className="grid max-w-3xl gap-10" summary={false}>
      <HiddenFields bank={bank} questionId={questionId} revision={revision} language={language} />
      <Part
        title={t("bank.form.translation", { language: languageNames[language] ?? language })}
        id="question"
        hint={t("bank.form.translation.hint")}
      >
        <TextArea
          state={state}
          name="stem"
          label={t("bank.field.stem")}
          hint={original(written?.stem)}
          value={layer?.stem}
          rows={4}
        />
        {content.options.map(({ id }, i) => (
          <fieldset key={id} className="grid gap-3 border-t border-rule pt-3">
            <legend className="legend">{t("bank.option", { number: i + 1 })}</legend>
            <input type="hidden" name={`id${i + 1}`} value={id} />
            <TextField
              state={state}
              name={`text${i + 1}`}
              label={t("bank.field.text")}
              hint={original(written?.options[id])}
              value={layer?.options[id]}
              dir="auto"
            />
            <TextField
              state={state}
              name={`why${i + 1}`}
              label={t("bank.field.why")}
              hint={original(written?.reasons[id])}
              value={layer?.reasons[id]}
              dir="auto"
            />
          </fieldset>
        ))}
        <TextArea
          state={state}
          name="rationale"
          label={t("bank.field.rationale")}
          hint={original(written?.rationale)}
          value={layer?.rationale}
          rows={3}
        />
      </Part>
      <Submits page={page} />
    </Form>
  );
}

function HiddenFields({
  bank,
  questionId,
  revision,
  language,
}: {
  readonly bank: string;
  readonly questionId: string;
  readonly revision: number;
  readonly language: string;
}) {
  return (
    <>
      <input type="hidden" name="bank" value={bank} />
      <input type="hidden" name="question" value={questionId} />
      <input type="hidden" name="revision" value={revision} />
      <input type="hidden" name="language" value={language} />
    </>
  );
}

function OptionRow({
  state,
  row,
  id,
  text,
  why,
  right,
  share,
}: {
  readonly state: FormState;
  readonly row: number;
  readonly id: string;
  readonly text: string;
  readonly why: string;
  readonly right: boolean;
  readonly share: string;
}) {
  const { t } = state;
  const ticked = state.refused ? typed(state, `right${row}`) !== "" : right;
  return (
    <fieldset className="grid gap-3 border-t border-rule pt-3">
      <legend className="legend">{t("bank.option", { number: row })}</legend>
      <input type="hidden" name={`id${row}`} value={id} />
      <TextArea state={state} name={`text${row}`} label={t("bank.field.text")} value={text} rows={2} />
      <div className="flex flex-wrap items-end gap-x-8 gap-y-3">
        <label className="choice">
          <input type="checkbox" name={`right${row}`} value="1" defaultChecked={ticked} />
          <span>{t("bank.field.right")}</span>
        </label>
        <Field state={state} name={`share${row}`} label={t("bank.field.share")}>
          {(control) => (
            <input
              {...control}
              className="input"
              type="text"
              defaultValue={typed(state, `share${row}`, share)}
              maxLength={20}
              dir="ltr"
              autoComplete="off"
            />
          )}
        </Field>
      </div>
      <TextArea state={state} name={`why${row}`} label={t("bank.field.why")} value={why} rows={2} />
    </fieldset>
  );
}

function Part({
  title,
  id,
  hint,
  children,
}: {
  readonly title: string;
  readonly id: string;
  readonly hint?: string;
  readonly children: ReactNode;
}) {
  return (
    <section aria-labelledby={id} className="grid gap-5">
      <h2 id={id}>{title}</h2>
      {hint ? <p className="hint measure">{hint}</p> : null}
      {children}
    </section>
  );
}

function Submits({ page: { t } }: { readonly page: Page }) {
  return (
    <p className="flex flex-wrap gap-3">
      <button type="submit" name="intent" value="save" className="button">
        {t("bank.form.save")}
      </button>
      <button type="submit" name="intent" value="review" className="button quiet">
        {t("bank.form.save-preview")}
      </button>
    </p>
  );
}
