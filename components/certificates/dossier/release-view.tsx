import { LayerText } from "@/components/reading/layer-text";
import { asksForHours } from "@/lib/certificates/dossier/rules";
import { decisionCauses } from "@/lib/certificates/dossier/types";
import type { MessageKey } from "@/lib/content/messages";
import { formatInstant, formatNumber } from "@/lib/format/dates";
import { Batches } from "./batches";
import { Decisions } from "./decisions";
import { DossierFacts } from "./dossier-facts";
import { Letters } from "./letters";
import { DossierPeople } from "./people";
import type { ReleaseProps } from "./release-props";
import { ReturnForm } from "./return-form";

const dones = ["released", "begun", "decided", "returned"] as const;

/** The release of an event's documents: its dossier, where everybody stands, and what is to be decided. */
export function ReleaseView(props: ReleaseProps) {
  const { page, dossier, numbers, mayRelease, mayReleaseLetters, isAdmin } = props;
  const { t, language, query } = page;
  const done = dones.find((name) => name === query.done);
  const open = dossier.state === "closed" && dossier.returned === null;
  const counts: readonly (readonly [MessageKey, number])[] = [
    ["release.numbers.participants", numbers.participants],
    ["release.numbers.eligible", numbers.eligible],
    ["release.numbers.undecided", numbers.undecided],
    ["release.numbers.waiting", numbers.waiting],
    ["release.numbers.released", numbers.released],
  ];
  return (
    <div className="grid gap-8">
      <header className="measure grid gap-3">
        <p className="eyebrow">
          <bdi>{dossier.reference}</bdi>
        </p>
        <h1>{t("release.title")}</h1>
        <p className="lede">
          <LayerText layer={{ text: dossier.title, language: dossier.language }} language={language} />
        </p>
        {done ? (
          <p className="notice affirm" role="status">
            {t(`release.done.${done}`, { count: Number(query.count) || 0 })}
          </p>
        ) : null}
        {dossier.returned ? (
          <div className="notice caution">
            <p>
              {t("release.returned", {
                name: `\u2068${dossier.returned.by}\u2069`,
                time: formatInstant(dossier.returned.at, language, props.zone),
              })}
            </p>
            <p className="whitespace-pre-line" dir="auto">
              {dossier.returned.reason}
            </p>
          </div>
        ) : null}
        {mayRelease || (mayReleaseLetters && numbers.letters > 0) ? null : (
          <p className="notice caution">{t(isAdmin ? "release.interested" : "release.own-only")}</p>
        )}
        {asksForHours(dossier.certificateKind, dossier.studyHours) && numbers.undecided > 0 ? (
          <p className="notice caution">{t("release.hours-ask")}</p>
        ) : null}
        {numbers.released > 0 && numbers.waiting > 0 ? (
          <p className="notice">{t("release.newly", { count: numbers.waiting })}</p>
        ) : null}
        {numbers.unconfirmed > 0 ? (
          <p className="small muted">{t("release.unconfirmed", { count: numbers.unconfirmed })}</p>
        ) : null}
      </header>
      <section aria-label={t("release.numbers")}>
        <dl className="particulars text-base! nums">
          {counts.map(([key, count]) => (
            <div key={key}>
              <dt>{t(key)}</dt>
              <dd className="font-serif text-[1.42rem]">{formatNumber(count, language)}</dd>
            </div>
          ))}
        </dl>
      </section>
      <Batches {...props} />
      <DossierFacts {...props} />
      {decisionCauses.map((cause) => (
        <Decisions key={cause} {...props} cause={cause} open={open && mayRelease} />
      ))}
      <DossierPeople {...props} open={open && mayRelease} />
      {dossier.attendancePercent !== null && dossier.certificateKind !== "attendance-letter" ? (
        <Letters {...props} open={open && mayReleaseLetters} />
      ) : null}
      {open && (mayRelease || mayReleaseLetters) ? <ReturnForm {...props} /> : null}
    </div>
  );
}
