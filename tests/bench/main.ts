import { writeFileSync } from "node:fs";
import { onGround } from "./ground";
import { printResult } from "./report";

/*
 * `npm run bench [-- NAME] [--json FILE]`. Without a name: the pages, an answer saved, a whole exam, weights. With the name of a
 * row: that row and `noop`. `exams`: hundreds of exams at once, with the pauses people make, and how the cost grows with data.
 * `admission`: claims for few seats, long lists of events and applications. `certificates`: documents drawn, signed, released and
 * looked up. `reading`: a lesson's page on a thin line, and the import of the whole content.
 */

const words = process.argv.slice(2);
const jsonAt = words.indexOf("--json");
const jsonFile = jsonAt >= 0 ? words[jsonAt + 1] : undefined;
const name = words.find((word, i) => !word.startsWith("--") && words[i - 1] !== "--json");

// Loaded when the ground stands: what they import knows the database's client, which is generated on the way.
const result = await onGround(async (ground) => {
  switch (name) {
    case "exams":
      return (await import("./exams")).measureExams(ground);
    case "reading":
      return (await import("./reading")).measureReading(ground);
    case "certificates":
      return (await import("./certificates")).measureCertificates(ground);
    case "admission":
      return (await import("./admission")).measureAdmission(ground);
    default:
      return (await import("./pages")).measurePages(ground, name);
  }
});
printResult(result);
if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(result, null, 2)}\n`);
process.exit(result.rows.some(({ errors }) => errors > 0) ? 1 : 0);
