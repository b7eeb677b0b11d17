import type { ReactNode } from "react";
import { formatCode } from "@/lib/certificates/code";
import type { WholeTranscript } from "@/lib/certificates/transcript/types";
import type { OpenTranscript } from "@/lib/certificates/verification/types";
import type { MessageKey } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import { formatDay, zonePlace } from "@/lib/format/dates";
import { directionOf } from "@/lib/format/languages";
import { CheckedSection } from "./checked-section";
import { Fact } from "./fact";

const standingOf = ({ state, revocationClass }: OpenTranscript) =>
  state === "valid" ? "standing" : revocationClass === "holder-request" ? "taken-back" : "revoked";

/** A transcript as its code tells of it and what was checked; what it lists only where the whole is given. */
export function TranscriptView({
  page,
  transcript,
  whole,
  children,
}: {
  readonly page: Pick<Page, "t" | "at" | "language">;
  readonly transcript: OpenTranscript;
  readonly whole: WholeTranscript | null;
  /** What stands between what it says and what was checked: documents, or how to see whose it is. */
  readonly children: ReactNode;
}) {
  const { t, at, language } = page;
  const day = (text: string): string => formatDay(new Date(`${text}T00:00:00Z`), language, "UTC");
  const none = t("common.not-stated");
  return (
    <>
      <dl className="facts measure">
        {whole ? (
          <Fact title={t("verify.holder")}>
            <strong className="font-serif text-[1.2rem]" dir="auto">
              {whole.snapshot.holderName}
            </strong>
            {whole.snapshot.nativeName ? (
              <>
                <br />
                <bdi>{whole.snapshot.nativeName}</bdi>
              </>
            ) : null}
          </Fact>
        ) : null}
        <Fact title={t("verify.kind")}>{t("verify.transcript")}</Fact>
        <Fact title={t("verify.transcript-events")}>{t("verify.transcript-count", { count: transcript.events })}</Fact>
        <Fact title={t("verify.transcript-made")}>{day(transcript.madeOn)}</Fact>
        <Fact title={t("verify.zone")}>{zonePlace(transcript.zone)}</Fact>
        <Fact title={t("verify.issuer")}>
          <bdi>{transcript.issuer}</bdi>
        </Fact>
        <Fact title={t("verify.code")}>
          <code dir="ltr">{formatCode(transcript.code)}</code>
        </Fact>
      </dl>
      {whole ? (
        <table className="table cards" aria-label={t("verify.transcript-events")}>
          <thead>
            <tr>
              <th scope="col">{t("verify.event-dates")}</th>
              <th scope="col">{t("verify.transcript-result")}</th>
              <th scope="col">{t("verify.score")}</th>
              <th scope="col">{t("verify.transcript-certificates")}</th>
            </tr>
          </thead>
          <tbody>
            {whole.snapshot.entries.map((entry) => (
              <tr key={entry.eventReference}>
                <th scope="row" data-label={t("verify.event-dates")}>
                  <span>
                    <span
                      lang={whole.snapshot.language === language ? undefined : whole.snapshot.language}
                      dir={directionOf(whole.snapshot.language)}
                    >
                      {entry.eventTitle}
                    </span>
                    <br />
                    <bdi className="muted font-normal">{entry.eventReference}</bdi>
                  </span>
                </th>
                <td data-label={t("verify.transcript-result")}>
                  <span>
                    {t(`verify.verdict.${entry.verdict}` as MessageKey)}
                    {entry.final === false ? ` (${t("verify.transcript-not-final")})` : null}
                    {entry.satOn ? (
                      <>
                        <br />
                        <span className="muted">{day(entry.satOn)}</span>
                      </>
                    ) : null}
                    {entry.heldAs ? (
                      <>
                        <br />
                        {t("verify.transcript-held-as")} <bdi>{entry.heldAs}</bdi>
                      </>
                    ) : null}
                    {entry.identityAssurance ? (
                      <>
                        <br />
                        <span className="muted">{t(`verify.identity.${entry.identityAssurance}` as MessageKey)}</span>
                      </>
                    ) : null}
                  </span>
                </td>
                <td data-label={t("verify.score")}>{entry.score ?? none}</td>
                <td data-label={t("verify.transcript-certificates")}>
                  {entry.certificates.length === 0
                    ? none
                    : entry.certificates.map(({ code, kind }) => (
                        <span key={code} className="block">
                          {t(`certificate-kind.${kind}` as MessageKey)}{" "}
                          <a href={at(`/verify/${code}`)}>
                            <code dir="ltr">{formatCode(code)}</code>
                          </a>
                        </span>
                      ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {children}
      <CheckedSection page={page} checked={{ ...transcript, state: standingOf(transcript), validUntil: null }} />
    </>
  );
}
