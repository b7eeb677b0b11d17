import { LayerText } from "@/components/reading/layer-text";
import { CheckGroup } from "@/components/ui/check-group";
import { type FormState, Select, TextField } from "@/components/ui/form";
import { fixedMaximums } from "@/lib/admission/applications/rules";
import { institutionKinds } from "@/lib/admission/applications/schema";
import type { Draft, EarlierCourse } from "@/lib/admission/applications/types";
import { listStates } from "@/lib/admission/states";
import type { Page } from "@/lib/entry/page";

type Props = {
  readonly page: Page;
  readonly state: FormState;
  readonly draft: Draft;
  readonly courses: readonly EarlierCourse[];
};

/** What everybody is asked, whatever the organizers composed. */
export function FixedFields({ page, state, draft, courses }: Props) {
  const { t, language } = page;
  const declared = courses.filter(({ passedHere }) => !passedHere);
  return (
    <>
      <Select
        state={state}
        name="state"
        label={t("apply.field.state")}
        hint={t("apply.field.state.hint")}
        value={draft.stateCode ?? ""}
        options={[
          { value: "", label: t("apply.choose") },
          ...listStates(language).map(({ code, name }) => ({ value: code, label: name })),
        ]}
      />
      <TextField
        state={state}
        name="institution"
        label={t("apply.field.institution")}
        value={draft.institution}
        maxLength={fixedMaximums.institution}
        autoComplete="organization"
        dir="auto"
      />
      <Select
        state={state}
        name="institutionKind"
        label={t("apply.field.institution-kind")}
        value={draft.institutionKind ?? ""}
        options={[
          { value: "", label: t("apply.choose") },
          ...institutionKinds.map((kind) => ({ value: kind, label: t(`institution-kind.${kind}`) })),
        ]}
      />
      <TextField
        state={state}
        name="position"
        label={t("apply.field.position")}
        value={draft.position}
        maxLength={fixedMaximums.position}
        autoComplete="organization-title"
        dir="auto"
      />
      <TextField
        state={state}
        name="gender"
        label={t("apply.optional", { label: t("apply.field.gender") })}
        hint={t("apply.field.gender.hint")}
        value={draft.gender}
        maxLength={fixedMaximums.gender}
        dir="auto"
      />
      {courses.length > 0 ? (
        <div className="grid gap-2">
          {courses
            .filter(({ passedHere }) => passedHere)
            .map(({ slug, title }) => (
              <p key={slug}>
                <LayerText layer={title} language={language} />{" "}
                <span className="state affirm">{t("apply.courses.passed")}</span>
              </p>
            ))}
          {declared.length > 0 ? (
            <CheckGroup
              state={state}
              name="courses"
              legend={t("apply.field.courses")}
              hint={t("apply.field.courses.hint")}
              options={declared.map(({ slug, title, kind }) => ({
                value: slug,
                label: (
                  <>
                    <LayerText layer={title} language={language} />{" "}
                    <span className="muted">{t(`apply.courses.${kind}`)}</span>
                  </>
                ),
              }))}
              chosen={draft.declaredCourses}
            />
          ) : null}
        </div>
      ) : null}
    </>
  );
}
