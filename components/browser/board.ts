/*
 * The exam-day board's program: reads the page again every ten seconds and puts the rows that changed into the one that is
 * shown. Without it the page has a link that does the same. A screen reader hears only that a count has changed.
 */

const EVERY_MS = 10_000;

const begin = (): void => {
  const board = document.querySelector<HTMLElement>("#board");
  if (board) start(board);
};
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();

function start(board: HTMLElement): void {
  const part = (name: string): HTMLElement | null => board.querySelector(`[data-${name}]`);
  const button = part("pause");
  let paused = false;
  let reading = false;
  let timer: number | undefined;
  let lastRead = part("as-of")?.textContent ?? "";

  const address = new URL(window.location.href);
  for (const name of ["done", "count", "refused"]) address.searchParams.delete(name);
  address.hash = "";

  const showRows = (fresh: HTMLElement): void => {
    const rows = part("rows");
    const freshRows = fresh.querySelector("[data-rows]");
    if (!rows || !freshRows) return;
    const known = new Map([...rows.children].map((row) => [row.getAttribute("data-row"), row]));
    [...freshRows.children].forEach((freshRow, at) => {
      const before = known.get(freshRow.getAttribute("data-row"));
      known.delete(freshRow.getAttribute("data-row"));
      let row: Element = document.importNode(freshRow, true);
      if (before && before.outerHTML === freshRow.outerHTML) row = before;
      else if (before) {
        // Whoever stands on a link of this row stays on it.
        const focused = before.contains(document.activeElement) ? document.activeElement?.getAttribute("href") : null;
        before.replaceWith(row);
        if (focused)
          [...row.querySelectorAll<HTMLAnchorElement>("a[href]")]
            .find((link) => link.getAttribute("href") === focused)
            ?.focus({ preventScroll: true });
      }
      if (rows.children[at] !== row) rows.insertBefore(row, rows.children[at] ?? null);
    });
    for (const gone of known.values()) gone.remove();
  };

  const showCounts = (fresh: HTMLElement): void => {
    const counts = part("counts");
    const freshCounts = fresh.querySelector<HTMLElement>("[data-counts]");
    if (!counts || !freshCounts || counts.innerHTML === freshCounts.innerHTML) return;
    counts.replaceChildren(...[...freshCounts.children].map((child) => document.importNode(child, true)));
    const announce = part("announce");
    if (announce) announce.textContent = freshCounts.dataset.counts ?? "";
  };

  const read = async (): Promise<void> => {
    if (reading || paused || document.hidden) return;
    reading = true;
    try {
      const response = await fetch(address, { headers: { accept: "text/html" }, cache: "no-store" });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const fresh = page.querySelector<HTMLElement>("#board");
      // Signed out, or no longer an organizer here: the page itself says so when it is asked for.
      if (!response.ok || response.redirected || !fresh) throw new Error("not the board");
      showRows(fresh);
      showCounts(fresh);
      lastRead = fresh.querySelector("[data-as-of]")?.textContent ?? lastRead;
      const shown = part("shown");
      if (shown) shown.textContent = fresh.querySelector("[data-shown]")?.textContent ?? "";
      const asOf = part("as-of");
      if (asOf) asOf.textContent = lastRead;
    } catch {
      const asOf = part("as-of");
      if (asOf) asOf.textContent = (board.dataset.wordLost ?? "").replace("{time}", lastRead);
    } finally {
      reading = false;
    }
  };

  const again = (): void => {
    window.clearInterval(timer);
    if (!paused && !document.hidden) timer = window.setInterval(() => void read(), EVERY_MS);
  };

  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => {
      paused = !paused;
      button.textContent = (paused ? board.dataset.wordResume : board.dataset.wordPause) ?? "";
      again();
      void read();
    });
  }
  document.addEventListener("visibilitychange", () => {
    again();
    void read();
  });
  again();
}
