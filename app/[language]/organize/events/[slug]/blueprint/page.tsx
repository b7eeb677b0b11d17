import type { Metadata } from "next";
import { BlueprintForm } from "@/components/organizing/blueprint-form";
import { BlueprintJudgement } from "@/components/organizing/blueprint-judgement";
import { LayerText } from "@/components/reading/layer-text";
import { ProblemSummary } from "@/components/ui/form";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { loadPlan } from "@/lib/organizing/blueprint/loaders";
import { readTriedPlan } from "@/lib/organizing/blueprint/schema";

type Props = PageProps<{ slug: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("blueprint.title"), robots: { index: false } };
}

export default async function BlueprintPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params, query } = page;
  const tried = readTriedPlan(query);
  const { view, plan, judgement } = await loadPlan(params.slug, language, tried);
  // The form goes back to the page itself, not to what was tried on it.
  const state = { t, here: here.split("?", 1)[0] ?? here, refused: await readRefusedForm(page) };
  const fixed = view.attempts > 0 || !["draft", "in-review", "published"].includes(view.state);
  return drawn(
    <div className="grid gap-10">
      <div className="grid gap-4">
        <p>
          <a className="inline-block py-1 small" href={at(`/organize/events/${view.slug}`)}>
            <LayerText layer={{ text: view.title, language: view.language }} language={language} />
          </a>
        </p>
        <h1>{t("blueprint.title")}</h1>
        <p className="lede measure">{t("blueprint.lede")}</p>
        {query.done === "saved" && !state.refused ? (
          <p className="notice affirm measure">{t("blueprint.done.saved")}</p>
        ) : null}
        {query.try !== undefined && tried === null ? (
          <p className="notice refuse measure" role="alert">
            {t("blueprint.not-readable")}
          </p>
        ) : null}
        <ProblemSummary state={state} />
        <BlueprintJudgement page={page} judgement={judgement} tried={tried !== null} />
      </div>
      {fixed ? (
        <p className="notice measure">{t("blueprint.fixed", { count: view.attempts })}</p>
      ) : (
        <BlueprintForm page={page} state={state} view={view} plan={plan} />
      )}
    </div>,
  );
}
