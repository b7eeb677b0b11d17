import type { PrismaClient } from "@/lib/db/generated/client";
import type { LoadedContent } from "./load";
import { findTermUses } from "./term-uses";

export type Tx = Parameters<Parameters<PrismaClient["$transaction"]>[0]>[0];
type Citations = readonly { document: string; part: string | null; locator: string | null }[];

/** Citations as rows, in the order in which a text numbers them. */
export const citationRows = (citations: Citations) =>
  citations.map(({ document, part, locator }, position) => ({ symbol: document, part, locator, position }));

/** The English text of every lesson, without its markup. */
const lessonTexts = (modules: LoadedContent["modules"]) =>
  modules.flatMap(({ slug, loadedLessons }) =>
    loadedLessons.map((lesson) => ({
      address: `${slug}/${lesson.slug}`,
      text: (lesson.layers.find(({ language }) => language === "en")?.pages ?? [])
        .map(({ title, html }) => `${title}\n${html.replace(/<[^>]+>/g, " ")}`)
        .join("\n"),
    })),
  );

const placeOf = ({ symbol, part, locator }: { symbol: string; part: string | null; locator: string | null }) =>
  JSON.stringify([symbol, part, locator]);

/** Brings the citations of terms, profiles, norms and measures to what content/ says; who has checked one keeps that. */
async function importShelfCitations(
  tx: Tx,
  { glossary, profiles, norms, measures }: Pick<LoadedContent, "glossary" | "profiles" | "norms" | "measures">,
): Promise<void> {
  const backed: { owner: { termSlug: string } | { shelfEntry: string }; citations: Citations }[] = [
    ...glossary.map(({ slug, citations }) => ({ owner: { termSlug: slug }, citations })),
    ...norms.map(({ letter, citations }) => ({ owner: { shelfEntry: `norm/${letter}` }, citations })),
    ...measures.map(({ set, number, citations }) => ({
      owner: { shelfEntry: `measure/${set}-${number}` },
      citations,
    })),
    ...profiles.flatMap(({ slug, sections }) =>
      sections
        .flatMap(({ groups }) => groups.flatMap(({ items }) => items))
        .flatMap((item) =>
          "id" in item ? [{ owner: { shelfEntry: `profile/${slug}/${item.id}` }, citations: item.citations }] : [],
        ),
    ),
  ];
  const kept = await tx.citation.findMany({
    where: { OR: [{ termSlug: { not: null } }, { shelfEntry: { not: null } }] },
    select: { id: true, symbol: true, part: true, locator: true, position: true, termSlug: true, shelfEntry: true },
  });
  const keyOf = (owner: { termSlug?: string | null; shelfEntry?: string | null }, place: string) =>
    `${owner.termSlug ?? ""} ${owner.shelfEntry ?? ""} ${place}`;
  const known = new Map(kept.map((citation) => [keyOf(citation, placeOf(citation)), citation]));
  const wanted = backed.flatMap(({ owner, citations }) => citationRows(citations).map((row) => ({ ...owner, ...row })));
  for (const row of wanted) {
    const before = known.get(keyOf(row, placeOf(row)));
    if (!before) await tx.citation.create({ data: row, select: { id: true } });
    else {
      known.delete(keyOf(row, placeOf(row)));
      if (before.position !== row.position)
        await tx.citation.update({
          where: { id: before.id },
          data: { position: row.position },
          select: { id: true },
        });
    }
  }
  await tx.citation.deleteMany({ where: { id: { in: [...known.values()].map(({ id }) => id) } } });
}

/** Brings topics, documents and the library's shelves to what content/ says. */
export async function importLibrary(
  tx: Tx,
  { topics, documents, glossary, profiles, norms, measures, modules, workshops, publications }: LoadedContent,
): Promise<void> {
  for (const [position, { slug, name }] of topics.entries())
    await tx.topic.upsert({ where: { slug }, create: { slug, name, position }, update: { name, position } });
  for (const { symbol, date, ...rest } of documents) {
    const row = { ...rest, dateText: date?.text ?? null, dateSort: date?.sort ?? null };
    const before = await tx.document.findUnique({ where: { symbol }, select: { status: true } });
    await tx.document.upsert({ where: { symbol }, create: { symbol, ...row }, update: row });
    // Whoever checked a question against it read what was in force then: it is held out of draws until somebody looks again.
    if (row.status === "superseded" && before?.status !== "superseded")
      await tx.citation.updateMany({
        where: { symbol, questionVersionId: { not: null } },
        data: { checkedOn: null, checkedById: null },
      });
  }
  const uses = findTermUses(glossary, lessonTexts(modules));
  for (const { slug, citations: _, ...term } of glossary) {
    const row = { ...term, usedIn: uses.get(slug) ?? [] };
    await tx.glossaryTerm.upsert({ where: { slug }, create: { slug, ...row }, update: row });
  }
  await tx.glossaryTerm.deleteMany({ where: { slug: { notIn: glossary.map(({ slug }) => slug) } } });
  for (const { slug, title, lastUpdated, note, sections } of profiles) {
    const row = { title, updatedText: lastUpdated.text, note, sections };
    await tx.profile.upsert({ where: { slug }, create: { slug, ...row }, update: row });
  }
  await tx.profile.deleteMany({ where: { slug: { notIn: profiles.map(({ slug }) => slug) } } });
  for (const { letter, kind, en, fr, ar } of norms) {
    const row = { kind, layers: { en, fr, ar } };
    await tx.norm.upsert({ where: { letter }, create: { letter, ...row }, update: row });
  }
  await tx.measure.deleteMany();
  await tx.measure.createMany({
    data: measures.map(({ set, number, en, fr, ar }) => ({ measureSet: set, number, layers: { en, fr, ar } })),
  });
  await importShelfCitations(tx, { glossary, profiles, norms, measures });
  await tx.workshop.deleteMany();
  await tx.workshop.createMany({ data: workshops.map((row, position) => ({ ...row, position })) });
  await tx.publication.deleteMany();
  await tx.publication.createMany({ data: publications.map((row, position) => ({ ...row, position })) });
}
