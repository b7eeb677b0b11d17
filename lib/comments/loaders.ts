import { defineLoader } from "@/lib/entry/define-loader";
import { getPageRoom } from "./data";
import { readListPage } from "./rules";
import type { PageRoom } from "./types";

/** The comments under a page of a lesson; null where the room is closed, and for whoever has no place in it. */
export const loadPageRoom = defineLoader(
  async (
    actor,
    slug: string,
    place: { readonly lessonVersionId: string; readonly page: number },
    listPage: string | string[] | undefined,
  ): Promise<PageRoom | null> => getPageRoom(actor, { slug, ...place, listPage: readListPage(listPage) }),
);
