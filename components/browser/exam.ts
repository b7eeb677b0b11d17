import { createStore, delMany, entries, set } from "idb-keyval";

/*
 * The exam page's program: saves each answer as it is chosen, says truly what is saved, keeps what is not on this device until
 * it is, and keeps the time in view. The page works without it, as a form. Everything it says comes from the page, in the
 * page's language.
 */

type Pending = { readonly optionIds: string[]; readonly sequence: number };
type Saved = { readonly sequence: number; readonly savedAt: string };
type Contact = {
  readonly state: string;
  readonly deadlineAt: string;
  readonly serverTime: string;
  readonly sequences: readonly (readonly [position: number, sequence: number])[];
};

const CONTACT_EVERY_MS = 8_000;
/** A device that has not stored an answer by then cannot be relied on. */
const STORING_MS = 3_000;
const json = { "content-type": "application/json" };

/** What one attempt could not save yet, kept on this device under `attempt/position`; memory must do where storage is off. */
function keptAnswers(attempt: string) {
  const prefix = `${attempt}/`;
  let works = true;
  let writing = 0;
  const attempted = async <Value>(job: () => Promise<Value>, otherwise: Value): Promise<Value> => {
    try {
      return await job();
    } catch {
      works = false;
      return otherwise;
    }
  };
  const store = () => createStore("chancery-exams", "answers");
  const all = (): Promise<[number, Pending][]> =>
    attempted(async () => {
      const found = await entries<string, Pending>(store());
      return found
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, item]): [number, Pending] => [Number(key.slice(prefix.length)), item]);
    }, []);
  return {
    works: (): boolean => works,
    /** Something is on its way to the device's storage, and not there yet. */
    busy: (): boolean => writing > 0,
    all,
    keep: async (position: number, item: Pending): Promise<void> => {
      writing++;
      await attempted(() => set(prefix + String(position), item, store()), undefined);
      writing--;
    },
    drop: (positions: readonly number[]): Promise<void> =>
      attempted(
        () =>
          delMany(
            positions.map((position) => prefix + String(position)),
            store(),
          ),
        undefined,
      ),
  };
}

const put = (address: string, body: unknown): Promise<Response> =>
  fetch(address, {
    method: "PUT",
    headers: json,
    body: JSON.stringify(body),
    keepalive: true,
    ...(typeof AbortSignal.timeout === "function" ? { signal: AbortSignal.timeout(10_000) } : {}),
  });

const begin = (): void => {
  const form = document.querySelector<HTMLFormElement>("#exam");
  if (form) void start(form);
  const left = document.querySelector<HTMLElement>("[data-left-over]");
  if (left) void sendLeftOver(left);
};
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();

/**
 * On the pages after the exam: what this device still holds goes to the server, which keeps it as late evidence once the
 * attempt is closed, and then leaves the device. Before submitting, the page says that something is still unsaved.
 */
async function sendLeftOver(note: HTMLElement): Promise<void> {
  const { attempt = "", api = "" } = note.dataset;
  const kept = keptAnswers(attempt);
  for (const [position, { optionIds, sequence }] of await kept.all()) {
    note.hidden = false;
    try {
      const response = await put(`${api}/answers/${position}`, { optionIds, sequence });
      if (response.status < 500 && response.status !== 401 && response.status !== 429) await kept.drop([position]);
    } catch {
      return; // The line is down: it stays, and the note with it.
    }
  }
  note.hidden = (await kept.all()).length === 0;
}

