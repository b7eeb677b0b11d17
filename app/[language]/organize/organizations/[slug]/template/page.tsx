import type { Metadata } from "next";
import { TemplateForm } from "@/components/certificates/documents/template-form";
import { typed } from "@/components/ui/form";
import { loadTemplate } from "@/lib/certificates/documents/loaders";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";

type Props = PageProps<{ slug: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("template.title"), robots: { index: false } };
}

/** How an organization's documents look: its colours, pictures and words, and a specimen to look at. */
export default async function TemplatePage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, params, query } = page;
  const { owner, ...view } = await loadTemplate(params.slug);
  const state = { t, here, refused: await readRefusedForm(page) };
  // After a conflict was shown, saving again is a decision; after any other problem the first revision still counts.
  const conflict = state.refused?.problems.some(({ key }) => key === "problem.template.changed-meanwhile") ?? false;
  const { revision } = view.template;
  return drawn(
    <div className="grid gap-6">
      <p>
        <a className="inline-block py-1 small" href={at("/organize")}>
          {t("organize.title")}
        </a>
      </p>
      <div className="grid gap-2">
        <p className="eyebrow">
          <bdi>{owner.name}</bdi>
        </p>
        <h1>{t("template.title")}</h1>
        <p className="lede measure">{t("template.lede")}</p>
      </div>
      {query.done === "saved" && !state.refused ? <p className="notice affirm measure">{t("template.saved")}</p> : null}
      <TemplateForm
        state={state}
        organization={owner.slug}
        revision={conflict ? revision.toString() : typed(state, "revision", revision.toString())}
        {...view}
      />
    </div>,
  );
}
