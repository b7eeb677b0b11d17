import { directionOf, type Language } from "@/lib/format/languages";
import type { LayerText as Layer } from "@/lib/reading/types";

/** Text of a content layer; where it is not in the page's language it says which one it is in, for voices, fonts and direction. */
export function LayerText({ layer, language }: { readonly layer: Layer; readonly language: Language }) {
  if (layer.language === language) return layer.text;
  return (
    <span lang={layer.language} dir={directionOf(layer.language)}>
      {layer.text}
    </span>
  );
}
