import type { Metadata } from "next";
import type { ReactNode } from "react";
import { ChoiceTable, letterOf } from "@/components/exams/analysis/choice-table";
import { formatDecimal, formatShare, formatSpent } from "@/components/exams/analysis/figures";
import { LanguageDifferenceText } from "@/components/exams/analysis/language-difference";
import { StatisticText } from "@/components/exams/analysis/statistic-text";
import { StemText } from "@/components/questions/question-text";
import { LayerText } from "@/components/reading/layer-text";
import type { MessageKey } from "@/lib/content/messages";
import { drawn } from "@/lib/entry/drawn";
import { type Page, type PageProps, readPage } from "@/lib/entry/page";
import { loadVersionAnalysis } from "@/lib/exams/analysis/loaders";
import { mostPeoplePooled } from "@/lib/exams/analysis/rules";
import type { VersionAnalysis } from "@/lib/exams/analysis/types";
import { takesOne } from "@/lib/exams/rules";
import { formatDay } from "@/lib/format/dates";
import { languageNames } from "@/lib/format/languages";

type Props = PageProps<{ versionId: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { t, language, params } = await readPage(props);
  const { externalId, number } = await loadVersionAnalysis(params.versionId, language);
  return { title: t("analysis.version.title", { id: externalId, number }), robots: { index: false } };
}

