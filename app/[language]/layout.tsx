import "../globals.css";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { SiteFooter } from "@/components/layout/site-footer";
import { SiteHeader } from "@/components/layout/site-header";
import { translator } from "@/lib/content/messages";
import { drawn } from "@/lib/entry/drawn";
import { parsePreferences, preferencesCookie } from "@/lib/entry/preferences";
import { getActor, getPagePath } from "@/lib/entry/request";
import { env } from "@/lib/env";
import { directionOf, isLanguage, localPath } from "@/lib/format/languages";

export const dynamic = "force-dynamic";
export const metadata: Metadata = {
  title: { template: "%s - Chancery", default: "Chancery" },
  icons: { icon: "/icon.svg" },
};

export default async function Layout({
  children,
  params,
}: {
  readonly children: ReactNode;
  readonly params: Promise<{ language: string }>;
}) {
  const asked = (await params).language;
  if (!isLanguage(asked)) notFound();
  const language = asked;
  const t = translator(language);
  const page = { language, t, at: (path: string) => localPath(language, path), here: await getPagePath() };
  const preferences = parsePreferences((await cookies()).get(preferencesCookie)?.value);
  return (
    <html
      lang={language}
      dir={directionOf(language)}
      data-theme={preferences.theme}
      data-text={preferences.text}
      data-contrast={preferences.contrast}
      data-motion={preferences.motion}
      data-font={preferences.font}
    >
      <body>
        <a className="skip" href="#content">
          {t("nav.skip")}
        </a>
        {drawn(<SiteHeader page={page} actor={await getActor()} preferences={preferences} />)}
        <main id="content" className="frame py-8 md:py-12">
          {children}
        </main>
        {drawn(<SiteFooter page={page} demo={env().demo} />)}
      </body>
    </html>
  );
}
