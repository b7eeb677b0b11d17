import type { ReactNode } from "react";
import type { MessageKey } from "@/lib/content/messages";
import { commaOf, formatInstant } from "@/lib/format/dates";
import type { ReleaseProps } from "./release-props";

/** What the organizer handed in, and by which rule certificates are given. */
export function DossierFacts({ page: { t, language }, dossier, zone }: ReleaseProps) {
  const { stored, certificateKind } = dossier;
  const nameOf = new Map(dossier.rows.map(({ personId, documentName }) => [personId, documentName]));
  const said = (who: string, why: string) => (
    <>
      <bdi>{who}</bdi>
      <span className="block muted whitespace-pre-line" dir="auto">
        {why}
      </span>
    </>
  );
  const facts: readonly (readonly [MessageKey, ReactNode])[] = [
    ["release.kind", certificateKind ? t(`certificate-kind.${certificateKind}`) : t("common.not-stated")],
    [
      "course.study-hours",
      dossier.studyHours === null
        ? t("common.not-stated")
        : t("course.study-hours.value", { hours: dossier.studyHours }),
    ],
    [
      "release.rule",
      dossier.hasExam
        ? t(dossier.strict ? "release.rule-more" : "release.rule-least", { threshold: dossier.threshold })
        : t("standing.no-exam"),
    ],
    ...(dossier.attendancePercent === null
      ? []
      : ([
          ["release.attendance-rule", t("release.attendance-rule-value", { percent: dossier.attendancePercent })],
        ] as const)),
    ...(dossier.hasExam
      ? ([
          [
            "dossier.supervision",
            dossier.supervision ? t(`dossier.supervision.${dossier.supervision}`) : t("common.not-stated"),
          ],
        ] as const)
      : []),
    [
      "dossier.valid",
      dossier.validMonths === null
        ? t("dossier.valid.ever")
        : t("dossier.valid.months", { months: dossier.validMonths }),
    ],
    [
      "dossier.signatory",
      stored.signatory
        ? said(stored.signatory.name, stored.signatory.justification)
        : (dossier.signatory ?? t("common.not-stated")),
    ],
    [
      "dossier.logo",
      stored.partnerLogo
        ? said(stored.partnerLogo.partner, stored.partnerLogo.justification)
        : t("dossier.logo.none-chosen"),
    ],
    [
      "release.closed-by",
      <>
        <bdi>{dossier.closedBy}</bdi>
        {commaOf(language)} {dossier.closedAt ? formatInstant(dossier.closedAt, language, zone) : ""}
      </>,
    ],
    [
      "release.report",
      <span key="report" className="whitespace-pre-wrap" dir="auto">
        {dossier.closingReport}
      </span>,
    ],
    ...(stored.exceptions.length > 0
      ? ([
          [
            "dossier.exceptions",
            <ul key="exceptions" className="grid gap-2">
              {stored.exceptions.map(({ personId, reason }) => (
                <li key={personId}>{said(nameOf.get(personId) ?? t("dossier.exceptions.gone"), reason)}</li>
              ))}
            </ul>,
          ],
        ] as const)
      : []),
  ];
  return (
    <section className="grid gap-4" aria-labelledby="dossier">
      <h2 id="dossier">{t("dossier.title")}</h2>
      <dl className="facts measure">
        {facts.map(([key, value]) => (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
