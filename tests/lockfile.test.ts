import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/*
 * What is installed is what was read: exact versions, no download address of one particular mirror, and nothing below the
 * versions in which known holes were closed (`npm audit` is not reachable everywhere).
 */

type Package = { version?: string; resolved?: string; integrity?: string; optional?: boolean };
const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: Record<string, Package> };
const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Record<string, Record<string, string> | undefined>;

const floors: readonly { readonly name: string; readonly floor: string; readonly required: boolean }[] = [
  { name: "next", floor: "16.3.5", required: true },
  { name: "react", floor: "19.2.6", required: true },
  { name: "react-dom", floor: "19.2.6", required: true },
  { name: "next-auth", floor: "4.24.15", required: true },
  { name: "nodemailer", floor: "9.1.0", required: false },
];

const installed = (name: string): string[] =>
  Object.entries(lock.packages).flatMap(([path, { version }]) =>
    path.endsWith(`node_modules/${name}`) && version ? [version] : [],
  );

/** Compares plain versions; one with a pre-release word counts as older than the release it announces. */
function isAtLeast(version: string, floor: string): boolean {
  const parts = (text: string): number[] => (text.split("-", 1)[0] ?? "").split(".").map(Number);
  const [have, want] = [parts(version), parts(floor)];
  for (const i of [0, 1, 2]) {
    const difference = (have[i] ?? 0) - (want[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return !version.includes("-");
}

describe("the lockfile", () => {
  it.each(floors)("installs $name no older than $floor", ({ name, floor, required }) => {
    const versions = installed(name);
    if (required) expect(versions).not.toEqual([]);
    for (const version of versions) expect(isAtLeast(version, floor), `${name} ${version}`).toBe(true);
  });

  it("compares versions as numbers, and takes a pre-release for older", () => {
    expect(isAtLeast("16.10.0", "16.3.5")).toBe(true);
    expect(isAtLeast("16.3.5", "16.3.5")).toBe(true);
    expect(isAtLeast("16.3.5-canary.1", "16.3.5")).toBe(false);
    expect(isAtLeast("16.3.4", "16.3.5")).toBe(false);
    expect(isAtLeast("4.24.15", "16.3.5")).toBe(false);
  });

  it("names no download address and knows the hash of every package that every machine needs", () => {
    const packages = Object.entries(lock.packages).filter(([path]) => path.startsWith("node_modules/"));
    expect(packages.filter(([, { resolved }]) => resolved).map(([path]) => path)).toEqual([]);
    expect(packages.filter(([, { integrity, optional }]) => !integrity && !optional).map(([path]) => path)).toEqual([]);
  });
});

describe("package.json", () => {
  it("names exact versions only", () => {
    const asked = ["dependencies", "devDependencies", "optionalDependencies"].flatMap((kind) =>
      Object.entries(manifest[kind] ?? {}),
    );
    expect(asked.length).toBeGreaterThan(20);
    expect(asked.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
  });

  it("asks for the versions that the lockfile installs", () => {
    for (const kind of ["dependencies", "devDependencies", "optionalDependencies"])
      expect((lock.packages[""] as unknown as Record<string, unknown>)[kind]).toEqual(manifest[kind]);
  });
});
