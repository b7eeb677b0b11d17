/*
 * The exam page's program: saves each answer as it is chosen, says truly what is saved, and keeps the time in view. The page
 * works without it, as a form. Everything it says comes from the page, in the page's language.
 */

type Pending = { readonly optionIds: string[]; readonly sequence: number };
type Saved = { readonly sequence: number; readonly savedAt: string };

const begin = (): void => {
  const form = document.querySelector<HTMLFormElement>("#exam");
  if (form) start(form);
};
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();

function start(exam: HTMLFormElement): void {
  const attempt = exam.dataset.attempt ?? "";
  const keptUnder = `chancery.exam.${attempt}`;
  const word = (name: string): string => exam.dataset[`word${name}`] ?? "";
  const part = (name: string): HTMLElement =>
    exam.querySelector<HTMLElement>(`[data-${name}]`) ?? document.createElement("p");
  const fieldsets = new Map<number, HTMLFieldSetElement>();
  for (const field of exam.querySelectorAll<HTMLFieldSetElement>("fieldset[data-position]"))
    fieldsets.set(Number(field.dataset.position), field);

  const pending = new Map<number, Pending>();
  const sending = new Set<number>();
  let failedSince: Date | null = null;
  let lastSavedAt: Date | null = null;
  let retryAfterMs = 1000;
  let retry: number | undefined;
  let leaving = false;
  let over = false;

  const clockTime = (instant: Date, seconds: boolean): string =>
    new Intl.DateTimeFormat(exam.dataset.language === "ar" ? "ar-u-nu-latn" : exam.dataset.language, {
      hour: "2-digit",
      minute: "2-digit",
      ...(seconds ? { second: "2-digit" } : {}),
      hourCycle: "h23",
      timeZone: exam.dataset.zone,
    }).format(instant);

  const chosen = (position: number): string[] =>
    [...(fieldsets.get(position)?.querySelectorAll<HTMLInputElement>(".answer input") ?? [])]
      .filter((input) => input.checked)
      .map((input) => input.value);

  const show = (position: number, optionIds: readonly string[]): void => {
    for (const input of fieldsets.get(position)?.querySelectorAll<HTMLInputElement>(".answer input") ?? [])
      input.checked = optionIds.includes(input.value);
  };

  // What is not acknowledged outlives a reload of this tab.
  const keep = (): void => {
    try {
      if (pending.size === 0) sessionStorage.removeItem(keptUnder);
      else sessionStorage.setItem(keptUnder, JSON.stringify([...pending]));
    } catch {
      // Storage is switched off: memory must do.
    }
  };

  let category = "";
  const tell = (): void => {
    const unsaved = pending.size > 0;
    const now = failedSince && unsaved ? "failed" : unsaved ? "saving" : "saved";
    const text =
      now === "failed" && failedSince
        ? word("NotSaved").replace("{time}", clockTime(failedSince, false))
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
        item.textContent = (done ? word("Answered") : word("Unanswered")) + (flagged ? `, ${word("Flagged")}` : "");
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

  const failed = (): void => {
    failedSince ??= new Date();
    window.clearTimeout(retry);
    retry = window.setTimeout(sendAll, retryAfterMs);
    retryAfterMs = Math.min(retryAfterMs * 2, 10_000);
    tell();
  };

  const closed = (): void => {
    over = true;
    pending.clear();
    keep();
    part("alert").textContent = word("Closed");
    leaving = true;
    window.setTimeout(() => window.location.assign(exam.dataset.result ?? "/"), 2500);
  };

  const send = async (position: number): Promise<void> => {
    const item = pending.get(position);
    if (!item || sending.has(position) || over) return;
    sending.add(position);
    let response: Response;
    try {
      response = await fetch(`/api/attempts/${attempt}/answers/${position}`, {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(item),
        keepalive: true,
        ...(typeof AbortSignal.timeout === "function" ? { signal: AbortSignal.timeout(10_000) } : {}),
      });
    } catch {
      sending.delete(position);
      return failed();
    }
    sending.delete(position);
    if (response.status === 200 || response.status === 409) {
      const body = (await response.json()) as Saved & { answer?: Saved & { optionIds: string[] } };
      const newest = pending.get(position) === item;
      if (response.status === 200) acknowledge(position, body);
      else if (body.answer) {
        // Another tab or device answered later: its answer stands and is shown here.
        acknowledge(position, body.answer);
        if (newest) {
          show(position, body.answer.optionIds);
          part("alert").textContent = word("Newer").replace("{number}", String(position));
        } else pending.set(position, { optionIds: chosen(position), sequence: body.answer.sequence + 1 });
      }
      if (newest) pending.delete(position);
      if (sending.size === 0) {
        failedSince = null;
        retryAfterMs = 1000;
      }
      keep();
      tell();
      overview();
      if (pending.has(position)) void send(position);
      return;
    }
    if (response.status === 410) return closed();
    if (response.status === 401) part("alert").textContent = word("SignedOut");
    failed();
  };

  function sendAll(): void {
    for (const position of pending.keys()) void send(position);
  }

  const choose = (position: number): void => {
    const field = fieldsets.get(position);
    const before = Math.max(Number(field?.dataset.sequence ?? 0), pending.get(position)?.sequence ?? 0);
    pending.set(position, { optionIds: chosen(position), sequence: before + 1 });
    keep();
    tell();
    overview();
    void send(position);
  };

  exam.addEventListener("change", (event) => {
    const input = event.target as HTMLInputElement;
    const position = Number(input.closest<HTMLElement>("fieldset[data-position]")?.dataset.position);
    if (!position) return;
    if (input.dataset.flag) {
      void fetch(`/api/attempts/${attempt}/flags/${position}`, {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ flagged: input.checked }),
      }).catch(() => undefined); // A mark for oneself; the form sends it again with the next save.
      overview();
    } else choose(position);
  });
  exam.addEventListener("submit", () => {
    leaving = true;
  });
  window.addEventListener("online", sendAll);
  window.addEventListener("beforeunload", (event) => {
    if (pending.size > 0 && !leaving) event.preventDefault();
  });
  window.addEventListener("pageshow", () => {
    leaving = false;
  });

  try {
    for (const [position, item] of JSON.parse(sessionStorage.getItem(keptUnder) ?? "[]") as [number, Pending][]) {
      if (Number(fieldsets.get(position)?.dataset.sequence ?? 0) >= item.sequence) continue;
      show(position, item.optionIds);
      pending.set(position, item);
    }
  } catch {
    // Nothing readable was kept.
  }
  sendAll();

  // The server's count of seconds, not this device's clock, says how much is left.
  const began = performance.now();
  const secondsAtStart = Number(exam.dataset.secondsLeft ?? 0);
  const warned = new Set<number>();
  let shownTime = "";
  const tick = (): void => {
    const left = Math.max(0, Math.round(secondsAtStart - (performance.now() - began) / 1000));
    const minutes = Math.ceil(left / 60);
    const text =
      left > 600
        ? word("Minutes").replace("99", String(minutes))
        : word("Seconds")
            .replace("{minutes}", String(Math.floor(left / 60)))
            .replace("{seconds}", String(left % 60).padStart(2, "0"));
    if (text !== shownTime) part("clock").textContent = text;
    shownTime = text;
    for (const limit of [10, 2])
      if (left <= limit * 60 && left > 0 && secondsAtStart > limit * 60 && !warned.has(limit)) {
        warned.add(limit);
        part("announce").textContent = word("Warning").replace("99", String(limit));
      }
    if (left === 0 && !over) {
      over = true;
      sendAll();
      leaving = true;
      part("alert").textContent = word("Closed");
      // The allowance for what is still on its way passes before the result is asked for.
      window.setTimeout(() => window.location.assign(exam.dataset.result ?? "/"), 7000);
    }
  };
  tick();
  window.setInterval(tick, 1000);
  overview();
  part("state").textContent = "";
  tell();
}
