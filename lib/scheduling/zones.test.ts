import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ok, refuse } from "@/lib/result";
import { dayIn, instantOf, isZone, localOf, passOf } from "./zones";

const sure = (text: string): Date => new Date(text);
const PARIS = "Europe/Paris";
const NEW_YORK = "America/New_York";
const KATHMANDU = "Asia/Kathmandu";

describe("isZone", () => {
  it.each(["UTC", PARIS, NEW_YORK, KATHMANDU, "America/Argentina/Buenos_Aires", "America/Port-au-Prince", "Etc/GMT+5"])(
    "knows %s",
    (name) => expect(isZone(name)).toBe(true),
  );

  it("knows every zone that this system can name", () => {
    expect(Intl.supportedValuesOf("timeZone").filter((name) => !isZone(name))).toEqual([]);
  });

  it.each([
    { name: "", why: "nothing" },
    { name: "Mars/Olympus", why: "not on earth" },
    { name: "Europe/Paris ", why: "a space after it" },
    { name: "Europe/Paris\n", why: "a line break after it" },
    { name: "Europe Paris", why: "a space for the slash" },
    { name: "+05:45", why: "an offset is no zone: it forgets clock changes" },
    { name: "UTC+5", why: "an offset with a name" },
    { name: "../../etc/passwd", why: "a path" },
    { name: "Europe/Paris'; --", why: "an injection" },
    { name: "x".repeat(100_000), why: "a hundred thousand letters" },
  ])("refuses $why", ({ name }) => expect(isZone(name)).toBe(false));
});

describe("instantOf", () => {
  it.each([
    { zone: PARIS, local: "2027-03-12T14:00", instant: "2027-03-12T13:00:00Z", why: "winter time" },
    { zone: PARIS, local: "2027-07-12T14:00", instant: "2027-07-12T12:00:00Z", why: "summer time" },
    {
      zone: PARIS,
      local: "2027-03-28T01:59",
      instant: "2027-03-28T00:59:00Z",
      why: "the minute before the skipped hour",
    },
    {
      zone: PARIS,
      local: "2027-03-28T03:00",
      instant: "2027-03-28T01:00:00Z",
      why: "the minute after the skipped hour",
    },
    {
      zone: PARIS,
      local: "2027-10-31T01:59",
      instant: "2027-10-30T23:59:00Z",
      why: "the minute before the doubled hour",
    },
    {
      zone: PARIS,
      local: "2027-10-31T03:00",
      instant: "2027-10-31T02:00:00Z",
      why: "the minute after the doubled hour",
    },
    { zone: NEW_YORK, local: "2027-03-12T14:00", instant: "2027-03-12T19:00:00Z", why: "standard time" },
    {
      zone: NEW_YORK,
      local: "2027-03-14T01:59",
      instant: "2027-03-14T06:59:00Z",
      why: "the minute before the skipped hour",
    },
    {
      zone: NEW_YORK,
      local: "2027-03-14T03:00",
      instant: "2027-03-14T07:00:00Z",
      why: "the minute after the skipped hour",
    },
    {
      zone: NEW_YORK,
      local: "2027-03-20T14:00",
      instant: "2027-03-20T18:00:00Z",
      why: "daylight time, before Europe has it",
    },
    {
      zone: NEW_YORK,
      local: "2027-11-07T00:59",
      instant: "2027-11-07T04:59:00Z",
      why: "the minute before the doubled hour",
    },
    {
      zone: NEW_YORK,
      local: "2027-11-07T02:00",
      instant: "2027-11-07T07:00:00Z",
      why: "the minute after the doubled hour",
    },
    { zone: KATHMANDU, local: "2027-03-12T14:00", instant: "2027-03-12T08:15:00Z", why: "a quarter of an hour apart" },
    {
      zone: KATHMANDU,
      local: "2027-03-28T02:30",
      instant: "2027-03-27T20:45:00Z",
      why: "Paris skips this one, Nepal does not",
    },
    {
      zone: KATHMANDU,
      local: "2027-11-07T01:30",
      instant: "2027-11-06T19:45:00Z",
      why: "New York has it twice, Nepal once",
    },
    { zone: "UTC", local: "2027-03-12T14:00", instant: "2027-03-12T14:00:00Z", why: "UTC is itself" },
    { zone: "UTC", local: "2028-02-29T00:00", instant: "2028-02-29T00:00:00Z", why: "a leap day" },
    { zone: PARIS, local: "2027-03-12T14:00:30", instant: "2027-03-12T13:00:30Z", why: "browsers may send seconds" },
  ])("reads $local in $zone as $instant: $why", ({ zone, local, instant }) => {
    expect(instantOf(local, zone)).toEqual(ok(sure(instant)));
  });

  it.each([
    { zone: PARIS, local: "2027-03-28T02:00", why: "the first minute of spring's missing hour" },
    { zone: PARIS, local: "2027-03-28T02:30", why: "its middle" },
    { zone: PARIS, local: "2027-03-28T02:59", why: "its last minute" },
    { zone: NEW_YORK, local: "2027-03-14T02:00", why: "the first minute of spring's missing hour" },
    { zone: NEW_YORK, local: "2027-03-14T02:59", why: "its last minute" },
    { zone: KATHMANDU, local: "1986-01-01T00:05", why: "Nepal's missing quarter of an hour, its only change" },
    { zone: "Australia/Lord_Howe", local: "2027-10-03T02:15", why: "a missing half hour" },
    { zone: "Pacific/Apia", local: "2011-12-30T12:00", why: "a missing day" },
  ])("refuses $local in $zone as skipped: $why", ({ zone, local }) => {
    expect(instantOf(local, zone)).toEqual(refuse("skipped"));
  });

  it.each([
    { zone: PARIS, local: "2027-10-31T02:00", why: "the first minute of autumn's double hour" },
    { zone: PARIS, local: "2027-10-31T02:59", why: "its last minute" },
    { zone: NEW_YORK, local: "2027-11-07T01:00", why: "the first minute of autumn's double hour" },
    { zone: NEW_YORK, local: "2027-11-07T01:59", why: "its last minute" },
    { zone: "Australia/Lord_Howe", local: "2027-04-04T01:45", why: "a double half hour" },
  ])("refuses $local in $zone as doubled: $why", ({ zone, local }) => {
    expect(instantOf(local, zone)).toEqual(refuse("doubled"));
  });

  it.each([
    { local: "", why: "nothing" },
    { local: "tomorrow", why: "a word" },
    { local: "14:00", why: "an hour without a day" },
    { local: "2027-02-29T10:00", why: "a day that the year does not have" },
    { local: "2027-13-01T10:00", why: "a thirteenth month" },
    { local: "2027-03-12T24:00", why: "a twenty-fifth hour" },
    { local: "2027-03-12T14:60", why: "a sixty-first minute" },
    { local: "12/03/2027 14:00", why: "another order" },
    { local: "2027-03-12T14:00Z", why: "an instant: its zone is not the event's" },
    { local: "2027-03-12T14:00+09:00", why: "an offset, which must not be dropped in silence" },
    { local: "2027-03-12T14:00[Asia/Tokyo]", why: "another zone, which must not be dropped in silence" },
    { local: "+275760-09-13T10:00", why: "a year beyond what an instant can hold" },
    { local: "-271821-04-19T00:00", why: "a year before what an instant can hold" },
    { local: "0001-01-01T00:00", why: "a year that no database is asked to hold" },
    { local: "9999-12-31T23:59", why: "a year that nobody plans for" },
    { local: "٢٠٢٧-٠٣-١٢T١٤:٠٠", why: "digits that no browser sends" },
  ])("refuses $local as no time: $why", ({ local }) => {
    expect(instantOf(local, PARIS)).toEqual(refuse("not-a-time"));
  });
});

