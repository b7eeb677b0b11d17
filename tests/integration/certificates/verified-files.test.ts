import { afterEach, describe, expect, it } from "vitest";
import { makeCode } from "@/lib/certificates/code";
import { bakePng, bakeSvg } from "@/lib/certificates/credential/bake";
import { checkFile } from "@/lib/certificates/verification/file";
import { openReport, sealReport } from "@/lib/certificates/verification/seal";
import { db } from "@/lib/db/client";
import { buildIssuer } from "../../builders/credentials";
import { recover } from "../../builders/failing";
import { unsafeSql } from "../../builders/owner";
import { seedSignedCertificate } from "../../builders/signed-certificates";

afterEach(recover);

describe("a file that somebody gives", () => {
  const bytes = (value: unknown): Uint8Array =>
    new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
  const read = async (id: string) =>
    (await db.certificate.findUniqueOrThrow({ where: { id }, select: { credential: true } })).credential as Record<
      string,
      unknown
    >;
  const png = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
    "base64",
  );
  const outcome = async (content: Uint8Array) => {
    const answer = await checkFile(content, new Date());
    return answer.kind === "checked" ? answer.report.outcome : answer.kind === "refused" ? answer.reason : answer.kind;
  };

  it("is checked as data and as either picture, and nothing of it is stored", async () => {
    const { id, code } = await seedSignedCertificate();
    const credential = await read(id);
    const tables = await unsafeSql<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
    );
    const count = () =>
      unsafeSql(tables.map(({ name }) => `SELECT '${name}' AS name, count(*) FROM "${name}"`).join(" UNION ALL "));
    const before = await count();
    expect(await outcome(bytes(credential))).toBe("valid");
    expect(await outcome(bakePng(png, credential))).toBe("valid");
    expect(await outcome(bytes(bakeSvg('<svg xmlns="http://www.w3.org/2000/svg"></svg>', credential)))).toBe("valid");
    expect(await count()).toEqual(before);
    const answer = await checkFile(bytes(credential), new Date());
    expect(JSON.stringify(answer)).not.toMatch(/Amina|أمينة/);
    expect(answer).toMatchObject({ kind: "checked", report: { says: { code } } });
  });

  it("is held against the lists of now: revoked is said at once", async () => {
    const { id } = await seedSignedCertificate();
    const credential = await read(id);
    expect(await outcome(bytes(credential))).toBe("valid");
    await unsafeSql("UPDATE certificate SET state = 'revoked', revoked_at = now() WHERE id = $1", [id]);
    expect(await outcome(bytes(credential))).toBe("revoked");
  });

  it("S22: changed, signed by another or without a signature, it is not valid, and why is said", async () => {
    const { id } = await seedSignedCertificate();
    const credential = await read(id);
    const { proof: _, ...unsigned } = credential;
    expect(await outcome(bytes({ ...credential, name: "ITU certificate: another course" }))).toBe("not-valid");
    expect(await outcome(bytes(unsigned))).toBe("not-valid");
    const forger = buildIssuer("https://evil.example");
    expect(await outcome(bytes(await forger.sign()))).toBe("unknown-issuer");
    const own = (credential.issuer as { id: string }).id;
    const forged = await forger.sign();
    expect(await outcome(bytes({ ...forged, issuer: { ...(forged.issuer as object), id: own } }))).toBe("not-valid");
  });

  it("of another installation names no code of this register", async () => {
    const answer = await checkFile(bytes(await buildIssuer("https://evil.example").sign()), new Date());
    expect(answer).toMatchObject({ kind: "checked", report: { says: { code: null } } });
  });

  it.each([
    ["nothing", "", "unknown-kind"],
    ["text", "no certificate", "unknown-kind"],
    ["broken JSON", "{", "broken"],
    ["an entity", '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg/>', "broken"],
    ["much", `{"x":"${"y".repeat(140_000)}"}`, "too-large"],
    ["a PDF without a code", "%PDF-1.7\n", "pdf-without-code"],
  ])("that is %s is refused with a reason", async (_, text, reason) => {
    expect(await outcome(bytes(text))).toBe(reason);
  });

  it("that is a PDF leads to the code it carries, and to nothing else", async () => {
    const code = makeCode();
    const pdf = (keywords: string) =>
      bytes(`%PDF-1.7\n<x:xmpmeta><pdf:Keywords>${keywords}</pdf:Keywords></x:xmpmeta>\n`);
    expect(await checkFile(pdf(`certificate, ${code}`), new Date())).toEqual({ kind: "code", code });
    expect(await outcome(pdf(`${code}, ${makeCode()}`))).toBe("pdf-without-code");
    expect(await outcome(pdf("0000-0000-0000-0000-ZZ"))).toBe("pdf-without-code");
  });

  it("has a report that only this installation can write", async () => {
    const { id } = await seedSignedCertificate();
    const answer = await checkFile(bytes(await read(id)), new Date());
    if (answer.kind !== "checked") throw new Error("the file was not checked");
    const sealed = sealReport(answer.report);
    expect(openReport(sealed)).toEqual(JSON.parse(JSON.stringify(answer.report)));
    for (const forged of [
      sealed.replace("valid", "vali2"),
      sealed.replace(/^\S+/, ""),
      JSON.stringify(answer.report),
      "",
      " ",
    ])
      expect(openReport(forged), forged.slice(0, 20)).toBeNull();
  });
});
