import type { Metadata } from "next";
import EventPage from "@/app/[language]/(public)/events/[slug]/page";
import { type PageProps, readPage } from "@/lib/entry/page";
import { loadPreview } from "@/lib/organizing/lifecycle/loaders";

type Props = PageProps<{ slug: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("organize.event.preview"), robots: { index: false } };
}

/** An event's public page itself, under a banner: what an organizer or a reviewer sees here is what visitors will see. */
export default async function PreviewPage(props: Props) {
  const { t, at, params } = await readPage(props);
  const { organizes, isPublic } = await loadPreview(params.slug);
  return (
    <>
      <div className="notice caution mb-8 grid gap-1">
        <p>{t(isPublic ? "organize.preview.public" : "organize.preview.draft")}</p>
        <p>
          <a className="inline-block py-1" href={at(`/organize/events/${params.slug}${organizes ? "" : "/review"}`)}>
            {t("organize.preview.back")}
          </a>
        </p>
      </div>
      <EventPage {...props} />
    </>
  );
}
