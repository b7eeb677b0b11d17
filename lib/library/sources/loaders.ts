import { authorize, can } from "@/lib/access/authorize";
import { defineLoader } from "@/lib/entry/define-loader";
import { found } from "@/lib/errors";
import { dayIn } from "@/lib/scheduling/zones";
import { listDocumentHeads, listReviewed } from "./data";
import { groupDocuments, readSourceFilter } from "./rules";

type Asked = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What leans on which places, for who reviews: all documents, or the one that the address names. */
export const loadSources = defineLoader(async (actor, asked: Asked, language: string) => {
  const permit = authorize(actor, "source.check", { id: "sources" });
  const today = dayIn(new Date(), actor.zone);
  const filter = readSourceFilter(asked);
  const heads = await listDocumentHeads();
  if (asked.document === undefined)
    return {
      filter,
      today,
      documents: groupDocuments(await listReviewed(permit, language), heads, filter, today),
      chosen: null,
    };
  const head = found(heads.find(({ symbol }) => symbol === asked.document) ?? null, "document");
  const rows = await listReviewed(permit, language, head.symbol);
  const [chosen] = groupDocuments(rows, [head], filter, today);
  return { filter, today, documents: [], chosen: chosen ?? { ...head, places: [], due: 0 } };
});

/** Whether somebody reviews or edits without organizing: what organizers find in their workspace, they find on their first page. */
export const loadIsReviewer = defineLoader(
  async (actor) =>
    can(actor, "source.check", { id: "sources" }) && !actor.grants.some(({ role }) => role === "organizer"),
);
