import type { Metadata } from "next";
import { WaitingTable } from "@/components/admission/waiting-table";
import { SourceText } from "@/components/library/source-text";
import { loadWaitingList } from "@/lib/admission/loaders";
import type { MessageKey } from "@/lib/content/messages";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { formatNumber } from "@/lib/format/dates";

type Props = PageProps<{ slug: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("waiting.title"), robots: { index: false } };
}

const done: Readonly<Record<string, MessageKey>> = { moved: "waiting.done.moved", removed: "waiting.done.removed" };

export default async function WaitingPage(props: Props) {
  const page = await readPage(props);
  const { t, at, language, params, query } = page;
  const event = await loadWaitingList(params.slug, language);
  const state = { t, here: page.here, refused: await readRefusedForm(page) };
  const said = typeof query.done === "string" ? done[query.done] : undefined;
  const numbers: readonly (readonly [MessageKey, number | null])[] = [
    ["waiting.seats", event.seats],
    ["waiting.taken", event.seatsTaken],
    ["waiting.held", event.seatsHeld],
    ["waiting.waiting", event.waiting],
  ];
  return drawn(
    <div className="grid gap-8">
      <header className="grid gap-2">
        <p className="small">
          <a className="inline-block py-1" href={at(`/organize/events/${event.slug}`)}>
            <SourceText as="span" page={language} language={event.language}>
              {event.title}
            </SourceText>
          </a>
        </p>
        <h1>{t("waiting.title")}</h1>
        <p className="lede measure">{t("waiting.lede")}</p>
      </header>
      {said ? <p className="notice affirm">{t(said)}</p> : null}
      <dl className="particulars text-base! nums">
        {numbers.map(([key, value]) => (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd className="font-serif text-[1.42rem]">
              {value === null ? t("waiting.unlimited") : formatNumber(value, language)}
            </dd>
          </div>
        ))}
      </dl>
      {event.people.length === 0 ? (
        <p>{t(event.waitingList ? "waiting.none" : "waiting.off")}</p>
      ) : (
        <WaitingTable page={page} people={event.people} event={event} state={state} />
      )}
    </div>,
  );
}
