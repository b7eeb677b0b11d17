import { rotateKey } from "@/lib/certificates/keys/mutations";
import { runCommand, withDatabase } from "./command-database";

/** Retires the key that signs certificates and makes the next; what was signed before stays good. */

runCommand(() =>
  withDatabase(async (client) => {
    const { retired, made } = await client.$transaction((tx) => rotateKey(tx));
    process.stdout.write(
      retired
        ? `${made} signs from now on; ${retired} is retired, and what it signed stays good.\n`
        : `${made} was made.\n`,
    );
  }),
);
