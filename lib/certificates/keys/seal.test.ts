import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { makePair, makeSigner } from "./pair";
import { seal, unseal } from "./seal";

const passphrase = "four words in a row";

it("opens under its passphrase alone", () => {
  const secret = randomBytes(32);
  const sealed = seal(secret, passphrase);
  expect(unseal(sealed, passphrase)).toEqual(secret);
  expect(unseal(sealed, "four words in a raw")).toBeNull();
  expect(JSON.stringify(sealed)).not.toContain(secret.toString("base64url"));
});

it.each(["salt", "iv", "tag", "text"] as const)("does not open once its %s was changed", (part) => {
  const sealed = seal(randomBytes(32), passphrase);
  const bytes = Buffer.from(sealed[part], "base64url");
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  expect(unseal({ ...sealed, [part]: bytes.toString("base64url") }, passphrase)).toBeNull();
});

it("is another every time, for the same secret", () => {
  const secret = randomBytes(32);
  expect(seal(secret, passphrase)).not.toEqual(seal(secret, passphrase));
});

it("keeps a key that signs as before", () => {
  const { secret, publicKeyMultibase } = makePair();
  const opened = unseal(seal(secret, passphrase), passphrase) ?? Buffer.alloc(0);
  expect(makeSigner("key-1", opened).sign(Buffer.from("x"))).toEqual(
    makeSigner("key-1", secret).sign(Buffer.from("x")),
  );
  expect(publicKeyMultibase).toMatch(/^z6Mk/);
});
