import { LayerText } from "@/components/reading/layer-text";
import type { ListedApplication } from "@/lib/admission/applications/types";
import type { Page } from "@/lib/entry/page";
import { formatInstant } from "@/lib/format/dates";
import { Stepper } from "./stepper";

type Props = { readonly page: Page; readonly applications: readonly ListedApplication[] };

/** A person's own applications that are on their way, each with where it stands. */
export function MyApplications({ page, applications }: Props) {
  const { t, at, language } = page;
  if (applications.length === 0) return null;
  return (
    <section aria-labelledby="applications" className="grid gap-2">
      <h2 id="applications">{t("apply.mine")}</h2>
      <ul className="rows">
        {applications.map((application) => (
          <li key={application.slug} className="grid gap-3">
            <div className="grid gap-1">
              <p className="eyebrow">
                <bdi>{application.reference}</bdi>
              </p>
              <h3>
                <a href={at(`/events/${application.slug}/apply`)}>
                  <LayerText layer={application.title} language={language} />
                </a>
              </h3>
            </div>
            <Stepper page={page} application={application} zone={application.zone} />
            <p>
              {application.state === "drafted" && application.closesAt
                ? t("apply.mine.until", { until: formatInstant(application.closesAt, language, application.zone) })
                : t(`application-state.${application.state}`)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
