import { createStore, delMany, entries, set } from "idb-keyval";

/*
 * The roll call's program: sends each tap as it is made, keeps on this device what could not be sent, sends it by itself when the
 * line is back, and says truly of each person whether it is saved. The page works without it, as a form. Everything it says comes
 * from the page, in the page's language.
 */

type Said = { readonly state: string; readonly saidAt: string };
type Standing = Said & { readonly method: string };

/** A device whose clock is this far off is set right by the server's, so that its taps stand in their order. */
const TOLERATED_MS = 60_000;

const begin = (): void => {
  const form = document.querySelector<HTMLFormElement>("#roll[data-api]");
  if (form) void start(form);
};
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();

/** What one roll could not send yet, kept on this device under `session/enrolment`; memory must do where storage is off. */
function keptTaps(session: string) {
  const prefix = `${session}/`;
  let works = true;
  const attempted = async <Value>(job: () => Promise<Value>, otherwise: Value): Promise<Value> => {
    try {
      return await job();
    } catch {
      works = false;
      return otherwise;
    }
  };
  const store = () => createStore("chancery-roll", "taps");
  return {
    works: (): boolean => works,
    all: (): Promise<[string, Said][]> =>
      attempted(
        async () =>
          (await entries<string, Said>(store()))
            .filter(([key]) => key.startsWith(prefix))
            .map(([key, said]): [string, Said] => [key.slice(prefix.length), said]),
        [],
      ),
    keep: (enrolment: string, said: Said): Promise<void> =>
      attempted(() => set(prefix + enrolment, said, store()), undefined),
    drop: (enrolment: string): Promise<void> => attempted(() => delMany([prefix + enrolment], store()), undefined),
  };
}

