import { cache } from "react";
import { slugSchema } from "@/lib/content/schema";
import { defineOpenLoader } from "@/lib/entry/define-loader";
import { AppError, found } from "@/lib/errors";
import {
  countHoldings,
  getModule,
  getProfile,
  listDocuments,
  listModules,
  listProfiles,
  listPublications,
  listTerms,
  listWorkshops,
} from "./data";
import { currentDay, getDocumentPage } from "./sources/data";

function checkSlug(slug: string): string {
  const parsed = slugSchema.safeParse(slug);
  if (!parsed.success) throw new AppError("not-found", "not a slug");
  return parsed.data;
}

/** The library room: profiles, documents, and what stands on the other shelves. */
export const loadLibrary = defineOpenLoader(async () => {
  const [profiles, documents, holdings] = await Promise.all([listProfiles(), listDocuments(), countHoldings()]);
  return { profiles, documents, holdings };
});

/** What stands at an address of the library: a policy profile, or a document with its places and what leans on them. */
export const loadShelf = cache(
  defineOpenLoader(async (actor, slug: string, language: string) => {
    const name = checkSlug(slug);
    const profile = await getProfile(name, currentDay());
    if (profile) return { kind: "profile" as const, profile };
    return { kind: "document" as const, document: found(await getDocumentPage(name, language, actor), "document") };
  }),
);

/** The archive of past workshops. */
export const loadWorkshops = defineOpenLoader(() => listWorkshops());

/** The list of publications. */
export const loadPublications = defineOpenLoader(() => listPublications());

/** The glossary. */
export const loadGlossary = defineOpenLoader((_actor, language: string) => listTerms(language, currentDay()));

/** The shared modules. */
export const loadModules = defineOpenLoader((_actor, language: string) => listModules(language));

/** One shared module with its lessons' titles. */
export const loadModule = defineOpenLoader(async (_actor, slug: string, language: string) =>
  found(await getModule(checkSlug(slug), language), "module"),
);
