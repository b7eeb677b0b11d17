import type { Metadata } from "next";
import { MyApplications } from "@/components/admission/applications/my-applications";
import { DutyList } from "@/components/organizing/duty-list";
import { LearningRow } from "@/components/reading/learning-row";
import { loadMyApplications } from "@/lib/admission/applications/loaders";
import { loadReviewing } from "@/lib/admission/selection/loaders";
import { loadModerated } from "@/lib/comments/moderation/loaders";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage } from "@/lib/entry/page";
import { loadIsReviewer } from "@/lib/library/sources/loaders";
import { loadLearning } from "@/lib/reading/loaders";
import { loadTaught } from "@/lib/sessions/loaders";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return { title: (await readPage(props)).t("nav.learn"), robots: { index: false } };
}

export default async function LearnPage(props: PageProps) {
  const page = await readPage(props);
  const { t, at, language } = page;
  const { items, zone } = await loadLearning(language);
  const [applications, reviewing] = await Promise.all([loadMyApplications(language), loadReviewing(language)]);
  const [taught, moderated, isReviewer] = await Promise.all([
    loadTaught(language),
    loadModerated(language),
    loadIsReviewer(),
  ]);
  const lists = [items, applications, reviewing, taught, moderated];
  const now = new Date();
  return drawn(
    <div className="grid gap-8">
      <h1>{t("nav.learn")}</h1>
      {!isReviewer && lists.every((list) => list.length === 0) ? (
        <div className="measure grid gap-4">
          <p className="lede">{t("learn.empty")}</p>
          <p>
            <a className="button" href={at("/courses")}>
              {t("learn.empty.next")}
            </a>
          </p>
        </div>
      ) : items.length === 0 ? null : (
        <ul className="rows">
          {items.map((item) => (
            <LearningRow key={item.slug} page={page} item={item} zone={zone} now={now} />
          ))}
        </ul>
      )}
      <MyApplications page={page} applications={applications} />
      <DutyList
        page={page}
        id="reviewing"
        title={t("reviewing.title")}
        desk="applications"
        events={reviewing.map((event) => ({
          ...event,
          waits: t("reviewing.counts", { applications: event.applications, unscored: event.unscored }),
        }))}
      />
      <DutyList
        page={page}
        id="taught"
        title={t("sessions.teach.title")}
        desk="sessions"
        events={taught.map((event) => ({ ...event, waits: null }))}
      />
      <DutyList
        page={page}
        id="moderated"
        title={t("room.moderated")}
        desk="room"
        events={moderated.map((event) => ({ ...event, waits: t("room.moderated-waiting", { count: event.waiting }) }))}
      />
      {isReviewer ? (
        <section aria-labelledby="checking" className="grid gap-2">
          <h2 id="checking">{t("learn.checking")}</h2>
          <ul className="flex flex-wrap gap-x-6 gap-y-1">
            <li>
              <a className="inline-block py-1" href={at("/organize/banks")}>
                {t("bank.link")}
              </a>
            </li>
            <li>
              <a className="inline-block py-1" href={at("/organize/sources")}>
                {t("sources.title")}
              </a>
            </li>
          </ul>
        </section>
      ) : null}
    </div>,
  );
}
