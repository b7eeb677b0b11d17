import type { Metadata } from "next";
import { ExamHead } from "@/components/supervision/exam-head";
import { PrintedFormPages } from "@/components/supervision/printed-form";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage } from "@/lib/entry/page";
import { loadForms } from "@/lib/exams/paper/loaders";

type Props = PageProps<{ slug: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("paper.print"), robots: { index: false } };
}

export default async function PrintPage(props: Props) {
  const page = await readPage(props);
  const { t, language, params, query } = page;
  const one = typeof query.attempt === "string" ? query.attempt : null;
  const { event, forms } = await loadForms(params.slug, one, language);
  return drawn(
    <div className="grid gap-8">
      <div className="no-print grid gap-4">
        <ExamHead page={page} event={event} title={t("paper.print")} from="paper" />
        <p className="measure">{forms.length === 0 ? t("paper.print-none") : t("paper.print-lede")}</p>
      </div>
      {forms.map((form) => (
        <PrintedFormPages key={form.attemptId} form={form} title={event.title} />
      ))}
    </div>,
  );
}