async function start(roll: HTMLFormElement): Promise<void> {
  const { api = "", session = "" } = roll.dataset;
  const kept = keptTaps(session);
  const word = (name: string): string => roll.dataset[`word${name}`] ?? "";
  const part = (name: string): HTMLElement =>
    roll.querySelector<HTMLElement>(`[data-${name}]`) ?? document.createElement("p");
  const rows = new Map<string, HTMLFieldSetElement>();
  for (const row of roll.querySelectorAll<HTMLFieldSetElement>("fieldset[data-enrolment]"))
    rows.set(row.dataset.enrolment ?? "", row);

  const aheadMs = Date.now() - Date.parse(roll.dataset.now ?? "");
  const clock = (): Date => new Date(Date.now() - (Math.abs(aheadMs) > TOLERATED_MS ? aheadMs : 0));
  const timeOf = (instant: Date): string =>
    new Intl.DateTimeFormat(roll.dataset.language === "ar" ? "ar-u-nu-latn" : roll.dataset.language, {
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZone: roll.dataset.zone,
    }).format(instant);

  const pending = new Map<string, Said>();
  let waitingSince: Date | null = null;
  let savedAt: Date | null = null;
  let sending = false;
  let stopped = false;
  let retryAfterMs = 1000;
  let retry: number | undefined;

  const show = (enrolment: string, state: string | undefined): void => {
    for (const input of rows.get(enrolment)?.querySelectorAll<HTMLInputElement>("input[type='radio']") ?? [])
      input.checked = input.value === state;
  };
  const note = (enrolment: string, text: string): void => {
    const place = rows.get(enrolment)?.querySelector("[data-note]");
    if (place) place.textContent = text;
  };
  const nameOf = (enrolment: string): string => rows.get(enrolment)?.dataset.name ?? "";
  const alert = (text: string, enrolment: string): void => {
    part("alert").textContent = text.replace("{name}", nameOf(enrolment));
  };

  let category = "";
  const tell = (): void => {
    const now = pending.size === 0 ? "saved" : waitingSince ? "waiting" : "saving";
    const text =
      now === "waiting" && waitingSince
        ? word(kept.works() ? "Waiting" : "WaitingHere")
            .replace("{count}", String(pending.size))
            .replace("{time}", timeOf(waitingSince))
        : now === "saving"
          ? word("Saving")
          : savedAt
            ? word("AllSaved").replace("{time}", timeOf(savedAt))
            : word("How");
    part("state").textContent = text;
    part("state").className = now === "waiting" ? "problem" : "muted";
    // A screen reader hears a change of kind, not every tap.
    if (now !== category && now !== "saving") {
      if (category !== "" || now === "waiting") part("announce").textContent = text;
      category = now;
    }
  };

  /** Done with one tap: it leaves the device, unless another one of the same person came after it. */
  const settle = async (enrolment: string, said: Said): Promise<boolean> => {
    if (pending.get(enrolment) !== said) return false;
    pending.delete(enrolment);
    await kept.drop(enrolment);
    return true;
  };
  const stand = (enrolment: string, { state, saidAt }: Said): void => {
    const was = rows.get(enrolment)?.querySelector<HTMLInputElement>("input[type='hidden']");
    if (was) was.value = state;
    note(enrolment, word("RowSaved").replace("{time}", timeOf(new Date(saidAt))));
  };

  /** Sends one tap. Returns whether the next may go: not when the line is down or the session over. */
  const send = async (enrolment: string, said: Said): Promise<boolean> => {
    const response = await fetch(`${api}/${enrolment}`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(said),
      ...(typeof AbortSignal.timeout === "function" ? { signal: AbortSignal.timeout(10_000) } : {}),
    });
    if (response.status === 200) {
      savedAt = clock();
      if (await settle(enrolment, said)) stand(enrolment, (await response.json()) as Standing);
      return true;
    }
    if (response.status === 409) {
      const { attendance } = (await response.json()) as { attendance: Standing };
      if (await settle(enrolment, said)) {
        show(enrolment, attendance.state);
        stand(enrolment, attendance);
        alert(word("Later"), enrolment);
      }
      return true;
    }
    if (response.status === 401) {
      stopped = true;
      part("sign-in").hidden = false;
      return false;
    }
    if ([400, 403, 404, 410, 422].includes(response.status)) {
      if (await settle(enrolment, said)) {
        show(enrolment, rows.get(enrolment)?.querySelector<HTMLInputElement>("input[type='hidden']")?.value);
        note(enrolment, "");
        alert(word("Refused"), enrolment);
      }
      return true;
    }
    return false;
  };

  /** Sends what waits, one after the other, and tries again by itself. */
  const sendAll = async (): Promise<void> => {
    if (sending || stopped) return;
    sending = true;
    window.clearTimeout(retry);
    let sent = true;
    while (sent) {
      const [next] = pending;
      if (!next) break;
      try {
        sent = await send(...next);
      } catch {
        sent = false;
      }
      if (sent) {
        waitingSince = null;
        retryAfterMs = 1000;
      }
      tell();
    }
    sending = false;
    if (sent) return;
    waitingSince ??= clock();
    tell();
    if (stopped) return;
    retry = window.setTimeout(sendAll, retryAfterMs);
    retryAfterMs = Math.min(retryAfterMs * 2, 15_000);
  };

  const say = (enrolment: string, said: Said): void => {
    pending.set(enrolment, said);
    note(enrolment, word("RowWaiting"));
    tell();
  };

  part("save").hidden = true;
  part("how").hidden = true;
  roll.addEventListener("submit", (event) => {
    event.preventDefault();
    void sendAll();
  });
  roll.addEventListener("change", (event) => {
    const input = event.target as HTMLInputElement;
    const enrolment = input.closest<HTMLElement>("fieldset[data-enrolment]")?.dataset.enrolment;
    if (!enrolment) return;
    const said = { state: input.value, saidAt: clock().toISOString() };
    say(enrolment, said);
    void kept.keep(enrolment, said).then(tell);
    void sendAll();
  });
  window.addEventListener("online", () => {
    retryAfterMs = 1000;
    void sendAll();
  });
  window.addEventListener("beforeunload", (event) => {
    if (pending.size > 0 && !kept.works()) event.preventDefault();
  });

  // What an earlier page of this device could not send.
  for (const [enrolment, said] of await kept.all()) {
    if (!rows.has(enrolment) || pending.has(enrolment)) continue;
    show(enrolment, said.state);
    say(enrolment, said);
  }
  tell();
  void sendAll();
}
