import type { Metadata } from "next";
import { AuditTable } from "@/components/platform/audit-table";
import { LayerText } from "@/components/reading/layer-text";
import { WaitingDecisions } from "@/components/supervision/waiting-decisions";
import type { Translate } from "@/lib/content/messages";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage } from "@/lib/entry/page";
import { loadWaitingDecisions } from "@/lib/exams/evidence/loaders";
import { formatInstant } from "@/lib/format/dates";
import { loadPlatform } from "@/lib/platform/loaders";
import type { ClosedEvent } from "@/lib/platform/types";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return { title: (await readPage(props)).t("admin.title"), robots: { index: false } };
}

export default async function AdminPage(props: PageProps) {
  const page = await readPage(props);
  const { t, at, language } = page;
  const { actor, closed, counts, audit } = await loadPlatform(language);
  const decisions = await loadWaitingDecisions(language);
  return drawn(
    <div className="grid gap-12">
      <div className="grid gap-4">
        <h1>{t("admin.title")}</h1>
        <p className="lede measure">{t("admin.lede")}</p>
      </div>

      <WaitingDecisions page={page} {...decisions} />

      <section aria-labelledby="closed" className="grid gap-4">
        <h2 id="closed">{t("admin.closed.title")}</h2>
        {closed.length === 0 ? <p>{t("admin.closed.none")}</p> : null}
        <ul className="rows">
          {closed.map((event) => (
            <li key={event.slug} className="grid gap-1">
              <p className="flex flex-wrap gap-x-4 small muted">
                <WaitingMark t={t} event={event} />
                <bdi>{event.organization}</bdi>
                <bdi>{event.reference}</bdi>
              </p>
              <h3>
                <a href={at(`/admin/events/${event.slug}`)}>
                  <LayerText layer={{ text: event.title, language: event.language }} language={language} />
                </a>
              </h3>
              <p>
                {t("admin.closed.by", {
                  time: formatInstant(event.closedAt, language, actor.zone),
                  name: event.closedBy,
                })}
              </p>
              {event.certificateKind ? (
                <p className="small muted">
                  {t("admin.closed.counts", { eligible: event.eligible, released: event.released })}
                </p>
              ) : null}
            </li>
          ))}
        </ul>
      </section>

      <section aria-labelledby="rooms" className="grid gap-4">
        <h2 id="rooms">{t("admin.rooms")}</h2>
        <ul className="rows">
          <li>
            <h3>
              <a href={at("/admin/organizations")}>{t("admin.organizations.link")}</a>
            </h3>
            <p className="muted">{t("admin.organizations.count", { count: counts.organizations })}</p>
          </li>
          <li>
            <h3>
              <a href={at("/admin/grants")}>{t("admin.grants.link")}</a>
            </h3>
            <p className="muted">{t("admin.grants.count", counts)}</p>
          </li>
          <li>
            <h3>
              <a href={at("/admin/letters")}>{t("admin.letters.link")}</a>
            </h3>
            <p className="muted">{t("admin.letters.count", counts)}</p>
          </li>
        </ul>
      </section>

      <section aria-labelledby="audit" className="grid gap-2">
        <h2 id="audit">{t("admin.audit.title")}</h2>
        <p className="muted">{t("admin.audit.lede")}</p>
        {audit.length === 0 ? (
          <p>{t("admin.audit.none")}</p>
        ) : (
          <AuditTable page={page} rows={audit} zone={actor.zone} />
        )}
      </section>
    </div>,
  );
}

function WaitingMark({
  t,
  event: { certificateKind, waiting, undecided, returned },
}: {
  readonly t: Translate;
  readonly event: ClosedEvent;
}) {
  if (!certificateKind) return <span className="state">{t("admin.closed.no-certificate")}</span>;
  if (returned) return <span className="state caution">{t("admin.closed.returned")}</span>;
  if (waiting === 0 && undecided > 0)
    return <span className="state caution">{t("admin.closed.undecided", { count: undecided })}</span>;
  if (waiting === 0) return <span className="state affirm">{t("admin.closed.done")}</span>;
  return <span className="state caution">{t("admin.closed.waiting", { count: waiting })}</span>;
}
