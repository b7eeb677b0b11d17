import { renderOption, renderStem } from "@/lib/questions/markdown";

/** A stem with its emphasis, line breaks and pictures: phrasing content, so that it fits into a legend. */
export function StemText({ text }: { readonly text: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: rendered from Markdown that lets no HTML through
  return <span dangerouslySetInnerHTML={{ __html: renderStem(text) }} />;
}

/** An option's text, in one line. */
export function OptionText({ text }: { readonly text: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: rendered from Markdown that lets no HTML through
  return <span dir="auto" dangerouslySetInnerHTML={{ __html: renderOption(text) }} />;
}