export default async function VersionAnalysisPage(props: Props) {
  const page = await readPage(props);
  const { t, at, language, params } = page;
  const version = await loadVersionAnalysis(params.versionId, language);
  const { choices } = version;
  return drawn(
    <div className="grid gap-10">
      <div className="grid gap-4">
        <p>
          <a
            className="inline-block py-1 small"
            href={at(`/organize/banks/${version.bank.slug}/questions/${version.questionId}`)}
          >
            {t("analysis.version.question")}
          </a>
        </p>
        <p className="eyebrow flex flex-wrap gap-x-4">
          <span>{t("analysis.title")}</span>
          <bdi>{version.bank.title}</bdi>
        </p>
        <h1>
          {/* Its hyphens are no place to break a line. */}
          {t("analysis.version.title", { id: version.externalId.replaceAll("-", "\u2011"), number: version.number })}
        </h1>
        <p className="source text-[1.12rem]" dir="auto">
          <span lang={version.language === language ? undefined : version.language}>
            <StemText text={version.stem} />
          </span>
        </p>
        {version.repair ? (
          <p className="notice caution measure">{t(`analysis.version.repair.${version.repair}`)}</p>
        ) : null}
        {choices.ok || version.repair === "void" ? null : <p className="measure">{t("analysis.version.never")}</p>}
      </div>

      <section aria-labelledby="options" className="grid gap-3">
        <h2 id="options">{t("analysis.version.options")}</h2>
        {choices.ok ? (
          <p className="measure small muted">
            {t("analysis.version.lede", { most: mostPeoplePooled })} {t("analysis.version.choices")}.
            {takesOne(version.kind) ? null : ` ${t("analysis.version.several")}`}
          </p>
        ) : null}
        <ChoiceTable page={page} version={version} choices={choices.ok ? choices.value : null} />
      </section>

      {version.flags ? (
        <section aria-labelledby="flags" className="grid gap-3">
          <h2 id="flags">{t("analysis.flags")}</h2>
          {version.flags.length === 0 ? (
            <p>{t("analysis.flags.none")}</p>
          ) : (
            <ul className="bullets measure">
              {version.flags.map(({ kind, optionId }) => (
                <li key={kind + optionId}>
                  {t(`analysis.flagged.${kind}`, {
                    option: letterOf(version.options.findIndex(({ id }) => id === optionId)),
                  })}
                </li>
              ))}
            </ul>
          )}
          <p className="small muted">{t("analysis.flags.hint")}</p>
        </section>
      ) : null}

      <Numbers page={page} version={version} zone={version.actor.zone} />
      {choices.ok ? <Comparisons page={page} version={version} /> : null}

      {version.otherVersions.length > 0 ? (
        <section aria-labelledby="others" className="grid gap-2">
          <h2 id="others">{t("analysis.version.others")}</h2>
          <ul className="flex flex-wrap gap-x-5">
            {version.otherVersions.map(({ id, number }) => (
              <li key={id}>
                <a className="inline-block py-1" href={at(`/organize/analysis/versions/${id}`)}>
                  {t("analysis.version.other", { number })}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>,
  );
}

type Part = { readonly page: Page; readonly version: VersionAnalysis };

function Numbers({ page: { t, language }, version, zone }: Part & { readonly zone: string }) {
  const facts: readonly (readonly [MessageKey, MessageKey, ReactNode])[] = [
    [
      "analysis.facility",
      "analysis.facility.hint",
      <StatisticText key="f" t={t} statistic={version.facility} show={(value) => formatShare(t, value, language)} />,
    ],
    [
      "analysis.discrimination",
      "analysis.discrimination.hint",
      <StatisticText
        key="d"
        t={t}
        statistic={version.discrimination}
        show={(value) => formatDecimal(value, language, 2)}
        relates
      />,
    ],
    [
      "analysis.time",
      "analysis.time.hint",
      <StatisticText key="t" t={t} statistic={version.medianSeconds} show={(value) => formatSpent(t, value)} />,
    ],
  ];
  return (
    <section aria-labelledby="numbers" className="grid gap-4">
      <h2 id="numbers">{t("analysis.version.numbers")}</h2>
      <dl className="facts">
        {facts.map(([name, hint, value]) => (
          <div key={name}>
            <dt>{t(name)}</dt>
            <dd className="measure">
              {value}
              <span className="block small muted">{t(hint)}</span>
            </dd>
          </div>
        ))}
        <div>
          <dt>{t("analysis.version.exposure")}</dt>
          <dd className="measure">
            <span className="block">
              {t("analysis.version.drawn", { drawn: version.drawn, events: version.events })}
            </span>
            <span className="block small muted">
              {version.keySeenAt
                ? t("analysis.version.key-seen", { day: formatDay(version.keySeenAt, language, zone) })
                : t("analysis.version.key-unseen")}
            </span>
          </dd>
        </div>
      </dl>
    </section>
  );
}

function Comparisons({ page: { t, language }, version: { comparison, byEvent } }: Part) {
  return (
    <>
      <section aria-labelledby="languages" className="grid gap-3">
        <h2 id="languages">{t("analysis.version.by-language")}</h2>
        <dl className="facts">
          {comparison.languages.map(({ language: name, facility }) => (
            <div key={name}>
              <dt>{languageNames[name] ?? name}</dt>
              <dd>
                <StatisticText t={t} statistic={facility} show={(value) => formatShare(t, value, language)} />
              </dd>
            </div>
          ))}
        </dl>
        {comparison.differences.length > 0 ? (
          <>
            <ul className="bullets measure">
              {comparison.differences.map((difference) => (
                <li key={difference.languages.join()}>
                  <LanguageDifferenceText t={t} language={language} difference={difference} />
                </li>
              ))}
            </ul>
            <p className="measure small muted">{t("analysis.languages.hint")}</p>
          </>
        ) : null}
      </section>
      <section aria-labelledby="events" className="grid gap-3">
        <h2 id="events">{t("analysis.version.by-event")}</h2>
        <table className="table cards">
          <caption className="visually-hidden">{t("analysis.version.by-event")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("analysis.version.event")}</th>
              <th scope="col">{t("analysis.facility")}</th>
            </tr>
          </thead>
          <tbody>
            {byEvent.map(({ slug, title, language: titleLanguage, facility }) => (
              <tr key={slug}>
                <th scope="row" className="font-normal!">
                  <LayerText layer={{ text: title, language: titleLanguage }} language={language} />
                </th>
                <td data-label={t("analysis.facility")}>
                  <StatisticText t={t} statistic={facility} show={(value) => formatShare(t, value, language)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
