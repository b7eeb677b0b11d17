import { QuestionField } from "@/components/exams/question-field";
import type { Page } from "@/lib/entry/page";
import { filledOptions, layerOf, writtenLanguage } from "@/lib/questions/rules";
import type { DraftContent } from "@/lib/questions/types";

type Props = {
  readonly page: Pick<Page, "t" | "language">;
  readonly zone: string;
  readonly content: DraftContent;
  readonly textLanguage: string;
};

/** A question exactly as a learner meets it, in the author's order of options; what is ticked here goes nowhere. */
export function QuestionPreview({ page: { t, language }, zone, content, textLanguage }: Props) {
  const layer = layerOf(content, textLanguage) ?? layerOf(content, writtenLanguage);
  return (
    <form className="border-y border-rule">
      <QuestionField
        t={t}
        language={language}
        zone={zone}
        total={1}
        answer={undefined}
        flagged={false}
        question={{
          position: 1,
          stem: layer?.stem ?? "",
          language: layer?.language ?? writtenLanguage,
          kind: content.kind,
          points: 1,
          options: filledOptions(content).map(({ id }) => ({ id, text: layer?.options[id] ?? "" })),
          otherLanguages: [],
        }}
      />
    </form>
  );
}
