import { randomBytes } from "node:crypto";
import type { Actor } from "@/lib/access/policy";
import { db, sql } from "@/lib/db/client";

let count = 0;

/** A short word that no other record of this run has. */
export const unique = (prefix: string): string => `${prefix}-${++count}-${randomBytes(4).toString("hex")}`;

/** An actor who exists nowhere but in this process. */
export const buildActor = (fields: Partial<Actor> = {}): Actor => ({
  id: crypto.randomUUID(),
  fullName: "Ana Maria",
  language: "en",
  zone: "UTC",
  sessionId: "session",
  grants: [],
  ...fields,
});

type PersonFields = Partial<Pick<Actor, "fullName" | "language" | "zone" | "grants">>;

/** A stored person with a confirmed address, as an actor. */
export async function seedPerson({ grants = [], ...fields }: PersonFields = {}): Promise<Actor> {
  const { fullName, language, zone } = buildActor(fields);
  const address = `${unique("person")}@test.example.org`;
  const { id } = await db.person.create({
    data: {
      fullName,
      language,
      zone,
      addresses: { create: { address, canonical: address, verifiedAt: new Date() } },
      grants: { create: grants.map((grant) => ({ ...grant })) },
    },
    select: { id: true },
  });
  return buildActor({ id, fullName, language, zone, grants });
}

/** So many stored people. */
export const seedPeople = (howMany: number): Promise<Actor[]> =>
  Promise.all(Array.from({ length: howMany }, () => seedPerson()));

export type StoredLetter = {
  readonly kind: string;
  readonly address: string;
  readonly subject: string;
  readonly body: string;
  readonly language: string;
};

/** The letters written to a person, oldest first. */
export const readLetters = (personId: string): Promise<StoredLetter[]> =>
  sql("SELECT kind, address, subject, body, language FROM letter WHERE person_id = $1 ORDER BY created_at, id", [
    personId,
  ]);
