import { authorize, can, type Permit } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { db, sql, type Transaction } from "@/lib/db/client";
import { readShelfTitles } from "../norms/data";
import { documentSlug, shelfPath } from "../rules";
import { groupPlaces, isoDay } from "./rules";
import type { DocumentHead, DocumentPage, LeaningRow } from "./types";

/** Today, as the day that citations are compared with. */
export const currentDay = (): string => isoDay(new Date());

/** The organizations for which a person reviews: whose lessons and questions they may say to have checked. */
const reviewedOrganizations = (actor: Actor): string[] =>
  actor.grants.flatMap(({ role, organizationId }) =>
    organizationId && ["organizer", "editor", "reviewer"].includes(role) ? [organizationId] : [],
  );

/** The newest edition of each course: what visitors are told of. */
const newestEditions = "SELECT DISTINCT ON (course_id) id FROM edition ORDER BY course_id, number DESC";

type CitationRow = Omit<LeaningRow, "path"> & { readonly module: string | null; readonly name: string };

const citedPlace = `c.id AS "citationId", c.symbol, c.part, c.locator, c.checked_on::text AS "checkedOn"`;
const lessonTitle = `CROSS JOIN LATERAL (
  SELECT title, language FROM lesson_layer WHERE lesson_version_id = v.id
  ORDER BY language = $1 DESC, language = 'en' DESC, language LIMIT 1) AS l`;

/** Citations of the glossary and of the other entries; they belong to nobody's organization. */
const ofShelves = `SELECT ${citedPlace}, CASE WHEN c.term_slug IS NULL THEN 'entry' ELSE 'term' END AS kind,
    coalesce(t.term, c.shelf_entry) AS title, 'en' AS language, NULL AS module, coalesce(c.term_slug, c.shelf_entry) AS name
  FROM citation c LEFT JOIN glossary_term t ON t.slug = c.term_slug
  WHERE c.term_slug IS NOT NULL OR c.shelf_entry IS NOT NULL`;

const publicRows = `SELECT ${citedPlace}, 'lesson' AS kind, l.title, l.language, m.slug AS module, v.slug AS name
  FROM citation c JOIN lesson_version v ON v.id = c.lesson_version_id JOIN module m ON m.id = v.module_id ${lessonTitle}
  WHERE v.id IN (SELECT lesson_version_id FROM edition_lesson WHERE edition_id IN (${newestEditions}))
  UNION ALL ${ofShelves}`;

/**
 * What a reviewer answers for: lessons in the newest edition of a course, or in one that an event still uses, where module or
 * course is of their organizations; the newest versions of their banks' questions; and the library's own entries.
 */
const reviewedRows = `WITH used AS (
    SELECT el.lesson_version_id AS id, co.organization_id
    FROM edition_lesson el JOIN edition e ON e.id = el.edition_id JOIN course co ON co.id = e.course_id
    WHERE e.id IN (${newestEditions})
      OR EXISTS (SELECT 1 FROM event v WHERE v.edition_id = e.id AND v.state IN ('draft', 'in-review', 'published'))
  ), asked AS (
    SELECT DISTINCT ON (v.question_id) v.id, v.question_id, q.external_id, b.slug AS bank
    FROM question_version v JOIN question q ON q.id = v.question_id JOIN bank b ON b.id = q.bank_id
    WHERE q.retired_at IS NULL AND b.organization_id = ANY($2::uuid[])
    ORDER BY v.question_id, v.number DESC
  )
  SELECT ${citedPlace}, 'lesson' AS kind, l.title, l.language, m.slug AS module, v.slug AS name
  FROM citation c JOIN lesson_version v ON v.id = c.lesson_version_id JOIN module m ON m.id = v.module_id ${lessonTitle}
  WHERE EXISTS (
    SELECT 1 FROM used u WHERE u.id = v.id AND (u.organization_id = ANY($2::uuid[]) OR m.organization_id = ANY($2::uuid[])))
  UNION ALL
  SELECT ${citedPlace}, 'question', a.external_id, 'en', a.bank, a.question_id::text
  FROM citation c JOIN asked a ON a.id = c.question_version_id
  UNION ALL ${ofShelves}`;

function pathOf({ kind, module, name }: Pick<CitationRow, "kind" | "module" | "name">): string {
  switch (kind) {
    case "lesson":
      return `/modules/${module}#${name}`;
    case "question":
      return `/organize/banks/${module}/questions/${name}`;
    case "term":
      return `/glossary#${name}`;
    case "entry":
      return shelfPath(name);
    default:
      throw new RangeError(`nothing leans on documents as a ${kind satisfies never}`);
  }
}

async function withPaths(rows: readonly CitationRow[], language: string): Promise<LeaningRow[]> {
  const titles = rows.some(({ kind }) => kind === "entry") ? await readShelfTitles(language) : new Map();
  return rows.map(({ module, name, ...row }) => {
    const shelved = row.kind === "entry" ? titles.get(name) : undefined;
    return { ...row, ...shelved, path: pathOf({ kind: row.kind, module, name }) };
  });
}

/** Every citation for which a person answers, of one document or of all. */
export async function listReviewed(
  { actor }: Permit<"source.check">,
  language: string,
  symbol: string | null = null,
): Promise<LeaningRow[]> {
  const rows = await sql<CitationRow>(
    `SELECT * FROM (${reviewedRows}) AS cited WHERE $3::text IS NULL OR symbol = $3`,
    [language, reviewedOrganizations(actor), symbol],
  );
  return withPaths(rows, language);
}

/** The same citations of one document, inside the transaction that records their reading. */
export async function listReviewedIn(
  tx: Pick<Transaction, "$queryRawUnsafe">,
  { actor, subject }: Permit<"source.check">,
): Promise<Pick<LeaningRow, "citationId" | "part" | "locator">[]> {
  return tx.$queryRawUnsafe(
    `SELECT * FROM (${reviewedRows}) AS cited WHERE symbol = $3`,
    "en",
    reviewedOrganizations(actor),
    subject.id,
  );
}

const headSelect = { symbol: true, title: true, link: true, status: true, supersededBy: true } as const;

/** Every document by its symbol, as lists name it. */
export function listDocumentHeads(): Promise<DocumentHead[]> {
  return db.document.findMany({ select: headSelect, orderBy: { symbol: "asc" } });
}

/** One document with its places and what leans on each. How many questions cite it is told to those who review their banks. */
export async function getDocumentPage(
  slug: string,
  language: string,
  actor: Actor | null,
): Promise<DocumentPage | null> {
  const documents = await db.document.findMany({
    select: { ...headSelect, body: true, dateText: true, note: true },
    orderBy: { symbol: "asc" },
  });
  const document = documents.find(({ symbol }) => documentSlug(symbol) === slug);
  if (!document) return null;
  const rows = await sql<CitationRow>(`SELECT * FROM (${publicRows}) AS cited WHERE symbol = $2`, [
    language,
    document.symbol,
  ]);
  return {
    ...document,
    replaces: documents.filter(({ supersededBy }) => supersededBy === document.symbol).map(({ symbol }) => symbol),
    places: groupPlaces(await withPaths(rows, language), document, currentDay()),
    questions:
      actor && can(actor, "source.check", { id: document.symbol })
        ? await countQuestions(actor, document.symbol)
        : null,
  };
}

async function countQuestions(actor: Actor, symbol: string): Promise<number> {
  const reviewed = await listReviewed(authorize(actor, "source.check", { id: symbol }), "en", symbol);
  return new Set(reviewed.filter(({ kind }) => kind === "question").map(({ path }) => path)).size;
}
