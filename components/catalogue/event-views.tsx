import type { Page } from "@/lib/entry/page";

type Props = { readonly page: Pick<Page, "t" | "at">; readonly current: "list" | "month" };

const views = [
  ["list", "/events", "calendar.as-list"],
  ["month", "/calendar", "calendar.as-month"],
] as const;

/** The two ways to look at events. */
export function EventViews({ page: { t, at }, current }: Props) {
  return (
    <nav aria-label={t("calendar.view")} className="outline-nav mt-4">
      <ul className="flex flex-wrap gap-x-6">
        {views.map(([view, path, label]) => (
          <li key={view}>
            <a className="inline-block py-1" href={at(path)} aria-current={view === current ? "page" : undefined}>
              {t(label)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
