import type { Permit } from "@/lib/access/authorize";
import { can } from "@/lib/access/authorize";
import type { Actor, BankSubject } from "@/lib/access/policy";
import { db, sql, type Transaction } from "@/lib/db/client";
import { pickLayer } from "@/lib/format/layers";
import type { QuestionKind } from "@/lib/grading/mark-form";
import type { Shares } from "@/lib/grading/mark-fractions";
import type { Drawable } from "@/lib/questions/draw-form";
import { layerOf, showShare, stateOf, writtenLanguage } from "./rules";
import type {
  BankEntry,
  BankHead,
  BankQuestion,
  BankTags,
  DraftContent,
  DraftView,
  HoldReason,
  Named,
  QuestionPage,
  SimilarQuestion,
  VersionView,
} from "./types";

/** A question that may be drawn, with the languages in which a person has reviewed its text. */
export type PoolQuestion = Drawable & { readonly languages: readonly string[] };

/**
 * What a form is drawn from: the newest version of every question of a bank, but for those that are retired or held out: a
 * version whose key learners have seen, one that was voided, and one that cites a superseded document until somebody has
 * checked that citation.
 */
export function readPool(tx: Pick<Transaction, "$queryRaw">, bankId: string): Promise<PoolQuestion[]> {
  return tx.$queryRaw<PoolQuestion[]>`
    WITH newest AS (
      SELECT DISTINCT ON (v.question_id) v.*
      FROM question_version v JOIN question q ON q.id = v.question_id
      WHERE q.bank_id = ${bankId}::uuid AND q.retired_at IS NULL
      ORDER BY v.question_id, v.number DESC
    ), reviewed AS (
      SELECT l.version_id, array_agg(l.language ORDER BY l.language) AS languages
      FROM question_layer l JOIN newest n ON n.id = l.version_id WHERE l.reviewed_at IS NOT NULL GROUP BY l.version_id
    ), pairs AS (
      SELECT first_id AS id, second_id AS enemy FROM question_enemy
      UNION ALL SELECT second_id, first_id FROM question_enemy
    ), enemies AS (
      SELECT p.id, array_agg(p.enemy::text) AS ids FROM pairs p JOIN newest n ON n.question_id = p.id GROUP BY p.id
    )
    SELECT n.question_id AS "questionId", n.id AS "versionId", n.kind, n.module_slug AS module, n.outcome, n.norms, n.cbms, n.bloom,
      n.ease_percent AS "easePercent", n.option_ids AS "optionIds", coalesce(e.ids, '{}') AS enemies,
      coalesce(r.languages, '{}') AS languages
    FROM newest n LEFT JOIN reviewed r ON r.version_id = n.id LEFT JOIN enemies e ON e.id = n.question_id
    WHERE NOT EXISTS (SELECT 1 FROM version_exposure x WHERE x.version_id = n.id)
      AND 'void' IS DISTINCT FROM (SELECT k.kind FROM key_repair k WHERE k.version_id = n.id ORDER BY k.made_at DESC LIMIT 1)
      AND NOT EXISTS (
        SELECT 1 FROM citation c JOIN document d ON d.symbol = c.symbol
        WHERE c.question_version_id = n.id AND d.status = 'superseded' AND c.checked_on IS NULL)
    ORDER BY n.question_id`;
}

