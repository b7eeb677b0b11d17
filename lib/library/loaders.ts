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

/** One policy profile. */
export const loadProfile = defineOpenLoader(async (_actor, slug: string) =>
  found(await getProfile(checkSlug(slug)), "profile"),
);

/** The archive of past workshops. */
export const loadWorkshops = defineOpenLoader(() => listWorkshops());

/** The list of publications. */
export const loadPublications = defineOpenLoader(() => listPublications());

/** The glossary. */
export const loadGlossary = defineOpenLoader(() => listTerms());

/** The shared modules. */
export const loadModules = defineOpenLoader((_actor, language: string) => listModules(language));

/** One shared module with its lessons' titles. */
export const loadModule = defineOpenLoader(async (_actor, slug: string, language: string) =>
  found(await getModule(checkSlug(slug), language), "module"),
);
