import { writeFileSync } from "node:fs";
import { measureAdmission } from "./admission";
import { measureCertificates } from "./certificates";
import { measureExams } from "./exams";
import { onGround } from "./ground";
import { measurePages } from "./pages";
import { measureReading } from "./reading";
import { printResult } from "./report";

/*
 * `npm run bench [-- NAME] [--json FILE]`. Without a name: the pages, an answer saved, a whole exam, weights. With the name of a
 * row: that row and `noop`. `exams`: hundreds of exams at once, with the pauses people make, and how the cost grows with data.
 * `admission`: claims for few seats, long lists of events and applications. `certificates`: credentials signed, certificates looked up. `reading`: a
 * lesson's page on a thin line, and the import of the whole content.
 */

const words = process.argv.slice(2);
const jsonAt = words.indexOf("--json");
const jsonFile = jsonAt >= 0 ? words[jsonAt + 1] : undefined;
const name = words.find((word, i) => !word.startsWith("--") && words[i - 1] !== "--json");

const result = await onGround((ground) => {
  if (name === "exams") return measureExams(ground);
  if (name === "reading") return measureReading(ground);
  if (name === "certificates") return measureCertificates(ground);
  return name === "admission" ? measureAdmission(ground) : measurePages(ground, name);
});
printResult(result);
if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(result, null, 2)}\n`);
process.exit(result.rows.some(({ errors }) => errors > 0) ? 1 : 0);
