import type { Metadata } from "next";
import { LayerText } from "@/components/reading/layer-text";
import { Form, problemsOf, TextArea } from "@/components/ui/form";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { formatNumber } from "@/lib/format/dates";
import { loadCancelling } from "@/lib/organizing/lifecycle/loaders";

type Props = PageProps<{ slug: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("organize.cancel.title"), robots: { index: false } };
}

const counts = ["enrolled", "waiting", "applications", "nominations", "invitations", "running"] as const;

export default async function CancelEventPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params } = page;
  const event = await loadCancelling(params.slug, language);
  const state = { t, here, refused: await readRefusedForm(page) };
  const unsure = problemsOf(state, "sure");
  return drawn(
    <div className="grid gap-6">
      <p className="eyebrow">{t("organize.cancel.title")}</p>
      <h1>
        <LayerText layer={{ text: event.title, language: event.language }} language={language} />
      </h1>
      {event.cancellable ? (
        <>
          <p className="lede measure">
            {t(event.state === "published" ? "organize.cancel.lede" : "organize.cancel.lede-draft")}
          </p>
          {event.state === "published" ? (
            <section aria-labelledby="concerned" className="grid gap-2">
              <h2 id="concerned">{t("organize.cancel.concerned")}</h2>
              <dl className="particulars nums">
                {counts.map((name) => (
                  <div key={name}>
                    <dt>{t(`organize.cancel.${name}`)}</dt>
                    <dd>{formatNumber(event.concerned[name], language)}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ) : null}
          <Form state={state} action="cancel-event">
            <input type="hidden" name="event" value={event.slug} />
            <TextArea
              state={state}
              name="reason"
              label={t("organize.cancel.reason")}
              hint={t("organize.cancel.reason.hint")}
              rows={4}
            />
            <div className={`field${unsure.length > 0 ? " bad" : ""}`}>
              {unsure.length > 0 ? (
                <p className="problem" id="sure-problem">
                  {unsure.join(" ")}
                </p>
              ) : null}
              <label className="choice">
                <input
                  type="checkbox"
                  id="sure"
                  name="sure"
                  value="yes"
                  aria-describedby={unsure.length > 0 ? "sure-problem" : undefined}
                />
                <span>{t("organize.cancel.sure")}</span>
              </label>
            </div>
            <p>
              <button type="submit" className="button">
                {t("organize.cancel.submit")}
              </button>
            </p>
          </Form>
        </>
      ) : (
        <p>{t("problem.event.not-cancellable")}</p>
      )}
      <p>
        <a href={at(`/organize/events/${event.slug}`)}>{t("common.back")}</a>
      </p>
    </div>,
  );
}
