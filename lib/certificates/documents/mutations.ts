import { randomUUID } from "node:crypto";
import type { Permit } from "@/lib/access/authorize";
import { recordAudit } from "@/lib/audit/record";
import { db, type Transaction } from "@/lib/db/client";
import { env } from "@/lib/env";
import { found } from "@/lib/errors";
import { ok, type Result, refuse } from "@/lib/result";
import { storeUpload } from "@/lib/uploads/mutations";
import { examineFile, type UploadRefusal } from "@/lib/uploads/rules";
import { pictureSize } from "./picture-size";
import { contrastOnWhite, documentLanguages, emptyTemplate, LEAST_CONTRAST } from "./rules";
import { renderSpecimen } from "./specimen";
import type { DocumentPicture, Template } from "./types";

type SentFile = { readonly name: string; readonly content: Uint8Array };

/** What an organizer does to one of the two pictures. */
export type PictureChange =
  | { readonly kind: "keep" }
  | { readonly kind: "drop" }
  | { readonly kind: "set"; readonly file: SentFile };

export type TemplateInput = Pick<Template, "colours" | "signatory" | "words"> & {
  readonly logo: PictureChange;
  readonly signature: PictureChange;
};

type PictureRefusal = UploadRefusal | "not-a-picture" | "too-many-pixels" | "too-heavy";
type PictureField = "logo" | "signature";
type PaleReason = "line-pale" | "accent-pale";
export type TemplateReason = PaleReason | `${PictureField}-${PictureRefusal}` | "changed-meanwhile" | "unprintable";

const MAXIMUM_PICTURE_BYTES = 1024 * 1024;
const MAXIMUM_PICTURE_SIDE = 3000;

/** Whether a picture may stand on a page: a PNG or JPEG file of reasonable size, which the page can be drawn with. */
function examinePicture(file: SentFile): Result<DocumentPicture, PictureRefusal> {
  if (file.content.length > MAXIMUM_PICTURE_BYTES) return refuse("too-heavy");
  const examined = examineFile(file);
  if (!examined.ok) return examined;
  const { type } = examined.value;
  if (type !== "image/png" && type !== "image/jpeg") return refuse("not-a-picture");
  const size = pictureSize(file.content, type);
  if (!size || size.width === 0 || size.height === 0) return refuse("not-a-picture");
  if (Math.max(size.width, size.height) > MAXIMUM_PICTURE_SIDE) return refuse("too-many-pixels");
  const picture = { id: randomUUID(), type, content: file.content };
  return isDrawable({ logoId: picture.id }, [picture]) ? ok(picture) : refuse("not-a-picture");
}

/** Whether a page of every language can be drawn with this much of a template. */
function isDrawable(parts: Partial<Template>, pictures: readonly DocumentPicture[]): boolean {
  const template = { ...emptyTemplate, ...parts };
  const page = {
    kind: "organization-certificate",
    organization: "-",
    origin: env().origin,
    today: "2026-01-01",
  } as const;
  try {
    for (const language of documentLanguages) renderSpecimen({ ...page, template, pictures, language });
    return true;
  } catch {
    return false;
  }
}

/** What keeps a template from being saved, before anything is written; null for nothing. */
function findReason(input: TemplateInput): TemplateReason | null {
  for (const field of ["line", "accent"] as const)
    if (contrastOnWhite(input.colours[field]) < LEAST_CONTRAST) return `${field}-pale`;
  for (const field of ["logo", "signature"] as const) {
    const change = input[field];
    const examined = change.kind === "set" ? examinePicture(change.file) : null;
    if (examined && !examined.ok) return `${field}-${examined.reason}`;
  }
  return isDrawable({ signatory: input.signatory, words: input.words }, []) ? null : "unprintable";
}

async function applyPicture(tx: Transaction, actorId: string, change: PictureChange, kept: string | null) {
  if (change.kind === "keep") return ok({ id: kept });
  return change.kind === "drop" ? ok({ id: null }) : storeUpload(tx, actorId, change.file);
}

/** What ends a transaction whose picture could not be kept, so that nothing of it stays. */
class Refused extends Error {
  constructor(readonly reason: TemplateReason) {
    super(reason);
  }
}

/**
 * Saves how an organization's documents look from now on; what was made before keeps what it was printed with. `shown` is the
 * revision that the form showed, 0 for none. Pictures that documents stand on are never dropped.
 */
export async function saveTemplate(
  { actor, subject }: Permit<"template.edit">,
  shown: number,
  input: TemplateInput,
): Promise<Result<null, TemplateReason>> {
  const reason = findReason(input);
  if (reason) return refuse(reason);
  const { organizationId } = subject;
  try {
    await db.$transaction(async (tx) => {
      const [organization] = await tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM organization WHERE id = ${organizationId}::uuid FOR NO KEY UPDATE`;
      found(organization, "organization");
      const before = await tx.certificateTemplate.findUnique({
        where: { organizationId },
        select: { revision: true, logoId: true, signatureId: true },
      });
      if ((before?.revision ?? 0) !== shown) throw new Refused("changed-meanwhile");
      const ids: Record<"logo" | "signature", string | null> = { logo: null, signature: null };
      for (const field of ["logo", "signature"] as const) {
        const picture = await applyPicture(tx, actor.id, input[field], before?.[`${field}Id`] ?? null);
        if (!picture.ok) throw new Refused(`${field}-${picture.reason}`);
        ids[field] = picture.value.id;
      }
      const values = {
        colours: { ...input.colours },
        logoId: ids.logo,
        signatureId: ids.signature,
        signatory: input.signatory,
        words: structuredClone(input.words) as object,
        revision: shown + 1,
        savedAt: new Date(),
      };
      await tx.certificateTemplate.upsert({
        where: { organizationId },
        create: { organizationId, ...values },
        update: values,
        select: { revision: true },
      });
      await recordAudit(tx, {
        actorId: actor.id,
        action: "template.save",
        subjectKind: "organization",
        subjectId: organizationId,
        detail: {
          revision: shown + 1,
          colours: input.colours,
          signatory: input.signatory,
          words: input.words,
          logo: input.logo.kind,
          signature: input.signature.kind,
        },
      });
    });
    return ok(null);
  } catch (error) {
    if (error instanceof Refused) return refuse(error.reason);
    throw error;
  }
}
