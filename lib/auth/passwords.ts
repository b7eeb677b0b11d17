import { hash, verify } from "@node-rs/argon2";

/** OWASP's first recommendation for argon2id: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password.normalize("NFC"), cost);

let decoy: Promise<string> | undefined;

/** Checks a password; without a hash it spends the same time on a decoy, so that timing does not tell whether an account exists. */
export async function checkPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword("decoy");
  const right = await verify(passwordHash ?? (await decoy), password.normalize("NFC"));
  return passwordHash !== null && right;
}
