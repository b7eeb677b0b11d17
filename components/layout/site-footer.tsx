import type { Page } from "@/lib/entry/page";

/** What stands under every page: where else to look, and whose content this is. */
export function SiteFooter({
  page: { t, at },
  demo,
}: {
  readonly page: Pick<Page, "t" | "at">;
  readonly demo: boolean;
}) {
  const links = [
    ["/norms", t("norms.title")],
    ["/modules", t("nav.modules")],
    ["/workshops", t("nav.workshops")],
    ["/publications", t("nav.publications")],
    ["/glossary", t("nav.glossary")],
    ["/events.ics", t("nav.calendar")],
    ...(demo ? ([["/letters", t("nav.demo-letters")]] as const) : []),
  ] as const;
  return (
    <footer className="site mt-auto border-t border-rule">
      <div className="frame grid gap-3 py-8 small muted">
        <nav aria-label={t("nav.more")}>
          <ul className="flex flex-wrap gap-x-5 gap-y-1">
            {links.map(([path, label]) => (
              <li key={path}>
                <a className="inline-block py-1" href={path.includes(".") ? path : at(path)}>
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <p className="measure">{t("footer.independence")}</p>
        {demo ? <p className="measure">{t("footer.demo")}</p> : null}
      </div>
    </footer>
  );
}
