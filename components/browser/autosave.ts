/*
 * The program of the event's form: keeps what is typed a few seconds after a change, beside the event and for this person alone,
 * and says truly whether it is kept. Without it a button of the form does the same.
 */

export {};

const AFTER_MS = 3_000;
const AGAIN_MS = 5_000;
/** Fields that say which form this is, and no typing. */
const others = new Set(["_page", "event", "revision", "language", "intent", "seatsReason"]);

const begin = (): void => {
  const place = document.querySelector<HTMLElement>("#autosave");
  const form = place?.querySelector("form");
  if (place && form) start(place, form);
};
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();

/** What stands in the form now: one text a field, a list of what is ticked for each group of boxes. */
function valuesOf(form: HTMLFormElement): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {};
  for (const box of form.querySelectorAll<HTMLInputElement>('input[type="checkbox"][name$="[]"]'))
    values[box.name.slice(0, -2)] = [];
  new FormData(form).forEach((value, name) => {
    if (typeof value !== "string" || others.has(name)) return;
    const list = values[name.slice(0, -2)];
    if (name.endsWith("[]") && Array.isArray(list)) list.push(value);
    else values[name] = value;
  });
  return values;
}

function start(place: HTMLElement, form: HTMLFormElement): void {
  const { api = "", revision = "", language = "en", zone = "UTC" } = place.dataset;
  const state = place.querySelector<HTMLElement>("[data-state]");
  let timer: number | undefined;
  let dirty = false;
  let sending: AbortController | null = null;
  let failedSince: Date | null = null;
  /** The form was sent, or nothing more is taken. */
  let over = false;

  const clockTime = (instant: Date): string =>
    new Intl.DateTimeFormat(language === "ar" ? "ar-u-nu-latn" : language, {
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZone: zone,
    }).format(instant);
  const tell = (word: "Kept" | "Failed" | "Refused", time: Date): void => {
    if (!state) return;
    state.textContent = (place.dataset[`word${word}`] ?? "").replace("{time}", clockTime(time));
    state.classList.toggle("muted", word === "Kept");
    state.classList.toggle("problem", word !== "Kept");
  };
  const later = (delayMs: number): void => {
    window.clearTimeout(timer);
    if (!over) timer = window.setTimeout(() => void keep(false), delayMs);
  };

  const keep = async (leaving: boolean): Promise<void> => {
    if (over || !dirty) return;
    if (sending && !leaving) {
      later(AFTER_MS);
      return;
    }
    dirty = false;
    const own = new AbortController();
    sending = own;
    try {
      const response = await fetch(api, {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ revision: Number(revision), values: valuesOf(form) }),
        keepalive: leaving,
        signal: own.signal,
      });
      if (response.ok) {
        const { savedAt } = (await response.json()) as { savedAt: string };
        failedSince = null;
        tell("Kept", new Date(savedAt));
      } else if (response.status < 500 && response.status !== 429) {
        over = true;
        tell("Refused", new Date());
      } else throw new Error("the server is away");
    } catch {
      if (over) return;
      dirty = true;
      failedSince ??= new Date();
      tell("Failed", failedSince);
      later(AGAIN_MS);
    } finally {
      if (sending === own) sending = null;
    }
  };

  const changed = (): void => {
    dirty = true;
    later(failedSince ? AGAIN_MS : AFTER_MS);
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => {
    // What is sent now is newer than anything that is on its way.
    over = true;
    window.clearTimeout(timer);
    sending?.abort();
  });
  window.addEventListener("pagehide", () => void keep(true));
  // Back from the next page, the form is typed into again.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) over = false;
  });
}
