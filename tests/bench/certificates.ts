import { emptyResult, type Result, round } from "./report";
import { signingSpeed } from "./signing";

/** `npm run bench -- certificates`: credentials signed a second by one core. */
export async function measureCertificates(): Promise<Result> {
  return { ...emptyResult(), checks: [{ name: "credentialsPerSecond", value: round(await signingSpeed(), 0) }] };
}
