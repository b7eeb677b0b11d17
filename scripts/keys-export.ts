import { writeFileSync } from "node:fs";
import { loadKeyHistory } from "@/lib/certificates/offline/data";
import { runCommand, withDatabase } from "./command-database";

/** Writes what is needed to check certificates without this installation: all public keys, and the status lists as they stand. */

runCommand(async () => {
  const [file] = process.argv.slice(2);
  if (!file) throw new Error("Usage: npm run keys:export -- FILE");
  await withDatabase(async () => {
    const history = await loadKeyHistory(new Date());
    writeFileSync(file, `${JSON.stringify(history, null, 2)}\n`);
    process.stdout.write(
      `${file}: ${history.keys.length} public keys and ${history.statusLists.length} signed status lists.\n`,
    );
  });
});
