import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

type Colour = readonly [lightness: number, chroma: number, hue: number];

/** Relative luminance of an OKLCH colour, by way of linear sRGB. Source: CSS Color 4, and WCAG 2.2's definition of contrast. */
function luminance([lightness, chroma, hue]: Colour): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clamp = (value: number): number => Math.min(1, Math.max(0, value));
  const red = clamp(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clamp(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clamp(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: Colour, other: Colour): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const css = readFileSync(path.resolve(import.meta.dirname, "../../app/globals.css"), "utf8");

/** The tokens of the first block that begins with this selector. */
function tokensOf(selector: string): Map<string, Colour> {
  const from = css.indexOf(`${selector} {`);
  const block = css.slice(from, css.indexOf("}", from));
  return new Map(
    [...block.matchAll(/--([a-z-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g)].map(([, name = "", l, c, h]) => [
      name,
      [Number(l), Number(c), Number(h)],
    ]),
  );
}

const themes = {
  light: tokensOf(":root"),
  dark: tokensOf(':root[data-theme="dark"]'),
  "dark by the device": tokensOf(':root:not([data-theme="light"])'),
} as const;

describe.each(Object.entries(themes))("the %s theme", (_, tokens) => {
  const colour = (name: string): Colour => {
    const value = tokens.get(name);
    if (!value) throw new Error(`no token --${name}`);
    return value;
  };

  it.each(["paper", "sheet", "wash"])("lets every text be read on %s at 4.5 to 1", (ground) => {
    for (const text of ["ink", "ink-muted", "chancery", "seal", "affirm", "caution", "refuse"])
      expect(contrast(colour(text), colour(ground)), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  });

  it("lets a button be read, and borders of controls and focus be seen at 3 to 1", () => {
    expect(contrast(colour("chancery-ink"), colour("chancery"))).toBeGreaterThanOrEqual(4.5);
    for (const edge of ["rule-strong", "focus"])
      for (const ground of ["paper", "sheet"])
        expect(contrast(colour(edge), colour(ground)), `${edge} on ${ground}`).toBeGreaterThanOrEqual(3);
  });
});

it("is dark in the same colours by choice and by the device", () => {
  expect([...themes.dark]).toEqual([...themes["dark by the device"]]);
});
