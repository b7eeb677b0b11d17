import type { Metadata } from "next";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage } from "@/lib/entry/page";
import { loadBanks } from "@/lib/questions/loaders";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return { title: (await readPage(props)).t("bank.list.title"), robots: { index: false } };
}

export default async function BanksPage(props: PageProps) {
  const { t, at } = await readPage(props);
  const banks = await loadBanks();
  return drawn(
    <div className="grid gap-10">
      <div className="grid gap-4">
        <p>
          <a className="inline-block py-1 small" href={at("/organize")}>
            {t("organize.event.back")}
          </a>
        </p>
        <h1>{t("bank.list.title")}</h1>
        <p className="lede measure">{t("bank.list.lede")}</p>
      </div>
      {banks.length === 0 ? (
        <p>{t("bank.list.empty")}</p>
      ) : (
        <ul className="rows">
          {banks.map(({ slug, title, organization, questions, inReview }) => (
            <li key={slug} className="grid gap-1">
              <h2 className="text-[1.2rem]!">
                <a href={at(`/organize/banks/${slug}`)}>
                  <bdi>{title}</bdi>
                </a>
              </h2>
              <p className="small muted">
                <bdi>{organization}</bdi>
              </p>
              <p className="nums">
                {t("bank.list.questions", { count: questions })}
                {inReview > 0 ? ` ${t("bank.list.in-review", { count: inReview })}` : null}
              </p>
            </li>
          ))}
        </ul>
      )}
    </div>,
  );
}
