import { writeFileSync } from "node:fs";
import { listForgottenOrigins } from "@/lib/certificates/keys/data";
import { loadKeyHistory } from "@/lib/certificates/offline/data";
import { runCommand, withDatabase } from "./command-database";

/** Writes what is needed to check certificates without this installation: all public keys, and the status lists as they stand. */

runCommand(async () => {
  const [file] = process.argv.slice(2);
  if (!file) throw new Error("Usage: npm run keys:export -- FILE");
  await withDatabase(async () => {
    const forgotten = await listForgottenOrigins();
    if (forgotten.length > 0)
      throw new Error(
        `Nothing was written: certificates were signed under ${forgotten.join(" and ")} too. Start this command with the ORIGIN (or PORT) that the server has, and name earlier addresses in EARLIER_ORIGINS.`,
      );
    const history = await loadKeyHistory(new Date());
    writeFileSync(file, `${JSON.stringify(history, null, 2)}\n`);
    process.stdout.write(
      `${file}: ${history.keys.length} public keys and ${history.statusLists.length} signed status lists.\n`,
    );
  });
});
