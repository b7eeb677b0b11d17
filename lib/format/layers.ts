/** Text in one language of several; `reviewedAt` null means that nobody has recorded a review of this translation. */
export type Layer = { readonly language: string; readonly reviewedAt?: Date | null };

/** The layer in the wanted language, else in English, else the first there is: missing text falls back visibly. */
export function pickLayer<L extends Layer>(layers: readonly L[], language: string): L | undefined {
  return (
    layers.find((layer) => layer.language === language) ?? layers.find((layer) => layer.language === "en") ?? layers[0]
  );
}