async function start(exam: HTMLFormElement): Promise<void> {
  const { attempt = "", api = "", contact: contactAddress } = exam.dataset;
  const kept = keptAnswers(attempt);
  const word = (name: string): string => exam.dataset[`word${name}`] ?? "";
  const part = (name: string): HTMLElement =>
    exam.querySelector<HTMLElement>(`[data-${name}]`) ?? document.createElement("p");
  const fieldsets = new Map<number, HTMLFieldSetElement>();
  for (const field of exam.querySelectorAll<HTMLFieldSetElement>("fieldset[data-position]"))
    fieldsets.set(Number(field.dataset.position), field);

  const pending = new Map<number, Pending>();
  const sending = new Set<number>();
  const roundTripsMs: number[] = [];
  let failedSince: Date | null = null;
  let lastSavedAt: Date | null = null;
  let retryAfterMs = 1000;
  let retry: number | undefined;
  let leaving = false;
  /** Time is up or the attempt is closed: nothing more is chosen; what is unsent still goes out, as late evidence. */
  let over = false;

  const clockTime = (instant: Date, seconds: boolean): string =>
    new Intl.DateTimeFormat(exam.dataset.language === "ar" ? "ar-u-nu-latn" : exam.dataset.language, {
      hour: "2-digit",
      minute: "2-digit",
      ...(seconds ? { second: "2-digit" } : {}),
      hourCycle: "h23",
      timeZone: exam.dataset.zone,
    }).format(instant);

  const inputs = (position: number): HTMLInputElement[] => [
    ...(fieldsets.get(position)?.querySelectorAll<HTMLInputElement>(".answer input") ?? []),
  ];
  const chosen = (position: number): string[] =>
    inputs(position)
      .filter((input) => input.checked)
      .map((input) => input.value);
  const show = (position: number, optionIds: readonly string[]): void => {
    for (const input of inputs(position)) input.checked = optionIds.includes(input.value);
  };
  const sequenceOf = (position: number): number => Number(fieldsets.get(position)?.dataset.sequence ?? 0);

  let category = "";
  const tell = (): void => {
    const unsaved = pending.size > 0;
    // A line that fails at once may be quicker than the device's storage: nothing is said to be kept before it is.
    const settling = kept.busy() && Date.now() - (failedSince?.getTime() ?? 0) < STORING_MS;
    const now = failedSince && unsaved && !settling ? "failed" : unsaved ? "saving" : "saved";
    const text =
      now === "failed" && failedSince
        ? word(kept.works() && !kept.busy() ? "NotSaved" : "NotSavedHere").replace(
            "{time}",
            clockTime(failedSince, false),
          )
        : now === "saving"
          ? word("Saving")
          : lastSavedAt
            ? word("AllSaved").replace("{time}", clockTime(lastSavedAt, true))
            : part("state").textContent;
    part("state").textContent = text;
    part("state").className = now === "failed" ? "problem small" : "small";
    // A screen reader hears a change of kind, not every second; "saving" is too short-lived to be said.
    if (now !== category && now !== "saving") {
      if (category !== "" || now === "failed") part("announce").textContent = text;
      category = now;
    }
  };

  const overview = (): void => {
    let answered = 0;
    for (const position of fieldsets.keys()) {
      const done = chosen(position).length > 0;
      if (done) answered++;
      const flagged = exam.querySelector<HTMLInputElement>(`input[data-flag="${position}"]`)?.checked;
      const item = exam.querySelector(`[data-overview="${position}"]`);
      if (item)
        item.textContent = done
          ? word(flagged ? "AnsweredFlagged" : "Answered")
          : word(flagged ? "UnansweredFlagged" : "Unanswered");
    }
    part("count").textContent = word("Count").replace("77", String(answered));
  };

  const acknowledge = (position: number, { sequence, savedAt }: Saved): void => {
    const field = fieldsets.get(position);
    const shown = exam.querySelector<HTMLInputElement>(`input[name="s${position}"]`);
    if (field) field.dataset.sequence = String(sequence);
    if (shown) shown.value = String(sequence);
    lastSavedAt = new Date(savedAt);
    const note = exam.querySelector(`[data-saved="${position}"]`);
    if (note) note.textContent = word("Saved").replace("{time}", clockTime(lastSavedAt, true));
  };

  const leave = (): void => {
    leaving = true;
    window.setTimeout(() => window.location.assign(exam.dataset.result ?? "/"), 2500);
  };

  const failed = (): void => {
    failedSince ??= new Date();
    window.clearTimeout(retry);
    retry = window.setTimeout(sendAll, retryAfterMs);
    retryAfterMs = Math.min(retryAfterMs * 2, 10_000);
    tell();
  };

  const settled = (position: number, item: Pending): void => {
    if (pending.get(position) === item) {
      pending.delete(position);
      void kept.drop([position]);
    }
    if (sending.size === 0) {
      failedSince = null;
      retryAfterMs = 1000;
    }
    tell();
    overview();
    if (pending.has(position)) void send(position);
    else if (over && pending.size === 0) leave();
  };

  const close = (): void => {
    over = true;
    part("alert").textContent = word("Closed");
    for (const field of fieldsets.values()) field.disabled = true;
  };

  const send = async (position: number): Promise<void> => {
    const item = pending.get(position);
    if (!item || sending.has(position)) return;
    sending.add(position);
    let response: Response;
    const sentAt = performance.now();
    try {
      response = await put(`${api}/answers/${position}`, item);
    } catch {
      sending.delete(position);
      return failed();
    }
    sending.delete(position);
    if (response.status === 200) {
      roundTripsMs.push(performance.now() - sentAt);
      acknowledge(position, (await response.json()) as Saved);
      return settled(position, item);
    }
    if (response.status === 409) {
      // Another tab or device answered later: its answer stands and is shown here.
      const { answer } = (await response.json()) as { answer: Saved & { optionIds: string[] } };
      acknowledge(position, answer);
      if (pending.get(position) === item) {
        show(position, answer.optionIds);
        part("alert").textContent = word("Newer").replace("{number}", String(position));
      } else {
        const again = { optionIds: chosen(position), sequence: answer.sequence + 1 };
        pending.set(position, again);
        void kept.keep(position, again);
      }
      return settled(position, item);
    }
    if (response.status === 410) {
      close(); // The server has kept what came too late, as evidence.
      return settled(position, item);
    }
    if (response.status === 401) signedOut();
    failed();
  };

  function sendAll(): void {
    for (const position of pending.keys()) void send(position);
  }

  const choose = (position: number): void => {
    const before = Math.max(sequenceOf(position), pending.get(position)?.sequence ?? 0);
    const item = { optionIds: chosen(position), sequence: before + 1 };
    pending.set(position, item);
    void kept.keep(position, item).then(tell);
    tell();
    overview();
    void send(position);
  };

  /** The session is over: a link signs in again and comes back to the question at hand. */
  function signedOut(): void {
    const link = exam.querySelector<HTMLAnchorElement>("[data-sign-in]");
    if (!link) return;
    const here = new URL(window.location.href);
    here.searchParams.set("q", String(current));
    const target = new URL(link.href);
    target.searchParams.set("next", `${here.pathname}${here.search}#q${current}`);
    link.href = target.href;
    if (link.parentElement?.hidden) link.parentElement.hidden = false;
    leaving = true; // What is unsaved is kept on this device and goes out after signing in.
  }

  // One question a page: all are here, and one is shown.
  const one = exam.dataset.view === "one";
  let current = Number(exam.dataset.current ?? 1);
  const goTo = (position: number): void => {
    const field = fieldsets.get(position);
    if (!field) return;
    current = position;
    if (!one) return;
    for (const [at, other] of fieldsets) other.hidden = at !== position;
    for (const button of exam.querySelectorAll<HTMLButtonElement>("button[data-step]")) {
      const to = position + Number(button.dataset.step);
      button.hidden = !fieldsets.has(to);
      button.value = `go-${to}`;
    }
    const address = new URL(window.location.href);
    address.searchParams.set("q", String(position));
    window.history.replaceState(null, "", address);
    field.tabIndex = -1;
    field.focus();
  };
  exam.addEventListener("click", (event) => {
    const target = (event.target as HTMLElement).closest<HTMLElement>("button[data-step], a[data-go]");
    if (!target || !one) return;
    event.preventDefault();
    goTo(target.dataset.go ? Number(target.dataset.go) : current + Number(target.dataset.step));
  });
  exam.addEventListener("focusin", (event) => {
    const position = Number((event.target as HTMLElement).closest<HTMLElement>("fieldset")?.dataset.position);
    if (position) current = position;
  });
  exam.addEventListener("keydown", (event) => {
    if (event.key !== "Tab") exam.dataset.keyboard = "1";
  });

  exam.addEventListener("change", (event) => {
    const input = event.target as HTMLInputElement;
    const position = Number(input.closest<HTMLElement>("fieldset[data-position]")?.dataset.position);
    if (!position) return;
    if (input.dataset.flag) {
      if (contactAddress) void put(`${api}/flags/${position}`, { flagged: input.checked }).catch(() => undefined); // A mark for oneself; the form sends it again with the next save.
      overview();
    } else choose(position);
  });
  exam.addEventListener("submit", (event) => {
    const found = exam.querySelector<HTMLInputElement>("input[name='found']");
    if (found) {
      const sorted = [...roundTripsMs].sort((a, b) => a - b);
      found.value = `${Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0)}-${exam.dataset.keyboard ?? "0"}-${kept.works() ? "1" : "0"}`;
    }
    if (pending.size > 0 && failedSince && !window.confirm(word("Ask").replace("77", String(pending.size)))) {
      event.preventDefault();
      return;
    }
    leaving = true;
  });
  window.addEventListener("online", () => {
    sendAll();
    void contact(null);
  });
  window.addEventListener("beforeunload", (event) => {
    if (pending.size > 0 && !leaving) event.preventDefault();
  });
  window.addEventListener("pageshow", () => {
    leaving = false;
  });

  // The server's clock, not this device's, says how much is left; it follows when staff give more time.
  const timed = exam.dataset.secondsLeft !== undefined;
  let endsAtMs = performance.now() + Number(exam.dataset.secondsLeft ?? 0) * 1000;
  const warned = new Set<number>();
  for (const limit of [10, 2]) if (endsAtMs - performance.now() <= limit * 60_000) warned.add(limit);
  let shownTime = "";
  const tick = (): void => {
    const left = Math.max(0, Math.round((endsAtMs - performance.now()) / 1000));
    const text =
      left > 600
        ? word("Minutes").replace("99", String(Math.ceil(left / 60)))
        : word("Seconds")
            .replace("{minutes}", String(Math.floor(left / 60)))
            .replace("{seconds}", String(left % 60).padStart(2, "0"));
    if (text !== shownTime) part("clock").textContent = text;
    shownTime = text;
    for (const limit of [10, 2])
      if (left > limit * 60) warned.delete(limit);
      else if (left > 0 && !warned.has(limit)) {
        warned.add(limit);
        part("announce").textContent = word("Warning").replace("99", String(limit));
        part("warning").textContent = word("Warning").replace("99", String(limit));
      }
    if (left > 600) part("warning").textContent = "";
    if (left === 0 && !over) {
      close();
      sendAll();
      // The allowance for what is still on its way passes before the result is asked for. Without a line the page stays.
      window.setTimeout(() => {
        if (pending.size === 0) leave();
        else part("alert").textContent = word("OverUnsaved");
      }, 6000);
    }
  };

  const contact = async (happened: "left" | "returned" | null): Promise<void> => {
    if (!contactAddress || over) return;
    try {
      const response = await fetch(contactAddress, {
        method: "POST",
        headers: json,
        body: JSON.stringify(happened ? { happened } : {}),
        keepalive: true,
      });
      if (response.status === 401) signedOut();
      if (response.status !== 200) return;
      const { state, deadlineAt, serverTime, sequences } = (await response.json()) as Contact;
      if (state !== "in-progress") {
        close();
        if (pending.size > 0) sendAll();
        else leave();
        return;
      }
      const seconds = (Date.parse(deadlineAt) - Date.parse(serverTime)) / 1000;
      if (Math.abs(endsAtMs - performance.now() - seconds * 1000) > 3000) {
        part("announce").textContent = word("Moved");
        endsAtMs = performance.now() + seconds * 1000;
        tick();
      }
      if (pending.size > 0) sendAll();
      const behind = sequences.filter(
        ([at, sequence]) => sequence > sequenceOf(at) && !pending.has(at) && !sending.has(at),
      );
      if (behind.length > 0) await catchUp(behind.map(([at]) => at));
    } catch {
      // The line is down; saving says so.
    }
  };

  /** Answers saved by another tab or device since are shown here, and said. */
  const catchUp = async (positions: readonly number[]): Promise<void> => {
    const response = await fetch(api);
    if (response.status !== 200) return;
    const { answers } = (await response.json()) as { answers: (Saved & { position: number; optionIds: string[] })[] };
    for (const answer of answers) {
      if (!positions.includes(answer.position) || pending.has(answer.position)) continue;
      if (answer.sequence <= sequenceOf(answer.position)) continue;
      show(answer.position, answer.optionIds);
      acknowledge(answer.position, answer);
      part("alert").textContent = word("Newer").replace("{number}", String(answer.position));
    }
    tell();
    overview();
  };

  // What was chosen before this program arrived, on a slow line, or shown again from a form that could not be saved.
  for (const [position, field] of fieldsets)
    if (field.dataset.unsaved || inputs(position).some((input) => input.checked !== input.defaultChecked))
      choose(position);
  for (const [position, item] of await kept.all()) {
    if (sequenceOf(position) >= item.sequence || pending.has(position)) {
      if (!pending.has(position)) void kept.drop([position]);
      continue;
    }
    show(position, item.optionIds);
    pending.set(position, item);
  }
  sendAll();
  if (timed) {
    tick();
    window.setInterval(tick, 1000);
  }
  if (contactAddress) {
    window.setInterval(() => {
      if (document.visibilityState === "visible") void contact(null);
    }, CONTACT_EVERY_MS);
    document.addEventListener("visibilitychange", () => {
      if (!leaving) void contact(document.visibilityState === "visible" ? "returned" : "left");
    });
  }
  overview();
  if (!exam.dataset.done) part("state").textContent = "";
  tell();
}
