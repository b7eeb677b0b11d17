import { buildCredential } from "@/lib/certificates/credential/build";
import { signCredential } from "@/lib/certificates/credential/sign";
import { buildDraft, buildIssuer } from "../builders/credentials";

const WARM = 50;
const SIGNED = 500;

/** Credentials signed a second by one core: built, brought into canonical form and signed, each with another name and place. */
export async function signingSpeed(): Promise<number> {
  const issuer = buildIssuer();
  const { snapshot } = buildDraft();
  const sign = (number: number) =>
    signCredential(
      buildCredential(
        buildDraft({
          code: String(number).padStart(18, "0"),
          status: { list: 1, index: number },
          snapshot: { ...snapshot, holderName: `Amina Diallo ${number}` },
        }),
      ),
      issuer.did,
      issuer.signer,
      new Date(),
    );
  for (let number = 0; number < WARM; number++) await sign(number);
  const before = process.cpuUsage();
  for (let number = 0; number < SIGNED; number++) await sign(WARM + number);
  // Time of this process alone, so that what else runs on the machine does not count.
  const { user, system } = process.cpuUsage(before);
  return SIGNED / ((user + system) / 1_000_000);
}
