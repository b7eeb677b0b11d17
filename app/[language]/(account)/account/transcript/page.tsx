import type { Metadata } from "next";
import { ShareLinks } from "@/components/certificates/share-links";
import { Form, type FormState, Select } from "@/components/ui/form";
import { formatCode } from "@/lib/certificates/code";
import { documentLanguages } from "@/lib/certificates/documents/rules";
import { madeLink } from "@/lib/certificates/holder/made-link";
import { loadOwnTranscripts } from "@/lib/certificates/transcript/loaders";
import type { HeldTranscript } from "@/lib/certificates/transcript/types";
import type { MessageKey } from "@/lib/content/messages";
import { drawn } from "@/lib/entry/drawn";
import { type Page, type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { formatDay, joinParts } from "@/lib/format/dates";
import { languageNames } from "@/lib/format/languages";

const done: Readonly<Record<string, MessageKey>> = {
  made: "transcript.done.made",
  revoked: "transcript.done.revoked",
  unshared: "certificates.unshared",
};

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return { title: (await readPage(props)).t("transcript.title"), robots: { index: false } };
}

/** A person's transcripts: each shows all results as they stood on its day, and can be taken back. */
export default async function TranscriptPage(props: PageProps) {
  const page = await readPage(props);
  const { t, at, here, language, query } = page;
  const { transcripts, zone } = await loadOwnTranscripts();
  const state = { t, here, refused: await readRefusedForm(page) };
  const note = typeof query.done === "string" && Object.hasOwn(done, query.done) ? done[query.done] : undefined;
  return drawn(
    <div className="grid gap-8">
      <div className="grid gap-3">
        <h1>{t("transcript.title")}</h1>
        <p className="lede measure">{t("transcript.lede")}</p>
      </div>
      {note && !state.refused ? <p className="notice affirm measure">{t(note)}</p> : null}
      <Form state={state} action="make-transcript" className="grid max-w-xl gap-4">
        <Select
          state={state}
          name="language"
          label={t("transcript.language")}
          value={language}
          options={documentLanguages.map((value) => ({ value, label: languageNames[value] ?? value }))}
        />
        <div>
          <button type="submit" className="button">
            {t("transcript.make")}
          </button>
        </div>
      </Form>
      <section aria-labelledby="made" className="grid gap-2">
        <h2 id="made">{t("transcript.made")}</h2>
        {transcripts.length === 0 ? (
          <p>{t("transcript.none")}</p>
        ) : (
          <ul className="rows">
            {transcripts.map((transcript) => (
              <MadeTranscript key={transcript.code} page={page} state={state} transcript={transcript} zone={zone} />
            ))}
          </ul>
        )}
      </section>
      <p>
        <a href={at("/account/certificates")}>{t("certificates.title")}</a>
      </p>
    </div>,
  );
}

function MadeTranscript({
  page,
  state,
  transcript,
  zone,
}: {
  readonly page: Page;
  readonly state: FormState;
  readonly transcript: HeldTranscript;
  readonly zone: string;
}) {
  const { t, at, language, query } = page;
  const { code, madeOn, events, snapshot, specimen } = transcript;
  const revoked = transcript.state === "revoked";
  return (
    <li id={code} className="grid gap-4 py-6!">
      <h3 id={`made-${code}`}>
        {t("transcript.of-day", { date: formatDay(new Date(`${madeOn}T00:00:00Z`), language, "UTC") })}
      </h3>
      <p>
        {revoked ? (
          <>
            <span className="state refuse">
              {t(transcript.revocationClass === "holder-request" ? "transcript.revoked" : "check.outcome.revoked")}
            </span>
            <br />
          </>
        ) : null}
        <span className="muted">
          {joinParts([t("transcript.events", { count: events }), languageNames[snapshot.language] ?? ""], language)}
        </span>
        <br />
        <code dir="ltr">{formatCode(code)}</code>
      </p>
      {specimen ? <p className="small">{t("transcript.specimen")}</p> : null}
      <ul className="flex flex-wrap items-center gap-x-5 gap-y-1">
        <li>
          <a className="inline-block py-1" href={`/certificates/${code}.pdf`}>
            {t("verify.pdf")}
          </a>
        </li>
        <li>
          <a className="inline-block py-1" href={`/certificates/${code}.json`} download>
            {t("transcript.json")}
          </a>
        </li>
        <li>
          <a className="inline-block py-1" href={at(`/verify/${code}`)}>
            {t("certificates.verify")}
          </a>
        </li>
        {revoked ? null : (
          <li>
            <Form state={{ ...state, refused: null }} action="take-back-transcript" className="contents">
              <input type="hidden" name="code" value={code} />
              <button type="submit" className="link-button" aria-describedby={`made-${code}`}>
                {t("transcript.revoke")}
              </button>
            </Form>
          </li>
        )}
      </ul>
      {revoked ? null : (
        <ShareLinks
          page={page}
          held={transcript}
          zone={zone}
          made={madeLink(query, code)}
          heading="h4"
          describedBy={`made-${code}`}
        />
      )}
    </li>
  );
}
