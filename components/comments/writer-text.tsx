import type { Writer } from "@/lib/comments/types";
import type { Translate } from "@/lib/content/messages";

/** As whom an author is shown: a name, a number, or nobody in particular. */
export function WriterText({ t, writer }: { readonly t: Translate; readonly writer: Writer }) {
  if (writer.kind === "name") return <bdi>{writer.name}</bdi>;
  return writer.kind === "number" ? t("comments.number", { number: writer.number }) : t(`comments.${writer.kind}`);
}
