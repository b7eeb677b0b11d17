import { z } from "zod";
import {
  citationSchema,
  fuzzyDateSchema,
  languageSchema,
  line,
  normSchema,
  paragraph,
  regionSchema,
  slugSchema,
} from "./schema";

/* The shapes of what the library keeps: documents, terms, profiles, norms and measures, past workshops and publications. */

/** A source document that citations point to, keyed by its symbol. */
export const documentSchema = z.strictObject({
  symbol: line,
  title: line,
  body: line,
  date: fuzzyDateSchema.nullable(),
  /** "un": addressed by the docs.un.org rule; "none": no link given. */
  link: z.enum(["un", "none"]),
  status: z.enum(["in-force", "superseded"]).default("in-force"),
  supersededBy: z.string().nullable().default(null),
  note: line.nullable().default(null),
});

export const glossaryTermSchema = z.strictObject({
  slug: slugSchema,
  term: line,
  abbreviation: line.nullable().default(null),
  definition: paragraph,
  citations: z.array(citationSchema).default([]),
  /** Equivalents used by the United Nations in other languages. */
  equivalents: z.partialRecord(languageSchema, line).default({}),
});

/**
 * A term with what translations call it, as the United Nations do; `forms` are other words for the same (a plural, an
 * inflection) that a translation may use as well.
 */
export const equivalentSchema = z.strictObject({
  term: line,
  fr: line,
  ar: line,
  forms: z
    .strictObject({ en: z.array(line), fr: z.array(line), ar: z.array(line) })
    .partial()
    .default({}),
});

const profileItemSchema = z.strictObject({
  /** Its stable address on the profile's page. */
  id: slugSchema,
  title: line,
  bodies: z.array(line),
  summary: z.array(line),
  /** How many sources a copied record names without an address. */
  sources: z.int().min(0).default(0),
  /** Library records that back it. */
  citations: z.array(citationSchema).default([]),
  date: z
    .strictObject({
      text: line,
      ranges: z.array(z.strictObject({ from: z.iso.date(), to: z.iso.date() })).min(1),
    })
    .nullable(),
  /** Other items of the profile that are about the same thing and differ in date or text. */
  related: z.array(slugSchema).default([]),
  note: line.nullable().default(null),
});

export const profileSchema = z
  .strictObject({
    slug: slugSchema,
    title: line,
    lastUpdated: fuzzyDateSchema,
    note: paragraph.nullable().default(null),
    sections: z.array(
      z.strictObject({
        slug: slugSchema,
        title: line,
        groups: z.array(
          z.strictObject({
            title: line.nullable(),
            /** `same` names an item that stands elsewhere in the profile: one record, shown in both places. */
            items: z.array(z.union([profileItemSchema, z.strictObject({ same: slugSchema })])),
          }),
        ),
      }),
    ),
  })
  .superRefine(({ slug, sections }, context) => {
    const places = sections.flatMap(({ groups }) => groups.flatMap(({ items }) => items));
    const items = places.filter((item) => "id" in item);
    const ids = items.map(({ id }) => id);
    const wrong = (message: string) => context.addIssue({ code: "custom", message: `${slug}: ${message}` });
    if (new Set(ids).size < ids.length) wrong("two items share an id");
    for (const place of places)
      if ("same" in place && !ids.includes(place.same)) wrong(`no item is called ${place.same}`);
    for (const { id, related } of items)
      for (const other of related)
        if (other === id || !items.find((item) => item.id === other)?.related.includes(id))
          wrong(`${id} and ${other} do not name each other as related`);
  });

const normTextSchema = z.strictObject({
  /** What the drawing says: one word. */
  word: line.max(12),
  title: line,
  plain: paragraph,
  /** What a response team does about it. */
  csirt: z.array(line).min(1),
});

/** The eleven norms and the numbered confidence-building measures, in the three languages of the interface. */
export const normsSchema = z.strictObject({
  norms: z
    .array(
      z.strictObject({
        letter: normSchema,
        kind: z.enum(["limit", "duty"]),
        citations: z.array(citationSchema).min(1),
        en: normTextSchema,
        fr: normTextSchema,
        ar: normTextSchema,
      }),
    )
    .refine((norms) => norms.map(({ letter }) => letter).join("") === normSchema.options.join(""), {
      message: "the eleven norms, each once, in the order of their letters",
    }),
  measures: z.array(
    z.strictObject({
      set: z.enum(["osce", "global"]),
      number: z.int().min(1),
      citations: z.array(citationSchema).min(1),
      en: line,
      fr: line,
      ar: line,
    }),
  ),
});

/** A past workshop, its row kept as its source writes it; what is odd about it stands in the editor's note. */
export const workshopSchema = z.strictObject({
  id: slugSchema,
  kind: z.enum(["workshop", "milestone"]),
  year: z.int(),
  /** The source's words for the entry. */
  title: line,
  dates: line.nullable().default(null),
  partners: z.array(line),
  place: line.nullable(),
  region: regionSchema.nullable(),
  language: languageSchema.default("en"),
  link: z.url().nullable(),
  note: line.nullable().default(null),
});

export const publicationSchema = z.strictObject({
  id: slugSchema,
  title: line,
  year: z.int().nullable(),
  link: z.url().nullable(),
  note: line.nullable().default(null),
});
