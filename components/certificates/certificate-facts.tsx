import { formatCode } from "@/lib/certificates/code";
import type { Holder, OpenCertificate } from "@/lib/certificates/verification/types";
import type { MessageKey } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import { formatDay, formatOffset, zonePlace } from "@/lib/format/dates";
import { directionOf } from "@/lib/format/languages";
import { Fact } from "./fact";

/** What a certificate is about; whose it is only where the holder is given. Its days are days in the organizer's zone. */
export function CertificateFacts({
  page: { t, language },
  certificate,
  holder,
}: {
  readonly page: Pick<Page, "t" | "language">;
  readonly certificate: OpenCertificate;
  readonly holder: Holder | null;
}) {
  const { courseTitle, eventTitle, eventReference, startsOn, endsOn, issuedOn, validUntil, zone } = certificate;
  const day = (text: string): string => formatDay(new Date(`${text}T00:00:00Z`), language, "UTC");
  const own = certificate.language === language ? {} : { lang: certificate.language };
  const direction = directionOf(certificate.language);
  return (
    <dl className="facts measure">
      {holder ? (
        <Fact title={t("verify.holder")}>
          <strong className="font-serif text-[1.2rem]" dir="auto">
            {holder.holderName}
          </strong>
          {holder.nativeName ? (
            <>
              <br />
              <bdi>{holder.nativeName}</bdi>
            </>
          ) : null}
        </Fact>
      ) : null}
      <Fact title={t("verify.kind")}>{t(`certificate-kind.${certificate.kind}` as MessageKey)}</Fact>
      <Fact title={t("verify.course")}>
        <span {...own} dir={direction}>
          {courseTitle}
        </span>
      </Fact>
      <Fact title={t("verify.event-dates")}>
        {eventTitle === courseTitle ? null : (
          <>
            <span {...own} dir={direction}>
              {eventTitle}
            </span>
            <br />
          </>
        )}
        <bdi>{eventReference}</bdi>
        {startsOn && endsOn ? (
          <>
            <br />
            {t("verify.span", { from: day(startsOn), until: day(endsOn) })}
          </>
        ) : null}
      </Fact>
      <Fact title={t("verify.organizer")}>
        <bdi>{certificate.organizer}</bdi>
      </Fact>
      <Fact title={t("verify.issuer")}>
        <bdi>{certificate.issuer}</bdi>
      </Fact>
      <Fact title={t("verify.completed")}>{day(certificate.completedOn)}</Fact>
      <Fact title={t("verify.released")}>{day(certificate.releasedOn)}</Fact>
      {issuedOn ? <Fact title={t("verify.issued")}>{day(issuedOn)}</Fact> : null}
      <Fact title={t("verify.valid-until")}>{validUntil ? day(validUntil) : t("verify.without-end")}</Fact>
      <Fact title={t("verify.zone")}>
        {zone === "UTC"
          ? zone
          : `${zonePlace(zone)} (${formatOffset(new Date(`${certificate.completedOn}T12:00:00Z`), zone)})`}
      </Fact>
      <Fact title={t("verify.code")}>
        <code dir="ltr">{formatCode(certificate.code)}</code>
      </Fact>
    </dl>
  );
}
