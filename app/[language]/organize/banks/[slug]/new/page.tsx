import type { Metadata } from "next";
import { QuestionForm } from "@/components/questions/question-form";
import { ProblemSummary, typed } from "@/components/ui/form";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { loadNewQuestionForm } from "@/lib/questions/loaders";
import { applyFields, emptyContent, questionFields } from "@/lib/questions/schema";

type Props = PageProps<{ slug: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("bank.new"), robots: { index: false } };
}

const newId = (): string => crypto.randomUUID().slice(0, 8);

export default async function NewQuestionPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params } = page;
  const { head, tags, documents } = await loadNewQuestionForm(params.slug, language);
  const state = { t, here, refused: await readRefusedForm(page) };
  const kept = questionFields.safeParse(state.refused?.values ?? {});
  const empty = emptyContent(newId);
  return drawn(
    <div className="grid gap-10">
      <div className="grid gap-4">
        <p>
          <a className="inline-block py-1 small" href={at(`/organize/banks/${head.slug}`)}>
            <bdi>{head.title}</bdi>
          </a>
        </p>
        <h1>{t("bank.new")}</h1>
        <p className="lede measure">{t("bank.new.lede")}</p>
        <ProblemSummary state={state} />
      </div>
      <QuestionForm
        page={page}
        state={state}
        bank={head.slug}
        questionId={typed(state, "question", crypto.randomUUID())}
        revision={0}
        content={state.refused && kept.success ? applyFields(empty, kept.data, newId) : empty}
        tags={tags}
        documents={documents}
      />
    </div>,
  );
}
