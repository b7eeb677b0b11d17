import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { hashPassword } from "@/lib/auth/passwords";
import type { PrismaClient } from "@/lib/db/generated/client";
import type { LoadedContent } from "./load";

export type DemoAccounts = Record<"learner" | "organizer" | "admin" | "admin2", { email: string; password: string }>;

const people = {
  learner: { fullName: "Demo Learner", email: "learner@demo.example.org" },
  organizer: { fullName: "Demo Organizer", email: "organizer@demo.example.org" },
  admin: { fullName: "Demo Admin", email: "admin@demo.example.org" },
  admin2: { fullName: "Second Demo Admin", email: "admin2@demo.example.org" },
} as const;

const day = 24 * 3600 * 1000;

/**
 * Makes the demonstration: four accounts with passwords of their own, kept in `file` (mode 0600), and dates for the events
 * marked as demo, set at the first start and kept. Safe to repeat.
 */
export async function makeDemo(
  client: PrismaClient,
  content: LoadedContent,
  file: string,
  now: Date,
): Promise<DemoAccounts> {
  const kept = existsSync(file);
  const accounts: DemoAccounts = kept
    ? (JSON.parse(readFileSync(file, "utf8")) as DemoAccounts)
    : (Object.fromEntries(
        Object.entries(people).map(([role, { email }]) => [
          role,
          { email, password: randomBytes(12).toString("base64url") },
        ]),
      ) as DemoAccounts);
  if (!kept) writeFileSync(file, `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600 });

  for (const role of Object.keys(people) as (keyof typeof people)[]) {
    const { fullName, email } = people[role];
    const known = await client.mailAddress.findUnique({ where: { canonical: email }, select: { personId: true } });
    if (known && kept) continue;
    const passwordHash = await hashPassword(accounts[role].password);
    if (known) {
      await client.person.update({ where: { id: known.personId }, data: { passwordHash }, select: { id: true } });
      continue;
    }
    const organizations = role === "organizer" ? await client.organization.findMany({ select: { id: true } }) : [];
    await client.person.create({
      data: {
        fullName,
        passwordHash,
        zone: "Indian/Mauritius",
        addresses: { create: { address: email, canonical: email, verifiedAt: now } },
        grants: {
          create: [
            ...organizations.map(({ id }) => ({ role: "organizer" as const, organizationId: id })),
            ...(role === "admin" || role === "admin2" ? [{ role: "admin" as const }] : []),
          ],
        },
      },
      select: { id: true },
    });
  }

  for (const { slug } of content.events.filter((event) => event.demo))
    await client.event.updateMany({
      where: { slug, opensAt: null, origin: "content" },
      data: {
        registrationOpensAt: new Date(now.getTime() - 7 * day),
        registrationClosesAt: new Date(now.getTime() + 30 * day),
        opensAt: new Date(now.getTime() - day),
        closesAt: new Date(now.getTime() + 60 * day),
      },
    });
  return accounts;
}
