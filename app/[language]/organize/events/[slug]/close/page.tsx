import type { Metadata } from "next";
import { ClosingFields } from "@/components/certificates/dossier/closing-fields";
import { Unconfirmed } from "@/components/certificates/dossier/unconfirmed";
import { RunningTable } from "@/components/organizing/running-table";
import { LayerText } from "@/components/reading/layer-text";
import { Form, TextArea } from "@/components/ui/form";
import { loadClosing } from "@/lib/certificates/dossier/loaders";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { formatInstant } from "@/lib/format/dates";
import { loadDashboard } from "@/lib/organizing/loaders";
import { windowState } from "@/lib/scheduling/windows";

type Props = PageProps<{ slug: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("organize.close.title"), robots: { index: false } };
}

export default async function CloseEventPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params } = page;
  const event = await loadDashboard(params.slug, language);
  const closing = await loadClosing(params.slug, language);
  const state = { t, here, refused: await readRefusedForm(page) };
  const back = at(`/organize/events/${event.slug}`);
  const early = event.closesAt && windowState(event, event.now) !== "past" ? event.closesAt : null;
  const { returned } = closing;
  return drawn(
    <div className="grid gap-6">
      <p className="eyebrow">{t(returned ? "organize.hand-in.title" : "organize.close.title")}</p>
      <h1>
        <LayerText layer={{ text: event.title, language: event.language }} language={language} />
      </h1>
      {event.state !== "published" && !returned ? (
        <p>{t("organize.close.cannot")}</p>
      ) : (
        <>
          {returned ? (
            <div className="notice caution measure">
              <p>
                {t("release.returned", {
                  name: `\u2068${returned.by}\u2069`,
                  time: formatInstant(returned.at, language, event.actor.zone),
                })}
              </p>
              <p className="whitespace-pre-line" dir="auto">
                {returned.reason}
              </p>
            </div>
          ) : (
            <>
              <p className="lede measure">{t("organize.close.lede")}</p>
              <p>{t(event.exam ? "organize.close.numbers" : "organize.close.joined", event.numbers)}</p>
            </>
          )}
          {early && !returned ? (
            <p className="notice caution measure">
              {t("organize.close.early", { time: formatInstant(early, language, event.zone) })}
            </p>
          ) : null}
          {event.runningAttempts.length > 0 ? (
            <section aria-labelledby="running" className="grid gap-3">
              <h2 id="running">{t("organize.running.title")}</h2>
              <p className="notice refuse measure">{t("organize.close.running")}</p>
              <RunningTable page={page} attempts={event.runningAttempts} zone={event.zone} />
            </section>
          ) : null}
          {closing.certificateKind ? <Unconfirmed t={t} names={closing.unconfirmed} /> : null}
          <Form
            state={state}
            action={returned ? "hand-in-dossier" : "close-event"}
            files
            className="grid measure gap-6"
          >
            <input type="hidden" name="event" value={event.slug} />
            <TextArea
              state={state}
              name="report"
              label={t("organize.close.report")}
              hint={t("organize.close.report-hint")}
              rows={10}
              value={returned ? (closing.report ?? "") : undefined}
            />
            <ClosingFields state={state} closing={closing} />
            <p>
              <button type="submit" className="button">
                {t(returned ? "organize.hand-in.submit" : "organize.close.submit")}
              </button>
            </p>
          </Form>
        </>
      )}
      <p>
        <a href={back}>{t("common.back")}</a>
      </p>
    </div>,
  );
}