describe("localOf", () => {
  it.each([
    { zone: PARIS, instant: "2027-10-31T00:30:00Z", local: "2027-10-31T02:30", why: "the doubled hour, first time" },
    { zone: PARIS, instant: "2027-10-31T01:30:00Z", local: "2027-10-31T02:30", why: "the doubled hour, second time" },
    { zone: PARIS, instant: "2027-03-28T01:00:00Z", local: "2027-03-28T03:00", why: "straight over the skipped hour" },
    { zone: NEW_YORK, instant: "2027-01-01T04:59:00Z", local: "2026-12-31T23:59", why: "still the old year" },
    { zone: KATHMANDU, instant: "2027-03-12T18:15:00Z", local: "2027-03-13T00:00", why: "midnight is the next day" },
    {
      zone: "UTC",
      instant: "2027-03-12T14:00:59.999Z",
      local: "2027-03-12T14:00",
      why: "seconds are cut, not rounded",
    },
    { zone: "UTC", instant: "1969-12-31T23:59:30Z", local: "1969-12-31T23:59", why: "cut before the epoch too" },
  ])("shows $instant in $zone as $local: $why", ({ zone, instant, local }) => {
    expect(localOf(sure(instant), zone)).toBe(local);
  });
});

describe("dayIn", () => {
  it.each([
    { zone: "UTC", day: "2027-03-12" },
    { zone: KATHMANDU, day: "2027-03-13" },
    { zone: NEW_YORK, day: "2027-03-12" },
    { zone: "Pacific/Kiritimati", day: "2027-03-13" },
  ])("is $day in $zone at one and the same instant", ({ zone, day }) => {
    expect(dayIn(sure("2027-03-12T18:15:00Z"), zone)).toBe(day);
  });
});

