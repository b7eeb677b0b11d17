import type { Actor } from "@/lib/access/policy";
import { db, type Transaction } from "@/lib/db/client";
import type { CertificateSnapshot, DocumentLook } from "../types";
import type { DocumentPicture, Template, TemplateWords } from "./types";

/** An organization, for who may change its template; null when there is none. */
export const getTemplateOwner = (
  slug: string,
): Promise<{ readonly id: string; readonly slug: string; readonly name: string } | null> =>
  db.organization.findUnique({ where: { slug }, select: { id: true, slug: true, name: true } });

/** The organizations of which the actor is an organizer, by name. */
export function listTemplateOwners({
  grants,
}: Actor): Promise<{ readonly slug: string; readonly shortName: string }[]> {
  const ids = grants.flatMap(({ role, organizationId }) =>
    role === "organizer" && organizationId ? [organizationId] : [],
  );
  if (ids.length === 0) return Promise.resolve([]);
  return db.organization.findMany({
    where: { id: { in: ids } },
    orderBy: { shortName: "asc" },
    select: { slug: true, shortName: true },
  });
}

/** An organization's template as it stands; null where its documents look as the product's do. */
export async function readTemplate(
  organizationId: string,
  from: Pick<Transaction, "certificateTemplate"> = db,
): Promise<Template | null> {
  const row = await from.certificateTemplate.findUnique({
    where: { organizationId },
    select: { revision: true, colours: true, logoId: true, signatureId: true, signatory: true, words: true },
  });
  return (
    row && {
      ...row,
      colours: row.colours as DocumentLook["colours"],
      words: row.words as Record<string, TemplateWords>,
    }
  );
}

/** Pictures of documents, by their ids. */
export function readPictures(ids: readonly (string | null | undefined)[]): Promise<DocumentPicture[]> {
  const wanted = ids.filter((id) => typeof id === "string");
  if (wanted.length === 0) return Promise.resolve([]);
  return db.upload.findMany({
    where: { id: { in: wanted }, type: { in: ["image/png", "image/jpeg"] } },
    select: { id: true, type: true, content: true },
  });
}

/** The pictures that stand on a certificate. */
export const readPicturesOf = ({ look, partner }: CertificateSnapshot): Promise<DocumentPicture[]> =>
  readPictures([look?.logoId, look?.signatureId, partner?.logoId]);

/** The names under which an organization's pictures were sent in. */
export async function readPictureNames(template: Template | null): Promise<ReadonlyMap<string, string>> {
  const ids = [template?.logoId, template?.signatureId].filter((id) => typeof id === "string");
  if (ids.length === 0) return new Map();
  const rows = await db.upload.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
