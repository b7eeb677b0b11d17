import { embedJson } from "@/lib/catalogue/structured-data";

/** What the page says, for search engines and other programs; data, not a script. */
export function StructuredData({ value }: { readonly value: object }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON in which nothing can end the element
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: embedJson(value) }} />;
}
