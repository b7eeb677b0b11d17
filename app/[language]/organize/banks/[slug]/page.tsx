import type { Metadata } from "next";
import { BankFilter } from "@/components/questions/bank-filter";
import { BankSupplyTables } from "@/components/questions/bank-supply";
import { QuestionTable } from "@/components/questions/question-table";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage } from "@/lib/entry/page";
import { loadBank } from "@/lib/questions/loaders";
import { filterQuestions, readBankFilter } from "@/lib/questions/rules";

type Props = PageProps<{ slug: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { language, params } = await readPage(props);
  return { title: (await loadBank(params.slug, language)).head.title, robots: { index: false } };
}

const QUESTIONS_A_PAGE = 50;

export default async function BankPage(props: Props) {
  const page = await readPage(props);
  const { t, at, language, params, query } = page;
  const { head, questions, tags } = await loadBank(params.slug, language);
  const filter = readBankFilter(query);
  const found = filterQuestions(questions, filter);
  const pages = Math.max(1, Math.ceil(found.length / QUESTIONS_A_PAGE));
  const asked = typeof query.page === "string" && /^[1-9]\d{0,3}$/.test(query.page) ? Number(query.page) : 1;
  const current = Math.min(asked, pages);
  const link = (to: number): string => {
    const search = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ""));
    search.set("page", `${to}`);
    return at(`/organize/banks/${head.slug}?${search}#questions`);
  };
  return drawn(
    <div className="grid gap-10">
      <div className="grid gap-4">
        <p>
          <a className="inline-block py-1 small" href={at("/organize/banks")}>
            {t("bank.back-to-list")}
          </a>
        </p>
        <p className="eyebrow">
          <bdi>{head.organization}</bdi>
        </p>
        <h1>
          <bdi>{head.title}</bdi>
        </h1>
        {query.done === "discarded" ? <p className="notice affirm measure">{t("bank.done.discarded")}</p> : null}
        <p className="measure">{t(head.reviewRequired ? "bank.review-required" : "bank.review-free")}</p>
        {head.mayEdit ? (
          <p>
            <a className="button" href={at(`/organize/banks/${head.slug}/new`)}>
              {t("bank.new")}
            </a>
          </p>
        ) : null}
      </div>

      <section aria-labelledby="questions" className="grid gap-4">
        <h2 id="questions">{t("bank.questions")}</h2>
        <BankFilter page={page} slug={head.slug} tags={tags} filter={filter} />
        <p className="nums" role="status">
          {t("bank.found", { count: found.length, total: questions.length })}
        </p>
        {found.length === 0 ? (
          <p>{t(questions.length === 0 ? "bank.empty" : "bank.none-found")}</p>
        ) : (
          <QuestionTable
            page={page}
            slug={head.slug}
            tags={tags}
            questions={found.slice((current - 1) * QUESTIONS_A_PAGE, current * QUESTIONS_A_PAGE)}
          />
        )}
        {pages > 1 ? (
          <nav aria-label={t("bank.pages")} className="flex flex-wrap gap-4">
            {current > 1 ? <a href={link(current - 1)}>{t("bank.earlier")}</a> : null}
            <span className="nums">{t("bank.page-of", { page: current, pages })}</span>
            {current < pages ? <a href={link(current + 1)}>{t("bank.later")}</a> : null}
          </nav>
        ) : null}
      </section>

      <BankSupplyTables page={page} questions={questions} tags={tags} />
    </div>,
  );
}
