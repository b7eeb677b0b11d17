import { renderCertificatePdf } from "@/lib/certificates/documents/certificate-pdf";
import { buildDraft } from "../builders/credentials";

const WARM = 30;
const DRAWN = 200;

/** Certificates drawn as PDF a second by one core, each with another name, code and link. */
export function pdfSpeed(): number {
  const { snapshot, kind } = buildDraft();
  const draw = (number: number): Uint8Array => {
    const code = String(number).padStart(18, "0");
    return renderCertificatePdf({
      snapshot: { ...snapshot, holderName: `Amina Diallo ${number}` },
      code,
      kind,
      state: "valid",
      specimen: false,
      scoreShown: false,
      verifyUrl: `https://academy.example.org/verify/${code}`,
    });
  };
  for (let number = 0; number < WARM; number++) draw(number);
  const before = process.cpuUsage();
  for (let number = 0; number < DRAWN; number++) draw(WARM + number);
  // Time of this process alone, so that what else runs on the machine does not count.
  const { user, system } = process.cpuUsage(before);
  return DRAWN / ((user + system) / 1_000_000);
}
