import type { Ground } from "./ground";
import { pdfSpeed } from "./pdfs";
import { measureRelease } from "./releasing";
import { emptyResult, type Result, round } from "./report";
import { signingSpeed } from "./signing";
import { measureVerification } from "./verification";

const STORED = 1_000_000;
const RELEASED = 10_000;

/** `npm run bench -- certificates`: PDFs drawn and credentials signed a second by one core; a release of ten thousand; a verification page among a million certificates. */
export async function measureCertificates(ground: Ground): Promise<Result> {
  const stored = Number(process.env.BENCH_CERTIFICATES ?? STORED);
  const released = Number(process.env.BENCH_RELEASED ?? RELEASED);
  const [, workerPid = 0] = ground.pids;
  // Before the million is stored: a release is measured in an installation of ordinary size.
  const release = await measureRelease({ adminUrl: ground.adminUrl, workerPid }, released);
  return {
    ...emptyResult(),
    rows: await measureVerification(ground, stored),
    checks: [
      ...release,
      { name: "pdfsPerSecond", value: round(pdfSpeed(), 0) },
      { name: "credentialsPerSecond", value: round(await signingSpeed(), 0) },
      { name: "certificatesStored", value: stored },
    ],
  };
}
