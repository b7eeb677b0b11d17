import type { Page } from "@/lib/entry/page";
import type { Progress } from "@/lib/reading/types";

/** What is read of a lesson or page, in words. */
export function ReadMark({ t, progress: { read, total } }: Pick<Page, "t"> & { readonly progress: Progress }) {
  return t(read === 0 ? "reading.read.none" : read < total ? "reading.read.some" : "reading.read.all", { read, total });
}
