import type { CertificateKind, DocumentLanguage, DocumentLook } from "../types";
import type { Template } from "./types";

/** What documents look like where their organization has not said otherwise. */
export const productColours: DocumentLook["colours"] = { line: "#1a2233", accent: "#96671f" };

/** A template that says nothing of its own. */
export const emptyTemplate: Template = {
  revision: 0,
  colours: productColours,
  logoId: null,
  signatureId: null,
  signatory: null,
  words: {},
};

/** The languages in which documents are written. */
export const documentLanguages = ["en", "fr", "es", "ar"] as const satisfies readonly DocumentLanguage[];

const isOfItu = (kind: CertificateKind): boolean => kind === "itu-certificate" || kind === "itu-badge";

/**
 * Who issues a document: for what admins alone give, this installation; for an organization's own documents, the organization,
 * beside the address at which it did.
 */
export const issuerOf = (kind: CertificateKind, organization: string, origin: string): string =>
  `${isOfItu(kind) ? "Chancery" : organization}, ${new URL(origin).host}`;

/** Whether documents of this address prove nothing: nobody else can reach a machine of one's own to check them. */
export const isOwnMachine = (origin: string): boolean =>
  /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\])$/.test(new URL(origin).hostname);

/**
 * What a document takes from its organization's template, and whose name stands under it. The event's own signatory comes first;
 * a signature stands only over the name of who signed. What ITU gives keeps its own words.
 */
export function lookOf(
  template: Template | null,
  event: { readonly kind: CertificateKind; readonly language: DocumentLanguage; readonly signatory: string | null },
): { readonly look: DocumentLook | null; readonly signatory: string | null } {
  const own = event.signatory?.trim() || null;
  if (!template) return { look: null, signatory: own };
  const signatory = own ?? template.signatory;
  const words = isOfItu(event.kind) ? undefined : template.words[event.language];
  return {
    signatory,
    look: {
      revision: template.revision,
      colours: template.colours,
      logoId: template.logoId,
      signatureId: signatory !== null && signatory === template.signatory ? template.signatureId : null,
      title: words?.title || null,
      statement: words?.statement || null,
    },
  };
}

const channel = (hex: string): number => {
  const value = Number.parseInt(hex, 16) / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
};

/** How a colour stands out from white paper, 1 to 21. Source: WCAG 2.2, contrast ratio. */
export function contrastOnWhite(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => channel(colour.slice(at, at + 2)));
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}

/** What text needs on paper. Source: WCAG 2.2, 1.4.3. */
export const LEAST_CONTRAST = 4.5;
