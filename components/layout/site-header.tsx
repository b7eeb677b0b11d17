import type { Actor } from "@/lib/access/policy";
import { isAdmin } from "@/lib/access/policy";
import type { MessageKey } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import { type PreferenceName, type Preferences, preferenceChoices, preferenceNames } from "@/lib/entry/preferences";
import { languageNames, languages, localPath, splitPath } from "@/lib/format/languages";

type Props = { readonly page: Omit<Page, "query">; readonly actor: Actor | null; readonly preferences: Preferences };

/** Wordmark, ways in, languages, reading preferences and the account. */
export function SiteHeader({ page, actor, preferences }: Props) {
  const { t, at, here, language } = page;
  const current = splitPath(here.split("?", 1)[0] ?? "/").path;
  const organizes = actor?.grants.some(({ role }) => role === "organizer") ?? false;
  const links: [string, MessageKey][] = [
    ["/courses", "nav.courses"],
    ["/events", "nav.events"],
    ["/library", "nav.library"],
    ["/verify", "nav.verify"],
    ...(actor ? ([["/learn", "nav.learn"]] as [string, MessageKey][]) : []),
    ...(actor?.grants.some(({ role }) => role === "focal_point")
      ? ([["/nominate", "nav.nominate"]] as [string, MessageKey][])
      : []),
    ...(organizes ? ([["/organize", "nav.organize"]] as [string, MessageKey][]) : []),
    ...(actor && isAdmin(actor) ? ([["/admin", "nav.admin"]] as [string, MessageKey][]) : []),
  ];
  return (
    <header className="site border-b border-rule">
      <div className="frame relative flex flex-wrap items-center gap-x-6 gap-y-1 py-3">
        <a href={at("/")} className="font-serif text-[1.35rem] font-semibold text-ink no-underline">
          Chancery
        </a>
        <nav aria-label={t("nav.main")} className="order-3 w-full md:order-none md:w-auto">
          <ul className="flex flex-wrap gap-x-5 gap-y-1">
            {links.map(([path, key]) => (
              <li key={path}>
                <a
                  className="inline-block py-1 text-ink no-underline hover:underline aria-[current]:font-semibold aria-[current]:underline"
                  href={at(path)}
                  aria-current={current === path ? "page" : current.startsWith(`${path}/`) ? "true" : undefined}
                >
                  {t(key)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="ms-auto flex flex-wrap items-center gap-x-4 gap-y-1 small">
          <ul className="flex gap-3" aria-label={t("nav.languages")}>
            {languages.map((other) => (
              <li key={other}>
                {other === language ? (
                  <span aria-current="true" className="inline-block py-1 font-semibold" lang={other}>
                    {languageNames[other]}
                  </span>
                ) : (
                  <a
                    className="inline-block py-1"
                    href={localPath(other, splitPath(here).path)}
                    hrefLang={other}
                    lang={other}
                  >
                    {languageNames[other]}
                  </a>
                )}
              </li>
            ))}
          </ul>
          {actor ? (
            <a className="inline-block py-1" href={at("/account")}>
              <bdi>{actor.fullName}</bdi>
            </a>
          ) : (
            <a className="inline-block py-1" href={at("/sign-in")}>
              {t("nav.sign-in")}
            </a>
          )}
          <PreferenceControl page={page} preferences={preferences} />
        </div>
      </div>
    </header>
  );
}

/** How pages are shown to this person; a plain form, remembered in a cookie. */
function PreferenceControl({ page: { t, here }, preferences }: Pick<Props, "page" | "preferences">) {
  return (
    <details>
      <summary className="py-1">{t("preferences.title")}</summary>
      <form action="/forms/preferences" method="post" className="preference-sheet">
        <input type="hidden" name="_page" value={here} />
        {preferenceNames.map((name) => (
          <fieldset key={name}>
            <legend className="legend">{t(`preferences.${name}` as MessageKey)}</legend>
            {preferenceChoices[name].map((choice) => (
              <label key={choice} className="choice">
                <input
                  type="radio"
                  name={name}
                  value={choice}
                  defaultChecked={preferences[name as PreferenceName] === choice}
                />
                {t(`preferences.${name}.${choice}` as MessageKey)}
              </label>
            ))}
          </fieldset>
        ))}
        <button type="submit" className="button">
          {t("preferences.save")}
        </button>
      </form>
    </details>
  );
}