describe("wall clocks and instants", () => {
  const MINUTE = 60_000;
  const zones = [PARIS, NEW_YORK, KATHMANDU, "UTC", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Apia"];
  const changes = [
    "2027-03-28T01:00Z",
    "2027-10-31T01:00Z",
    "2027-03-14T07:00Z",
    "2027-11-07T06:00Z",
    "2011-12-30T10:00Z",
  ];

  /** Any minute from 1990 on, half of them within a day of a clock change. */
  const minute = fc
    .oneof(
      fc.date({ min: sure("1990-01-01"), max: sure("2037-12-31"), noInvalidDate: true }),
      fc
        .tuple(fc.constantFrom(...changes), fc.integer({ min: -1440, max: 1440 }))
        .map(([change, minutes]) => new Date(sure(change).getTime() + minutes * MINUTE)),
    )
    .map((instant) => new Date(Math.floor(instant.getTime() / MINUTE) * MINUTE));

  const clocks = new Map(
    zones.map((timeZone) => {
      const fields = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" } as const;
      return [timeZone, new Intl.DateTimeFormat("sv", { timeZone, hourCycle: "h23", ...fields })];
    }),
  );
  /** The same question asked of Intl, which knows nothing of this module. */
  const shown = (instant: Date, zone: string): string => clocks.get(zone)?.format(instant).replace(" ", "T") ?? "";

  /** Every instant at which a zone's clock shows this, sought at each quarter of an hour up to fifteen hours away. */
  function instantsShowing(local: string, zone: string): Date[] {
    const around = sure(`${local}Z`).getTime();
    const found: Date[] = [];
    for (let quarters = -4 * 15; quarters <= 4 * 15; quarters++) {
      const instant = new Date(around + quarters * 15 * MINUTE);
      if (shown(instant, zone) === local) found.push(instant);
    }
    return found;
  }

  it("localOf agrees with Intl at every minute", () => {
    fc.assert(
      fc.property(minute, fc.constantFrom(...zones), (instant, zone) => {
        expect(localOf(instant, zone)).toBe(shown(instant, zone));
      }),
    );
  });

  it("every instant comes back from its wall clock, or is refused as doubled where another shows the same", () => {
    fc.assert(
      fc.property(minute, fc.constantFrom(...zones), (instant, zone) => {
        const local = localOf(instant, zone);
        const twice = instantsShowing(local, zone).length > 1;
        expect(instantOf(local, zone)).toEqual(twice ? refuse("doubled") : ok(instant));
      }),
      { numRuns: 300 },
    );
  });

  it("every wall clock that is shown once is read, never is refused as skipped, twice as doubled", () => {
    fc.assert(
      fc.property(minute, fc.constantFrom(...zones), (instant, zone) => {
        const local = instant.toISOString().slice(0, 16);
        const [only, ...more] = instantsShowing(local, zone);
        expect(instantOf(local, zone)).toEqual(
          !only ? refuse("skipped") : more.length > 0 ? refuse("doubled") : ok(only),
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe("F13: an hour that happens twice, asked about", () => {
  it.each([
    { zone: PARIS, local: "2027-10-31T02:30", first: "2027-10-31T00:30:00Z", second: "2027-10-31T01:30:00Z" },
    { zone: NEW_YORK, local: "2027-11-07T01:59", first: "2027-11-07T05:59:00Z", second: "2027-11-07T06:59:00Z" },
    {
      zone: "Australia/Lord_Howe",
      local: "2027-04-04T01:45",
      first: "2027-04-03T14:45:00Z",
      second: "2027-04-03T15:15:00Z",
    },
  ])("$local in $zone is the first or the second, as it is said", ({ zone, local, first, second }) => {
    expect(instantOf(local, zone, "first")).toEqual(ok(sure(first)));
    expect(instantOf(local, zone, "second")).toEqual(ok(sure(second)));
    expect([sure(first), sure(second)].map((instant) => passOf(instant, zone))).toEqual(["first", "second"]);
  });

  it("changes nothing about an hour that happens once, and finds none that never happens", () => {
    expect(instantOf("2027-07-12T14:00", PARIS, "second")).toEqual(ok(sure("2027-07-12T12:00:00Z")));
    expect(instantOf("2027-03-28T02:30", PARIS, "first")).toEqual(refuse("skipped"));
    expect(passOf(sure("2027-07-12T12:00:00Z"), PARIS)).toBeNull();
  });

  it("every instant comes back from its wall clock and its pass", () => {
    const minute = fc
      .date({ min: sure("2000-01-01"), max: sure("2060-01-01"), noInvalidDate: true })
      .map((instant) => new Date(Math.floor(instant.getTime() / 60_000) * 60_000));
    fc.assert(
      fc.property(minute, fc.constantFrom(PARIS, NEW_YORK, KATHMANDU, "UTC"), (instant, zone) => {
        expect(instantOf(localOf(instant, zone), zone, passOf(instant, zone))).toEqual(ok(instant));
      }),
    );
  });
});
