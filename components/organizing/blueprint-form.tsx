import { CheckGroup } from "@/components/ui/check-group";
import { Form, type FormState, Select, TextField } from "@/components/ui/form";
import { normSchema } from "@/lib/content/schema";
import type { Page } from "@/lib/entry/page";
import { quotaRows, reviewRules } from "@/lib/organizing/blueprint/schema";
import type { ExamPlan, PlanView } from "@/lib/organizing/blueprint/types";
import { ituQuestions } from "@/lib/organizing/rules";
import type { QuotaTag } from "@/lib/questions/draw-form";

type Props = { readonly page: Page; readonly state: FormState; readonly view: PlanView; readonly plan: ExamPlan };

/** The form of a blueprint: how many questions from where, worth what; and how often, when and how the exam is sat. */
export function BlueprintForm({ page, state, view, plan }: Props) {
  const { t } = page;
  const { blueprint } = plan;
  const itu = view.certificateKind === "itu-certificate";
  const quotas = blueprint.quotas ?? [];
  const shownRows = quotaRows.slice(0, Math.max(6, Math.min(quotaRows.length, quotas.length + 2)));
  const options = quotaOptions(page, view);
  return (
    <Form state={state} action="save-blueprint" className="grid max-w-3xl gap-10" summary={false}>
      <input type="hidden" name="event" value={view.slug} />
      <input type="hidden" name="revision" value={view.revision} />
      <section aria-labelledby="draw" className="grid gap-5">
        <h2 id="draw">{t("blueprint.draw")}</h2>
        <TextField
          state={state}
          name="questions"
          label={t("blueprint.field.questions")}
          hint={t(itu ? "blueprint.field.questions.itu" : "blueprint.field.questions.hint", {
            from: itu ? ituQuestions[0] : 1,
            to: itu ? ituQuestions[1] : 60,
            have: view.poolSize,
          })}
          value={`${blueprint.questions}`}
          inputMode="numeric"
          maxLength={4}
        />
        <TextField
          state={state}
          name="points"
          label={t("blueprint.field.points")}
          hint={t("blueprint.field.points.hint")}
          value={`${blueprint.pointsPerQuestion}`}
          inputMode="numeric"
          maxLength={4}
        />
        <TextField
          state={state}
          name="perModule"
          label={t("blueprint.field.per-module")}
          value={`${blueprint.perModule}`}
          inputMode="numeric"
          maxLength={4}
        />
        <CheckGroup
          state={state}
          name="norms"
          legend={t("blueprint.field.norms")}
          options={normSchema.options.map((norm) => ({
            value: norm,
            label: t("organize.field.exam-norm", {
              norm,
              count: view.supply.find(({ tag, value }) => tag === "norm" && value === norm)?.questions ?? 0,
            }),
          }))}
          chosen={blueprint.norms}
        />
      </section>

      <section aria-labelledby="quotas" className="grid gap-4">
        <h2 id="quotas">{t("blueprint.quotas")}</h2>
        <p className="hint measure">{t("blueprint.quotas.hint")}</p>
        {shownRows.map((row) => {
          const quota = quotas[row - 1];
          return (
            <fieldset key={row} className="grid gap-3 border-t border-rule pt-3 sm:grid-cols-[minmax(0,34rem)_8rem]">
              <legend className="legend">{t("blueprint.quota", { number: row })}</legend>
              <Select
                state={state}
                name={`quota${row}`}
                label={t("blueprint.field.tag")}
                value={quota ? `${quota.tag}:${quota.value}` : ""}
                options={[
                  { value: "", label: t("blueprint.no-quota") },
                  ...options,
                  // What the bank no longer has stays in the list, so that it can be seen and taken away.
                  ...(quota && !options.some(({ value }) => value === `${quota.tag}:${quota.value}`)
                    ? [{ value: `${quota.tag}:${quota.value}`, label: tagLabel(page, view, quota.tag, quota.value, 0) }]
                    : []),
                ]}
              />
              <TextField
                state={state}
                name={`least${row}`}
                label={t("blueprint.field.least")}
                value={quota ? `${quota.least}` : ""}
                inputMode="numeric"
                maxLength={2}
              />
            </fieldset>
          );
        })}
      </section>

      <section aria-labelledby="sitting" className="grid gap-5">
        <h2 id="sitting">{t("blueprint.sitting")}</h2>
        <Select
          state={state}
          name="commonForm"
          label={t("blueprint.field.common")}
          hint={t("blueprint.field.common.hint")}
          value={plan.commonForm ? "yes" : "no"}
          options={[
            { value: "no", label: t("blueprint.common.no") },
            { value: "yes", label: t("blueprint.common.yes") },
          ]}
        />
        <TextField
          state={state}
          name="attempts"
          label={t("blueprint.field.attempts")}
          value={`${plan.attemptsAllowed}`}
          inputMode="numeric"
          maxLength={2}
        />
        <TextField
          state={state}
          name="wait"
          label={t("blueprint.field.wait")}
          hint={t("blueprint.field.wait.hint")}
          value={`${plan.resitWaitHours}`}
          inputMode="numeric"
          maxLength={4}
        />
        <Select
          state={state}
          name="reviewRule"
          label={t("blueprint.field.review")}
          hint={t("blueprint.field.review.hint")}
          value={plan.reviewRule}
          options={reviewRules.map((rule) => ({ value: rule, label: t(`blueprint.review.${rule}`) }))}
        />
      </section>
      <p className="flex flex-wrap gap-3">
        <button type="submit" className="button">
          {t("blueprint.save")}
        </button>
        <button
          type="submit"
          className="button quiet"
          name="try"
          value="1"
          formMethod="get"
          formAction={`${state.here.split("?", 1)[0]}#judgement`}
        >
          {t("blueprint.try")}
        </button>
      </p>
    </Form>
  );
}

const quotaOptions = (page: Page, view: PlanView): { value: string; label: string }[] =>
  view.supply.map(({ tag, value, questions }) => ({
    value: `${tag}:${value}`,
    label: tagLabel(page, view, tag, value, questions),
  }));

function tagLabel({ t }: Page, { tags }: PlanView, tag: QuotaTag, value: string, questions: number): string {
  const name = (): string => {
    switch (tag) {
      case "module":
        return tags.modules.find((known) => known.value === value)?.label ?? value;
      case "outcome":
        return `${value}: ${tags.outcomes.find((known) => known.value === value)?.label ?? value}`;
      case "bloom":
        return t(`bank.bloom.${value as "apply"}`);
      case "ease":
        return t(`bank.ease.${value as "hard"}`);
      default:
        return value;
    }
  };
  return t("blueprint.tag", { tag: t(`blueprint.tag.${tag}`), value: name(), count: questions });
}
