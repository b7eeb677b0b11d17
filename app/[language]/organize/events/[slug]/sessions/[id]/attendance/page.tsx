import type { Metadata } from "next";
import { SourceText } from "@/components/library/source-text";
import { RollTable } from "@/components/sessions/roll-table";
import { SessionTime } from "@/components/sessions/session-time";
import { Form } from "@/components/ui/form";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { formatTime } from "@/lib/format/dates";
import { loadRoll } from "@/lib/sessions/loaders";

type Props = PageProps<{ slug: string; id: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("roll.title"), robots: { index: false } };
}

export default async function AttendancePage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params, query } = page;
  const { desk, session, roll, code, actor, standing } = await loadRoll(params.slug, params.id, language);
  const state = { t, here, refused: await readRefusedForm(page) };
  const count = typeof query.count === "string" && /^\d{1,5}$/.test(query.count) ? Number(query.count) : 0;
  return drawn(
    <div className="grid gap-8">
      <header className="grid gap-3">
        <p>
          <a className="inline-block py-1 small" href={at(`/organize/events/${desk.slug}/sessions`)}>
            {t("roll.back")}
          </a>
        </p>
        <p className="eyebrow">
          <bdi>{desk.reference}</bdi>
        </p>
        <h1>{t("roll.title")}</h1>
        <SourceText as="p" page={language} language={session.language} className="lede measure">
          {session.title}
        </SourceText>
        <div>
          <SessionTime page={page} times={session} zone={desk.zone} ownZone={actor.zone} />
        </div>
        {query.done === "saved" && !state.refused ? (
          <p className="notice affirm measure">{t("roll.done", { count })}</p>
        ) : null}
        {standing === "too-early" ? <p className="notice measure">{t("roll.too-early")}</p> : null}
        {standing === "closed" ? <p className="notice measure">{t("roll.closed")}</p> : null}
      </header>

      {standing === "open" ? (
        <section id="check-in" aria-labelledby="check-in-title" className="grid gap-3 border-y border-rule py-5">
          <h2 id="check-in-title">{t("roll.check-in.title")}</h2>
          {query.done === "code-open" && code ? <p className="notice affirm">{t("roll.check-in.opened")}</p> : null}
          {query.done === "code-end" && !code ? <p className="notice">{t("roll.check-in.ended")}</p> : null}
          {code ? (
            <div>
              <p className="muted">{t("roll.check-in.code", { time: formatTime(code.until, language, desk.zone) })}</p>
              <p className="check-in-code" dir="ltr">
                {code.code}
              </p>
            </div>
          ) : (
            <p className="measure">{t("roll.check-in.text")}</p>
          )}
          <Form
            state={{ t, here, refused: null }}
            action="check-in-code"
            className="flex flex-wrap gap-3"
            summary={false}
          >
            <input type="hidden" name="event" value={desk.slug} />
            <input type="hidden" name="session" value={session.id} />
            <button type="submit" className="button quiet" name="intent" value="open">
              {t(code ? "roll.check-in.renew" : "roll.check-in.open")}
            </button>
            {code ? (
              <button type="submit" className="button quiet" name="intent" value="end">
                {t("roll.check-in.end")}
              </button>
            ) : null}
          </Form>
        </section>
      ) : null}

      <section aria-labelledby="people" className="grid gap-3">
        <h2 id="people">{t("roll.people", { count: roll.length })}</h2>
        {roll.length === 0 ? (
          <p>{t("roll.nobody")}</p>
        ) : (
          <RollTable
            page={page}
            state={state}
            slug={desk.slug}
            sessionId={session.id}
            zone={desk.zone}
            roll={roll}
            actorId={actor.id}
            open={standing === "open"}
          />
        )}
      </section>
    </div>,
  );
}
