import type { ReactNode } from "react";
import type { MessageKey } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import { sizeOf } from "@/lib/sessions/rules";
import type { ListedFile } from "@/lib/sessions/types";

type Props = {
  readonly page: Pick<Page, "t">;
  readonly files: readonly ListedFile[];
  /** What stands behind each file, such as a way to remove it. */
  readonly after?: (file: ListedFile) => ReactNode;
};

/** Files with what they are, their format and their size, so that nobody begins a download unawares. */
export function FileList({ page: { t }, files, after }: Props) {
  return (
    <ul className="grid gap-1">
      {files.map((file) => {
        const { value, unit } = sizeOf(file.bytes);
        return (
          <li key={file.id} className="flex flex-wrap items-baseline gap-x-3">
            <a className="inline-block py-1" href={`/files/${file.uploadId}`} download>
              <bdi>{file.title}</bdi>
            </a>
            <span className="muted small">
              {t("sessions.file-line", {
                kind: t(`sessions.kind.${file.kind}` as MessageKey),
                extension: file.name.slice(file.name.lastIndexOf(".") + 1).toUpperCase(),
                size: t(`sessions.size.${unit}`, { value }),
              })}
            </span>
            {after?.(file)}
          </li>
        );
      })}
    </ul>
  );
}
