import { describe, expect, it } from "vitest";
import { readCredentialFile } from "@/lib/certificates/check/read-file";
import { bakePng, bakeSvg } from "@/lib/certificates/credential/bake";
import { drawBadge, drawBadgePng } from "@/lib/certificates/documents/badge";
import type { DocumentLanguage } from "@/lib/certificates/types";

const credential = { type: ["VerifiableCredential"], name: "Norms ]]> <b>" };
const holderName = "Amina Diallo";

const buildInput = (language: DocumentLanguage = "en", specimen = false) => ({
  kind: "itu-badge" as const,
  specimen,
  snapshot: {
    holderName,
    nativeName: null,
    courseTitle: 'Norms & "rules" <of> the road',
    eventTitle: "Norms, spring 2027",
    eventReference: "EV-2027-1",
    organizer: "Office of Tests",
    issuer: "Chancery, academy.example.org",
    signatory: null,
    language,
    zone: "Africa/Dakar",
    startsOn: null,
    endsOn: null,
    completedOn: "2027-04-30",
    releasedOn: "2027-05-01",
    studyHours: 16,
    questions: 25,
    thresholdPercent: 70,
    strict: true,
    leastPoints: 18,
    possiblePoints: 25,
  },
});

describe("a badge", { timeout: 30_000 }, () => {
  it.each(["en", "fr", "es", "ar"] as const)(
    "is drawn without its holder's name or anything that runs: %s",
    (language) => {
      const svg = drawBadge(buildInput(language));
      expect(svg).not.toContain(holderName);
      expect(svg).not.toMatch(/<script|<foreignObject|\son\w+=|href="(?!#)/i);
      expect(svg).toContain("Norms &amp; &quot;rules&quot; &lt;of&gt; the road</title>");
    },
  );

  it("says SPECIMEN if, and only if, it is one", () => {
    expect(drawBadge(buildInput("en", true))).toContain("(SPECIMEN)</title>");
    expect(drawBadge(buildInput("en"))).not.toContain("SPECIMEN");
  });

  it("gives back the credential that is put into it, as SVG and as a square PNG", async () => {
    const svg = bakeSvg(drawBadge(buildInput()), credential);
    expect(await readCredentialFile(Buffer.from(svg))).toMatchObject({ ok: true, credential });
    const png = bakePng(await drawBadgePng(buildInput()), credential);
    expect(await readCredentialFile(png)).toMatchObject({ ok: true, credential });
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([800, 800]);
  });
});
