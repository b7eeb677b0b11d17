import type { ReactNode } from "react";
import type { NominatedPerson, NominationUnit, Standing } from "@/lib/admission/nominations/types";
import type { MessageKey } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import { formatInstant, joinParts } from "@/lib/format/dates";
import { languageNames } from "@/lib/format/languages";

const looks: Readonly<Record<string, string>> = {
  offered: "state caution",
  accepted: "state affirm",
  half: "state caution",
  declined: "state refuse",
  expired: "state refuse",
  withdrawn: "state refuse",
  over: "state refuse",
  "not-selected": "state refuse",
};

/** How a person or a unit stands, in a word with a shape. */
export function StandingMark({
  page: { t },
  state,
}: {
  readonly page: Pick<Page, "t">;
  readonly state: Standing | string;
}) {
  return <span className={looks[state] ?? "state"}>{t(`nomination.state.${state}` as MessageKey)}</span>;
}

type Props = {
  readonly page: Page;
  readonly zone: string;
  readonly unit: NominationUnit;
  /** What can be done with one person. */
  readonly actions?: (person: NominatedPerson) => ReactNode;
};

/** The people of a unit: who they are, how each stands, and until when what they were offered stands. */
export function NominatedPeople({ page, zone, unit, actions }: Props) {
  return (
    <ul className="grid gap-3">
      {unit.people.map((person) => (
        <li key={person.id} className="grid gap-1">
          <Person page={page} zone={zone} person={person} showState={person.state !== unit.standing} />
          {actions?.(person)}
        </li>
      ))}
    </ul>
  );
}

function Person({
  page,
  zone,
  person,
  showState,
}: {
  readonly page: Page;
  readonly zone: string;
  readonly person: NominatedPerson;
  readonly showState: boolean;
}) {
  const { t, language } = page;
  const about = [person.position, person.institution].filter((part) => part !== null);
  const time = (instant: Date): string => formatInstant(instant, language, zone);
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <span>
          <bdi className="font-semibold">{person.fullName}</bdi>
          {person.nativeName ? (
            <>
              {" "}
              <bdi className="muted">{person.nativeName}</bdi>
            </>
          ) : null}
        </span>
        {person.part ? <span className="small muted">{t(`nomination.part.${person.part}`)}</span> : null}
        {showState ? <StandingMark page={page} state={person.state} /> : null}
      </p>
      {about.length > 0 ? (
        <p className="small">
          <bdi>{joinParts(about, language)}</bdi>
        </p>
      ) : null}
      <p className="flex flex-wrap gap-x-4 small muted">
        <bdi className="break-all">{person.address}</bdi>
        <span lang={person.language}>{languageNames[person.language] ?? person.language}</span>
      </p>
      {person.note ? (
        <p className="small measure whitespace-pre-line" dir="auto">
          {person.note}
        </p>
      ) : null}
      {person.invitedUntil ? (
        <p className="small">{t("nomination.invited-until", { time: time(person.invitedUntil) })}</p>
      ) : null}
      {person.keptUntil ? (
        <p className="small">{t("nomination.kept-until", { time: time(person.keptUntil) })}</p>
      ) : null}
      {person.inPlaceOf ? (
        <p className="small muted">{t("nomination.in-place-of", { name: person.inPlaceOf })}</p>
      ) : null}
    </>
  );
}
