import type { Page } from "@/lib/entry/page";

type Props = {
  readonly page: Pick<Page, "t">;
  readonly current: number;
  readonly pages: number;
  readonly address: (page: number) => string;
};

/** Which page of a list this is, and the ways to its neighbours; nothing for a list of one page. */
export function PageLinks({ page: { t }, current, pages, address }: Props) {
  if (pages < 2) return null;
  return (
    <nav aria-label={t("pagination.label")} className="mt-8 flex flex-wrap items-center gap-x-6 gap-y-2">
      {current > 1 ? (
        <a className="inline-block py-1" href={address(current - 1)} rel="prev">
          {t("pagination.previous")}
        </a>
      ) : null}
      <span className="muted nums">{t("pagination.page", { page: current, pages })}</span>
      {current < pages ? (
        <a className="inline-block py-1" href={address(current + 1)} rel="next">
          {t("pagination.next")}
        </a>
      ) : null}
    </nav>
  );
}
