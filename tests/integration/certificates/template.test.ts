import { afterEach, describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { readPictures, readTemplate } from "@/lib/certificates/documents/data";
import { saveTemplate, type TemplateInput } from "@/lib/certificates/documents/mutations";
import { lookOf } from "@/lib/certificates/documents/rules";
import { readAudit } from "../../builders/certificates";
import { seedOrganization } from "../../builders/events";
import { failInserts, moments, recover } from "../../builders/failing";
import { unsafeSql } from "../../builders/owner";
import { seedPerson } from "../../builders/people";

afterEach(recover);

/** A grey point as a PNG file. */
const png = new Uint8Array(
  Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M/wHwAEBgIApD5fRAAAAABJRU5ErkJggg==",
    "base64",
  ),
);

const buildInput = (fields: Partial<TemplateInput> = {}): TemplateInput => ({
  colours: { line: "#003366", accent: "#660033" },
  signatory: "Head of training",
  words: { fr: { title: "Diplôme", statement: "" } },
  logo: { kind: "keep" },
  signature: { kind: "keep" },
  ...fields,
});

async function seedOrganizer() {
  const { id: organizationId } = await seedOrganization();
  const actor = await seedPerson({ grants: [{ role: "organizer", organizationId, eventId: null }] });
  return { organizationId, actor, permit: authorize(actor, "template.edit", { organizationId }) };
}

const countUploads = async ({ id }: Actor): Promise<number> =>
  (await unsafeSql("SELECT 1 FROM upload WHERE created_by_id = $1", [id])).length;

describe("an organization's template", () => {
  it("is saved with its pictures, a revision and an audit row; what is not said stays", async () => {
    const { organizationId, actor, permit } = await seedOrganizer();
    const file = { name: "logo.png", content: png };
    expect(await saveTemplate(permit, 0, buildInput({ logo: { kind: "set", file } }))).toEqual({
      ok: true,
      value: null,
    });
    const first = await readTemplate(organizationId);
    expect(first).toMatchObject({
      revision: 1,
      colours: { line: "#003366", accent: "#660033" },
      signatory: "Head of training",
      signatureId: null,
      words: { fr: { title: "Diplôme", statement: "" } },
    });
    expect(await readPictures([first?.logoId])).toMatchObject([{ id: first?.logoId, type: "image/png" }]);
    expect(await saveTemplate(permit, 1, buildInput({ signatory: null }))).toMatchObject({ ok: true });
    expect(await readTemplate(organizationId)).toMatchObject({ revision: 2, logoId: first?.logoId, signatory: null });
    expect(await saveTemplate(permit, 2, buildInput({ logo: { kind: "drop" } }))).toMatchObject({ ok: true });
    expect(await readTemplate(organizationId)).toMatchObject({ revision: 3, logoId: null });
    // A document may stand on it still.
    expect(await countUploads(actor)).toBe(1);
    expect(await readAudit(actor.id)).toMatchObject([
      { action: "template.save", subjectId: organizationId },
      { action: "template.save" },
      { action: "template.save" },
    ]);
  });

  it.each([
    { reason: "line-pale", input: { colours: { line: "#ffff00", accent: "#660033" } } },
    { reason: "accent-pale", input: { colours: { line: "#003366", accent: "#8a8a8a" } } },
    { reason: "unprintable", input: { signatory: "ᠮᠣᠩᠭᠣᠯ" } },
    { reason: "logo-kind", name: "logo.svg", content: "<svg/>" },
    { reason: "logo-content", name: "logo.png", content: "<svg/>" },
    { reason: "logo-not-a-picture", name: "logo.pdf", content: "%PDF-1.7" },
    { reason: "logo-not-a-picture", name: "logo.png", content: "\x89PNG\r\n\x1a\n and no more than this" },
    { reason: "logo-not-a-picture", name: "logo.jpg", content: "\xff\xd8\xff\xe0" },
    { reason: "logo-too-heavy", name: "logo.png", content: "x".repeat(1_048_577) },
    {
      reason: "logo-too-many-pixels",
      name: "logo.png",
      content: "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xff\0\0\xff\xff\x08\x06\0\0\0",
    },
  ])("is refused, and nothing is kept: $reason $name", async ({ reason, input, name, content }) => {
    const { organizationId, actor, permit } = await seedOrganizer();
    const sent = name
      ? { logo: { kind: "set" as const, file: { name, content: Buffer.from(content, "latin1") } } }
      : input;
    expect(await saveTemplate(permit, 0, buildInput(sent))).toEqual({ ok: false, reason });
    expect(await readTemplate(organizationId)).toBeNull();
    expect(await countUploads(actor)).toBe(0);
  });

  it("is not overwritten by who read an older one; of two at once one is kept", async () => {
    const { organizationId, permit } = await seedOrganizer();
    const saved = await Promise.all([
      saveTemplate(permit, 0, buildInput({ signatory: "First" })),
      saveTemplate(permit, 0, buildInput({ signatory: "Second" })),
    ]);
    expect(saved.filter(({ ok }) => ok)).toHaveLength(1);
    expect(saved.filter((one) => !one.ok && one.reason === "changed-meanwhile")).toHaveLength(1);
    expect(await readTemplate(organizationId)).toMatchObject({ revision: 1 });
  });

  it.each(moments)("keeps nothing where its audit row cannot be written: %s", async (moment) => {
    const { organizationId, actor, permit } = await seedOrganizer();
    await failInserts("audit_event", moment);
    const file = { name: "logo.png", content: png };
    await expect(saveTemplate(permit, 0, buildInput({ logo: { kind: "set", file } }))).rejects.toThrow();
    expect(await readTemplate(organizationId)).toBeNull();
    expect(await countUploads(actor)).toBe(0);
  });

  it("is nobody's who does not organize for the organization", async () => {
    const { organizationId } = await seedOrganizer();
    const elsewhere = (await seedOrganizer()).actor;
    for (const other of [await seedPerson(), elsewhere])
      expect(() => authorize(other, "template.edit", { organizationId })).toThrow();
  });
});

describe("lookOf", () => {
  const template = {
    revision: 4,
    colours: { line: "#003366", accent: "#660033" },
    logoId: "logo",
    signatureId: "signature",
    signatory: "Head of training",
    words: { en: { title: "Diploma", statement: "" } },
  };
  const event = { kind: "organization-certificate", language: "en", signatory: null } as const;

  it("takes an organization's words for its own documents, in the language that it wrote them in", () => {
    expect(lookOf(template, event)).toMatchObject({ look: { revision: 4, title: "Diploma", statement: null } });
    expect(lookOf(template, { ...event, language: "fr" }).look?.title).toBeNull();
    expect(lookOf(template, { ...event, kind: "itu-badge" }).look).toMatchObject({ title: null, logoId: "logo" });
  });

  it("prints a signature only above the name of who signed", () => {
    expect(lookOf(template, event)).toMatchObject({
      signatory: "Head of training",
      look: { signatureId: "signature" },
    });
    expect(lookOf(template, { ...event, signatory: "The Dean" })).toMatchObject({
      signatory: "The Dean",
      look: { signatureId: null },
    });
  });

  it("is the product's own without a template", () => {
    expect(lookOf(null, { ...event, signatory: " " })).toEqual({ look: null, signatory: null });
  });
});