/** The questions that a person has met in any exam: a resit prefers the others. */
export async function listSeenQuestions(
  tx: Pick<Transaction, "$queryRaw">,
  personId: string,
): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT v.question_id AS id
    FROM attempt a JOIN form_slot s ON s.attempt_id = a.id JOIN question_version v ON v.id = s.version_id
    WHERE a.person_id = ${personId}::uuid`;
  return new Set(rows.map(({ id }) => id));
}

/** The bank behind an address, for the access table; null when there is none. */
export function getBankSubject(slug: string): Promise<(BankSubject & { readonly slug: string }) | null> {
  return db.bank.findUnique({ where: { slug }, select: { id: true, slug: true, organizationId: true } });
}

/** A question's bank, for the access table; null when the bank has no such question. */
export async function getQuestionSubject(
  bankSlug: string,
  questionId: string,
): Promise<(BankSubject & { readonly slug: string }) | null> {
  const found = await db.question.findFirst({
    where: { id: questionId, bank: { slug: bankSlug } },
    select: { bank: { select: { id: true, slug: true, organizationId: true } } },
  });
  return found?.bank ?? null;
}

/** The organizations whose banks a person reads: as organizer, editor or reviewer. */
export const bankOrganizations = (actor: Actor): string[] =>
  actor.grants.flatMap(({ role, organizationId }) =>
    organizationId && ["organizer", "editor", "reviewer"].includes(role) ? [organizationId] : [],
  );

/** Every bank of the person's organizations. */
export async function listBanks(actor: Actor): Promise<BankEntry[]> {
  const rows = await db.bank.findMany({
    where: { organizationId: { in: bankOrganizations(actor) } },
    orderBy: { title: "asc" },
    select: {
      slug: true,
      title: true,
      organization: { select: { name: true } },
      _count: { select: { questions: { where: { retiredAt: null } } } },
      questions: { where: { draft: { inReview: true } }, select: { id: true } },
    },
  });
  return rows.map(({ slug, title, organization, _count, questions }) => ({
    slug,
    title,
    organization: organization.name,
    questions: _count.questions,
    inReview: questions.length,
  }));
}

/** A bank as the head of its pages. */
export async function getBankHead(permit: Permit<"bank.review">): Promise<BankHead> {
  const { slug, title, organization } = await db.bank.findUniqueOrThrow({
    where: { id: permit.subject.id },
    select: { slug: true, title: true, organization: { select: { name: true, reviewRequired: true } } },
  });
  return {
    slug,
    title,
    organization: organization.name,
    reviewRequired: organization.reviewRequired,
    mayEdit: can(permit.actor, "bank.edit", permit.subject),
  };
}

/** What questions of a bank can be about: modules and outcomes of the courses that use it, and those its questions name. */
export async function readBankTags(bankId: string, language: string): Promise<BankTags> {
  const [courses, used] = await Promise.all([
    db.course.findMany({
      where: { bankId },
      orderBy: { slug: "asc" },
      select: {
        layers: { select: { language: true, outcomes: true } },
        editions: {
          orderBy: { number: "desc" },
          take: 1,
          select: {
            modules: { orderBy: { position: "asc" }, select: { layers: true, module: { select: { slug: true } } } },
          },
        },
      },
    }),
    sql<{ module: string; outcome: string }>(
      `SELECT DISTINCT v.module_slug AS module, v.outcome FROM question_version v JOIN question q ON q.id = v.question_id WHERE q.bank_id = $1`,
      [bankId],
    ),
  ]);
  const modules = new Map<string, Named>();
  const outcomes = new Map<string, Named>();
  for (const { layers, editions } of courses) {
    for (const { layers: texts, module } of editions[0]?.modules ?? []) {
      const layer = pickLayer(texts as { language: string; title: string }[], language);
      modules.set(module.slug, {
        value: module.slug,
        label: layer?.title ?? module.slug,
        language: layer?.language ?? "en",
      });
    }
    const layer = pickLayer(layers, language);
    for (const { code, text } of (layer?.outcomes ?? []) as { code: string; text: string }[])
      outcomes.set(code, { value: code, label: text, language: layer?.language ?? "en" });
  }
  for (const { module, outcome } of used) {
    if (!modules.has(module)) modules.set(module, { value: module, label: module, language: "en" });
    if (!outcomes.has(outcome)) outcomes.set(outcome, { value: outcome, label: outcome, language: "en" });
  }
  return { modules: [...modules.values()], outcomes: [...outcomes.values()] };
}

type QuestionRow = {
  readonly id: string;
  readonly reference: string;
  readonly retired: boolean;
  readonly kind: QuestionKind | null;
  readonly module: string | null;
  readonly outcome: string | null;
  readonly norms: string[] | null;
  readonly cbms: string[] | null;
  readonly bloom: string | null;
  readonly easePercent: number | null;
  readonly version: number | null;
  readonly stem: string | null;
  readonly language: string | null;
  readonly drawn: number;
  readonly holds: HoldReason[];
  readonly inReview: boolean | null;
  readonly content: DraftContent | null;
};

/** Why a version is held out of draws, as an array; the same three reasons as readPool. */
const holdsOf = (version: string): string => `array_remove(ARRAY[
  CASE WHEN EXISTS (SELECT 1 FROM version_exposure x WHERE x.version_id = ${version}) THEN 'exposed' END,
  CASE WHEN (SELECT k.kind FROM key_repair k WHERE k.version_id = ${version} ORDER BY k.made_at DESC LIMIT 1) = 'void' THEN 'voided' END,
  CASE WHEN EXISTS (
    SELECT 1 FROM citation c JOIN document d ON d.symbol = c.symbol
    WHERE c.question_version_id = ${version} AND d.status = 'superseded' AND c.checked_on IS NULL) THEN 'superseded' END
], NULL)`;

/** Every question of a bank, with its newest version or, where there is none, its draft. */
export async function listQuestions({ subject }: Permit<"bank.review">, language: string): Promise<BankQuestion[]> {
  const rows = await sql<QuestionRow>(
    `SELECT q.id, q.external_id AS reference, q.retired_at IS NOT NULL AS retired, v.kind, v.module_slug AS module, v.outcome,
       v.norms, v.cbms, v.bloom, v.ease_percent AS "easePercent", v.number AS version, l.stem, l.language,
       coalesce((SELECT count(*)::int FROM form_slot s WHERE s.version_id = v.id), 0) AS drawn,
       ${holdsOf("v.id")} AS holds, d.in_review AS "inReview", d.content
     FROM question q
     LEFT JOIN LATERAL (SELECT * FROM question_version n WHERE n.question_id = q.id ORDER BY n.number DESC LIMIT 1) v ON true
     LEFT JOIN LATERAL (
       SELECT stem, language FROM question_layer t WHERE t.version_id = v.id ORDER BY t.language <> $2, t.language <> 'en' LIMIT 1) l ON true
     LEFT JOIN question_draft d ON d.question_id = q.id
     WHERE q.bank_id = $1 ORDER BY q.external_id`,
    [subject.id, language],
  );
  return rows.map(({ content, inReview, retired, ...row }) => ({
    id: row.id,
    reference: row.reference,
    stem: row.stem ?? (content && layerOf(content, writtenLanguage)?.stem) ?? "",
    language: row.language ?? writtenLanguage,
    kind: row.kind ?? content?.kind ?? "single",
    module: row.module ?? content?.module ?? "",
    outcome: row.outcome ?? content?.outcome ?? "",
    norms: row.norms ?? content?.norms ?? [],
    cbms: row.cbms ?? content?.cbms ?? [],
    bloom: row.bloom ?? (content?.bloom || null),
    easePercent: row.easePercent,
    version: row.version,
    holds: row.holds,
    state: stateOf({ version: row.version, retired, holds: row.holds }),
    draft: inReview === null ? "none" : inReview ? "in-review" : "draft",
    drawn: row.drawn,
  }));
}

const citationSelect = {
  orderBy: { position: "asc" },
  select: {
    symbol: true,
    part: true,
    locator: true,
    checkedOn: true,
    document: { select: { title: true, status: true, supersededBy: true } },
  },
} as const;

const versionSelect = {
  id: true,
  number: true,
  kind: true,
  moduleSlug: true,
  outcome: true,
  norms: true,
  cbms: true,
  bloom: true,
  easePercent: true,
  optionIds: true,
  keyIds: true,
  shares: true,
  createdAt: true,
  publishedBy: { select: { fullName: true } },
  exposure: { select: { exposedAt: true } },
  repairs: { orderBy: { madeAt: "desc" }, take: 1, select: { kind: true } },
  citations: citationSelect,
  layers: {
    orderBy: { language: "asc" },
    select: {
      language: true,
      stem: true,
      options: true,
      rationale: true,
      reasons: true,
      reviewedAt: true,
      reviewedBy: { select: { fullName: true } },
    },
  },
  _count: { select: { slots: true } },
} as const;

type Words = Record<string, string>;

/** A published version as its author would go on writing it. */
export function contentOf(version: {
  readonly kind: string;
  readonly moduleSlug: string;
  readonly outcome: string;
  readonly norms: readonly string[];
  readonly cbms: readonly string[];
  readonly bloom: string | null;
  readonly easePercent: number | null;
  readonly optionIds: readonly string[];
  readonly keyIds: readonly string[];
  readonly shares: unknown;
  readonly citations: readonly {
    readonly symbol: string;
    readonly part: string | null;
    readonly locator: string | null;
  }[];
  readonly layers: readonly {
    readonly language: string;
    readonly stem: string;
    readonly options: unknown;
    readonly rationale: string;
    readonly reasons: unknown;
  }[];
}): DraftContent {
  const shares = version.shares as Shares | null;
  return {
    kind: version.kind as QuestionKind,
    module: version.moduleSlug,
    outcome: version.outcome,
    norms: version.norms,
    cbms: version.cbms,
    bloom: version.bloom ?? "",
    ease: version.easePercent === null ? "" : `${version.easePercent}`,
    options: version.optionIds.map((id) => ({
      id,
      right: version.keyIds.includes(id),
      share: shares ? showShare(shares[id] ?? [0, 1]) : "",
    })),
    citations: version.citations.map(({ symbol, part, locator }) => ({
      symbol,
      part: part ?? "",
      locator: locator ?? "",
    })),
    layers: [...version.layers]
      .sort((a, b) => Number(b.language === writtenLanguage) - Number(a.language === writtenLanguage))
      .map(({ language, stem, options, rationale, reasons }) => ({
        language,
        stem,
        rationale,
        options: options as Words,
        reasons: reasons as Words,
      })),
    authors: [],
  };
}

/** The newest version of a question as a draft would begin; null when nothing is published. */
export async function readNewestContent(
  tx: Pick<Transaction, "questionVersion">,
  questionId: string,
): Promise<{ readonly number: number; readonly content: DraftContent } | null> {
  const version = await tx.questionVersion.findFirst({
    where: { questionId },
    orderBy: { number: "desc" },
    select: versionSelect,
  });
  return version && { number: version.number, content: contentOf(version) };
}

/** A question with everything its staff may see. */
export async function getQuestionPage(permit: Permit<"bank.review">, questionId: string): Promise<QuestionPage> {
  const [bank, row, enemies] = await Promise.all([
    getBankHead(permit),
    db.question.findUniqueOrThrow({
      where: { id: questionId },
      select: {
        id: true,
        externalId: true,
        retiredAt: true,
        versions: { orderBy: { number: "desc" }, select: versionSelect },
        draft: {
          select: {
            content: true,
            revision: true,
            inReview: true,
            note: true,
            updatedAt: true,
            updatedBy: { select: { fullName: true } },
          },
        },
      },
    }),
    listEnemies(questionId),
  ]);
  const versions = row.versions.map(
    ({ layers, citations, exposure, repairs, publishedBy, _count, ...version }): VersionView => ({
      id: version.id,
      number: version.number,
      content: contentOf({ ...version, layers, citations }),
      createdAt: version.createdAt,
      publishedBy: publishedBy?.fullName ?? null,
      drawn: _count.slots,
      exposedAt: exposure?.exposedAt ?? null,
      holds: [
        ...(exposure ? (["exposed"] as const) : []),
        ...(repairs[0]?.kind === "void" ? (["voided"] as const) : []),
        ...(citations.some(({ document, checkedOn }) => document.status === "superseded" && checkedOn === null)
          ? (["superseded"] as const)
          : []),
      ],
      layers: layers.map(({ language, reviewedAt, reviewedBy }) => ({
        language,
        reviewedAt,
        reviewedBy: reviewedBy?.fullName ?? null,
      })),
      citations: citations.map(({ document, ...citation }) => ({
        ...citation,
        title: document.title,
        superseded: document.status === "superseded",
        supersededBy: document.supersededBy,
      })),
    }),
  );
  const draft: DraftView | null = row.draft && {
    content: row.draft.content as unknown as DraftContent,
    revision: row.draft.revision,
    inReview: row.draft.inReview,
    note: row.draft.note,
    updatedBy: row.draft.updatedBy.fullName,
    updatedAt: row.draft.updatedAt,
  };
  return { id: row.id, reference: row.externalId, retiredAt: row.retiredAt, bank, draft, versions, enemies };
}

function listEnemies(questionId: string): Promise<{ id: string; reference: string; stem: string }[]> {
  return sql(
    `SELECT q.id, q.external_id AS reference, coalesce(l.stem, '') AS stem
     FROM question_enemy e JOIN question q ON q.id = CASE WHEN e.first_id = $1 THEN e.second_id ELSE e.first_id END
     LEFT JOIN LATERAL (
       SELECT t.stem FROM question_version v JOIN question_layer t ON t.version_id = v.id
       WHERE v.question_id = q.id ORDER BY v.number DESC, t.language <> 'en' LIMIT 1) l ON true
     WHERE $1 IN (e.first_id, e.second_id) ORDER BY q.external_id`,
    [questionId],
  );
}

/**
 * Questions of the same bank that are nearly this one: whose newest stem, or the stem of whose draft, shares more than half
 * of its three-letter groups.
 * Units: the shared part in whole percent, the likest first.
 */
export function listSimilar(bankId: string, questionId: string, stem: string): Promise<SimilarQuestion[]> {
  if (stem.trim() === "") return Promise.resolve([]);
  return sql(
    `WITH newest AS (
       SELECT DISTINCT ON (q.id) q.id, q.external_id AS reference, v.id AS version_id
       FROM question q JOIN question_version v ON v.question_id = q.id
       WHERE q.bank_id = $1 AND q.id <> $2 AND q.retired_at IS NULL ORDER BY q.id, v.number DESC
     ), stems AS (
       SELECT n.id, n.reference, l.stem FROM newest n JOIN question_layer l ON l.version_id = n.version_id AND l.language = 'en'
       UNION ALL
       SELECT q.id, q.external_id, t->>'stem' FROM question_draft d JOIN question q ON q.id = d.question_id,
         jsonb_array_elements(d.content->'layers') t
       WHERE q.bank_id = $1 AND q.id <> $2 AND t->>'language' = 'en'
     )
     SELECT DISTINCT ON (id) id, reference, stem, round(100 * similarity(stem, $3))::int AS percent
     FROM stems WHERE similarity(stem, $3) > 0.5 ORDER BY id, similarity(stem, $3) DESC LIMIT 8`,
    [bankId, questionId, stem],
  );
}

/** The documents that a question may cite. */
export async function listDocuments(): Promise<{ symbol: string; title: string; superseded: boolean }[]> {
  const rows = await db.document.findMany({
    orderBy: { symbol: "asc" },
    select: { symbol: true, title: true, status: true },
  });
  return rows.map(({ status, ...row }) => ({ ...row, superseded: status === "superseded" }));
}
