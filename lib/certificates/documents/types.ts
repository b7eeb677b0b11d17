import type { DocumentLook } from "../types";

/** A picture that stands on documents, as it is kept. */
export type DocumentPicture = { readonly id: string; readonly type: string; readonly content: Uint8Array };

/** A text with the language and direction it is read in. */
export type Run = { readonly text: string; readonly language: string; readonly direction: "ltr" | "rtl" };

/** An organization's words in one language; empty ones take the product's. */
export type TemplateWords = { readonly title: string; readonly statement: string };

/** An organization's template as it stands now. */
export type Template = {
  readonly revision: number;
  readonly colours: DocumentLook["colours"];
  readonly logoId: string | null;
  readonly signatureId: string | null;
  readonly signatory: string | null;
  readonly words: Readonly<Record<string, TemplateWords>>;
};

/** A QR code in pixels, `side` in a row and as many rows. */
export type QrPicture = { readonly side: number; readonly pixels: Buffer };
