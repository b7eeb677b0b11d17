import { createHash, randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { PrismaClient } from "@/lib/db/generated/client";
import { fold } from "@/lib/format/fold";
import { citationRows, importLibrary, type Tx } from "./import-library";
import type { LoadedContent, LoadedLesson, LoadedQuestion } from "./load";

export type ImportReport = { readonly changed: boolean; readonly editions: readonly string[] };

/** Raised when the importer itself writes other rows than before, so that unchanged content is imported again. */
const importerVersion = 2;

/**
 * Brings the database to what content/ says, in one transaction: all of it or none. A course whose outline or lessons changed
 * gets a new edition; editions to which events are bound, and records edited in the application, are left alone.
 */
export async function importContent(client: PrismaClient, content: LoadedContent): Promise<ImportReport> {
  const hash = `${importerVersion}:${content.hash}`;
  return client.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('chancery content'))`;
      const before = await tx.setting.findUnique({ where: { key: "content" } });
      if (before?.value === hash) return { changed: false, editions: [] };
      await importLibrary(tx, content);
      const organizations = await importOrganizations(tx, content);
      const modules = await importModules(tx, content, organizations);
      const banks = await importBanks(tx, content, organizations);
      const editions = await importCourses(tx, content, organizations, modules, banks);
      await importEvents(tx, content);
      await tx.setting.upsert({
        where: { key: "content" },
        create: { key: "content", value: hash },
        update: { value: hash },
      });
      return { changed: true, editions };
    },
    { timeout: 120_000, maxWait: 10_000 },
  );
}

/** Whether a row already says all that a text says. */
const isSame = (row: Readonly<Record<string, unknown>>, text: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(text).every(([name, value]) => isDeepStrictEqual(row[name], value));

async function importOrganizations(tx: Tx, { organizations }: LoadedContent): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const { slug, ...row } of organizations) {
    const found = await tx.organization.findUnique({ where: { slug }, select: { id: true, origin: true } });
    if (!found)
      ids.set(
        slug,
        (await tx.organization.create({ data: { slug, ...row, origin: "content" }, select: { id: true } })).id,
      );
    else {
      ids.set(slug, found.id);
      if (found.origin === "content") await tx.organization.update({ where: { id: found.id }, data: row });
    }
  }
  return ids;
}

type ModuleLayer = { language: string; title: string; summary: string; objectives: string[] };
type ImportedModule = { id: string; layers: ModuleLayer[]; lessonIds: string[]; hash: string };

/** A translation that an import changes is another one than was reviewed. */
const unreviewed = (language: string) => (language === "en" ? {} : { reviewedAt: null });

async function importModules(
  tx: Tx,
  { modules }: LoadedContent,
  organizations: Map<string, string>,
): Promise<Map<string, ImportedModule>> {
  const imported = new Map<string, ImportedModule>();
  for (const { slug, organization, title, summary, objectives, loadedLessons, layers: translations } of modules) {
    const organizationId = organizations.get(organization) ?? "";
    const { id, origin } = await tx.module.upsert({
      where: { slug },
      create: { slug, organizationId, origin: "content" },
      update: {},
      select: { id: true, origin: true },
    });
    const base = { title, summary, objectives };
    const layers = [{ language: "en", ...base }, ...translations];
    if (origin === "content") {
      const kept = await tx.moduleLayer.findMany({ where: { moduleId: id } });
      for (const { language, ...text } of layers) {
        const before = kept.find((layer) => layer.language === language);
        if (before && isSame(before, text)) continue;
        await tx.moduleLayer.upsert({
          where: { moduleId_language: { moduleId: id, language } },
          create: { moduleId: id, language, ...text },
          update: { ...text, ...unreviewed(language) },
        });
      }
      await tx.moduleLayer.deleteMany({
        where: { moduleId: id, language: { notIn: layers.map(({ language }) => language) } },
      });
    }
    const lessonIds: string[] = [];
    for (const lesson of loadedLessons) lessonIds.push(await importLesson(tx, id, lesson));
    const hash = createHash("sha256")
      .update(JSON.stringify([slug, base, loadedLessons.map((lesson) => lesson.hash), ...translations]))
      .digest("hex");
    imported.set(slug, { id, layers, lessonIds, hash });
  }
  return imported;
}

async function importLesson(tx: Tx, moduleId: string, lesson: LoadedLesson): Promise<string> {
  const found = await tx.lessonVersion.findUnique({ where: { contentHash: lesson.hash }, select: { id: true } });
  if (found) return found.id;
  const { outcomes, norms, resources, citations } = lesson.frontMatter;
  const { id } = await tx.lessonVersion.create({
    data: {
      moduleId,
      slug: lesson.slug,
      contentHash: lesson.hash,
      pageCount: lesson.layers[0]?.pages.length ?? 0,
      outcomes,
      norms,
      resources,
      layers: {
        create: lesson.layers.map(({ language, title, keyQuestion, practice }) => ({
          language,
          title,
          keyQuestion,
          practice,
        })),
      },
      pages: { create: lesson.layers.flatMap(({ language, pages }) => pages.map((page) => ({ language, ...page }))) },
      citations: { create: citationRows(citations) },
    },
    select: { id: true },
  });
  return id;
}

async function importBanks(
  tx: Tx,
  { banks }: LoadedContent,
  organizations: Map<string, string>,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const { slug, organization, title, questions } of banks) {
    const { id, origin } = await tx.bank.upsert({
      where: { slug },
      create: { slug, title, organizationId: organizations.get(organization) ?? "", origin: "content" },
      update: {},
      select: { id: true, origin: true },
    });
    ids.set(slug, id);
    if (origin === "app") continue;
    await tx.bank.update({ where: { id }, data: { title }, select: { id: true } });
    for (const question of questions) await importQuestion(tx, id, question);
    // Only what came from here is retired when it is gone from here; questions written in the application stay.
    await tx.question.updateMany({
      where: {
        bankId: id,
        externalId: { notIn: questions.map((question) => question.id) },
        versions: { some: { contentHash: { startsWith: contentMark } } },
        retiredAt: null,
      },
      data: { retiredAt: new Date() },
    });
  }
  return ids;
}

/** Begins the hash of a question version that an import wrote; a repair made in the application has another. */
const contentMark = "content:";

async function importQuestion(tx: Tx, bankId: string, question: LoadedQuestion): Promise<void> {
  const { id, retiredAt } = await tx.question.upsert({
    where: { bankId_externalId: { bankId, externalId: question.id } },
    create: { bankId, externalId: question.id },
    update: {},
    select: { id: true, retiredAt: true },
  });
  if (retiredAt) {
    // What an import retired comes back with it; what a person retired stays so until a person restores it.
    const decided = await tx.auditEvent.findFirst({
      where: { subjectKind: "question", subjectId: id, action: { in: ["question.retire", "question.restore"] } },
      orderBy: { id: "desc" },
      select: { action: true },
    });
    if (decided?.action !== "question.retire")
      await tx.question.update({ where: { id }, data: { retiredAt: null }, select: { id: true } });
  }
  const versions = await tx.questionVersion.findMany({
    where: { questionId: id },
    orderBy: { number: "desc" },
    select: { number: true, contentHash: true },
  });
  const contentHash = contentMark + question.hash;
  // A repair in the application stands until the file itself says something new.
  if (versions.find((version) => version.contentHash.startsWith(contentMark))?.contentHash === contentHash) return;
  // Ids drawn at random and stored in their own order: neither says which option is right.
  const options = question.options
    .map(({ right }, place) => ({ id: randomBytes(6).toString("base64url"), right, place }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const layers = [{ ...question, language: "en" }, ...question.layers];
  await tx.questionVersion.create({
    data: {
      questionId: id,
      number: (versions[0]?.number ?? 0) + 1,
      contentHash,
      kind: question.kind,
      moduleSlug: question.module,
      outcome: question.outcome,
      norms: question.norms,
      bloom: question.bloom,
      optionIds: options.map((option) => option.id),
      keyIds: options.filter(({ right }) => right).map((option) => option.id),
      layers: {
        create: layers.map(({ language, stem, options: texts, rationale }) => ({
          language,
          stem,
          options: Object.fromEntries(options.map((option) => [option.id, texts[option.place]?.text ?? ""])),
          rationale,
          reasons: Object.fromEntries(
            options.flatMap((option) => {
              const why = texts[option.place]?.why;
              return why ? [[option.id, why]] : [];
            }),
          ),
        })),
      },
      citations: { create: citationRows(question.citations) },
    },
    select: { id: true },
  });
}

async function importCourses(
  tx: Tx,
  { courses, topics }: LoadedContent,
  organizations: Map<string, string>,
  modules: Map<string, ImportedModule>,
  banks: Map<string, string>,
): Promise<string[]> {
  const made: string[] = [];
  const topicNames = new Map(topics.map(({ slug, name }) => [slug, name]));
  for (const course of courses) {
    const found = await tx.course.findUnique({ where: { slug: course.slug }, select: { id: true, origin: true } });
    let id = found?.id;
    if (!found || found.origin === "content") {
      const row = {
        organizationId: organizations.get(course.organization) ?? "",
        level: course.level,
        languages: course.languages,
        studyHours: course.studyHours,
        bankId: course.bank ? (banks.get(course.bank) ?? null) : null,
        searchText: fold(
          [
            course.title,
            course.summary,
            course.description,
            ...course.topics.map((slug) => topicNames.get(slug) ?? ""),
            ...course.outcomes.map(({ text }) => text),
            ...course.coverage,
            ...course.layers.flatMap((layer) => [layer.title, layer.summary]),
          ].join(" "),
        ),
        ...(course.exam ? { exam: course.exam } : {}),
      };
      id = (
        await tx.course.upsert({
          where: { slug: course.slug },
          create: { slug: course.slug, origin: "content", ...row },
          update: row,
          select: { id: true },
        })
      ).id;
      const { title, summary, description, audience, entryRequirements, objectives, outcomes, coverage } = course;
      const base = { title, summary, description, audience, entryRequirements, objectives, outcomes, coverage };
      const layers = [{ language: "en", ...base }, ...course.layers];
      const kept = await tx.courseLayer.findMany({ where: { courseId: id } });
      for (const { language, ...text } of layers) {
        const before = kept.find((layer) => layer.language === language);
        if (before && isSame(before, text)) continue;
        await tx.courseLayer.upsert({
          where: { courseId_language: { courseId: id, language } },
          create: { courseId: id, language, ...text },
          update: { ...text, ...unreviewed(language) },
        });
      }
      await tx.courseLayer.deleteMany({
        where: { courseId: id, language: { notIn: layers.map(({ language }) => language) } },
      });
      await tx.courseTopic.deleteMany({ where: { courseId: id } });
      await tx.courseTopic.createMany({ data: course.topics.map((topicSlug) => ({ courseId: id ?? "", topicSlug })) });
    }
    const listed = course.modules.map((slug) => modules.get(slug)).filter((module) => module !== undefined);
    if (id && (await importEdition(tx, id, listed))) made.push(course.slug);
  }
  return made;
}

/** Makes the next edition when the newest one of the course has another outline. */
async function importEdition(tx: Tx, courseId: string, modules: readonly ImportedModule[]): Promise<boolean> {
  const contentHash = createHash("sha256")
    .update(modules.map(({ hash }) => hash).join("\0"))
    .digest("hex");
  const newest = await tx.edition.findFirst({
    where: { courseId },
    orderBy: { number: "desc" },
    select: { number: true, contentHash: true },
  });
  if (newest?.contentHash === contentHash) return false;
  await tx.edition.create({
    data: {
      courseId,
      number: (newest?.number ?? 0) + 1,
      contentHash,
      modules: {
        create: modules.map(({ id, layers }, at) => ({ position: at + 1, moduleId: id, layers })),
      },
      lessons: {
        create: modules.flatMap(({ lessonIds }, at) =>
          lessonIds.map((lessonVersionId, i) => ({ modulePosition: at + 1, position: i + 1, lessonVersionId })),
        ),
      },
    },
    select: { id: true },
  });
  return true;
}

/** Makes events that are not there yet; one that exists belongs to its organizers and is left alone. */
async function importEvents(tx: Tx, { events }: LoadedContent): Promise<void> {
  for (const event of events) {
    if (await tx.event.findUnique({ where: { slug: event.slug }, select: { id: true } })) continue;
    const course = await tx.course.findUniqueOrThrow({
      where: { slug: event.course },
      select: {
        id: true,
        organizationId: true,
        bankId: true,
        exam: true,
        searchText: true,
        editions: { orderBy: { number: "desc" }, take: 1, select: { id: true } },
      },
    });
    const exam = course.exam as {
      blueprint: object;
      timeLimitMinutes: number;
      attemptsAllowed: number;
      thresholdPercent: number;
      strict: boolean;
    } | null;
    await tx.event.create({
      data: {
        slug: event.slug,
        courseId: course.id,
        organizationId: course.organizationId,
        editionId: course.editions[0]?.id ?? "",
        origin: "content",
        state: "published",
        publishedAt: new Date(),
        reference: event.reference,
        registrationOpensAt: event.registrationWindow?.opensAt ?? null,
        registrationClosesAt: event.registrationWindow?.closesAt ?? null,
        opensAt: event.eventWindow?.opensAt ?? null,
        closesAt: event.eventWindow?.closesAt ?? null,
        zone: event.zone,
        delivery: event.delivery,
        region: event.region,
        place: event.place,
        languages: event.languages,
        seats: event.seats,
        admission: event.admission,
        contacts: event.contacts,
        certificateKind: event.certificate,
        bankId: course.bankId,
        ...(exam
          ? {
              blueprint: exam.blueprint,
              timeLimitSeconds: exam.timeLimitMinutes * 60,
              attemptsAllowed: exam.attemptsAllowed,
              thresholdPercent: exam.thresholdPercent,
              strict: exam.strict,
              components: { create: { kind: "exam", weight: 100 } },
            }
          : {}),
        searchText: fold([event.title, event.reference, event.place ?? "", course.searchText].join(" ")),
        layers: { create: { language: "en", title: event.title } },
        partners: { create: event.partners },
      },
      select: { id: true },
    });
  }
}
