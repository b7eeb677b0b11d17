import { escapeHtml } from "@/lib/format/escape-html";
import { directionOf } from "@/lib/format/languages";
import type { CertificateKind, CertificateSnapshot } from "../types";
import { productColours } from "./rules";
import { cleanText, formatDocumentDay, toRun } from "./runs";
import { typesetSvg } from "./typeset";
import { documentWords } from "./words";

type BadgeInput = {
  readonly snapshot: CertificateSnapshot;
  readonly kind: CertificateKind;
  /** Demonstration data: the picture then says SPECIMEN. */
  readonly specimen: boolean;
};

/** Wide enough for a screen's profile and for print of some centimetres. */
const PNG_PIXELS = 800;

/** The picture of a badge: what was achieved, when and who says so, and nobody's name; the credential in it says the rest. */
export function drawBadge({ snapshot, kind, specimen }: BadgeInput): string {
  const { language, look = null } = snapshot;
  const words = documentWords[language];
  const title = `${words.kinds[kind]}: ${cleanText(snapshot.courseTitle)}${specimen ? " (SPECIMEN)" : ""}`;
  const svg = typesetSvg("badge.typ", {
    language,
    direction: directionOf(language),
    colours: look?.colours ?? productColours,
    title,
    kind: look?.title ?? words.kinds[kind],
    course: toRun(snapshot.courseTitle, language),
    day: formatDocumentDay(snapshot.completedOn, language),
    issuer: toRun(snapshot.issuer, language),
    mark: specimen ? "SPECIMEN" : null,
  });
  return svg.replace(/<svg\b([^>]*)>/, `<svg$1 role="img"><title>${escapeHtml(title)}</title>`);
}

/** The same picture in pixels. */
export async function drawBadgePng(input: BadgeInput): Promise<Uint8Array> {
  const { default: sharp } = await import("sharp");
  return sharp(Buffer.from(drawBadge(input)), { density: 216 })
    .resize(PNG_PIXELS, PNG_PIXELS)
    .png()
    .toBuffer();
}
