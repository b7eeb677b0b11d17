import pg from "pg";
import { log } from "@/lib/log";

/*
 * Public pages as they were last made, in this process. What changes them writes a notice in its own transaction (see the
 * triggers of the guards migration); a process that hears one drops what it concerns, and a process that cannot listen keeps
 * nothing. Only whole pages for people without a session are kept: seats and windows in them are current by construction,
 * because every change of seats is a notice and every page carries the instant at which a window next opens or closes.
 */

export type KeptPage = {
  readonly body: Buffer;
  readonly brotli: Buffer;
  readonly gzip: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  /** When a window on the page changes state, in milliseconds since the epoch. */
  readonly goodUntil: number;
};

const maximumPages = 4000;

export class PageCache {
  readonly #pages = new Map<string, KeptPage>();
  #listener: pg.Client | null = null;
  #closed = false;
  #asked: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;
  /** Counts notices, so that a page made before one and finished after it is not kept. */
  generation = 0;

  constructor(private readonly databaseUrl: string) {}

  /** Listens for changes, now and again after every loss of the connection. */
  async listen(): Promise<void> {
    const client = new pg.Client({ connectionString: this.databaseUrl, keepAlive: true });
    const lost = (): void => {
      if (this.#listener !== client) return;
      this.#listener = null;
      this.#drop();
      this.#again();
    };
    client.on("error", lost);
    client.on("end", lost);
    client.on("notification", ({ payload }) => this.#hear(payload ?? "all"));
    try {
      await client.connect();
      await client.query("LISTEN chancery_changed");
      this.#drop();
      this.#listener = client;
    } catch (error) {
      log("warn", "cannot listen for changes yet", { error });
      await client
        .end()
        .catch((endError: unknown) => log("warn", "closing a lost connection failed", { error: endError }));
      this.#again();
    }
  }

  #again(): void {
    if (!this.#closed) setTimeout(() => void this.listen(), 500).unref();
  }

  #drop(): void {
    this.generation++;
    this.#pages.clear();
  }

  #hear(notice: string): void {
    if (!notice.startsWith("seats ")) {
      this.#drop();
      return;
    }
    this.generation++;
    const slug = notice.slice("seats ".length);
    for (const key of this.#pages.keys())
      if (key.includes(`/events/${slug}`) || key.includes("/courses/")) this.#pages.delete(key);
  }

  /** Whether the database answers this process now. */
  get connected(): boolean {
    return this.#listener !== null;
  }

  get(key: string): KeptPage | undefined {
    const page = this.#listener ? this.#pages.get(key) : undefined;
    if (page && page.goodUntil <= Date.now()) {
      this.#pages.delete(key);
      return undefined;
    }
    return page;
  }

  /** Keeps a page, unless something changed since `generation`. */
  keep(key: string, page: KeptPage, generation: number): void {
    if (!this.#listener || generation !== this.generation) return;
    if (this.#pages.size >= maximumPages) {
      const oldest = this.#pages.keys().next().value;
      if (oldest !== undefined) this.#pages.delete(oldest);
    }
    this.#pages.set(key, page);
  }

  /** Waits until every notice committed before this call has been heard here: a write is answered only after its effect is seen. */
  settle(): Promise<void> {
    // One question at a time on the connection; who comes while one is asked shares the next, which begins after them.
    this.#next ??= this.#asked.then(() => {
      this.#next = null;
      this.#asked = this.#ask();
      return this.#asked;
    });
    return this.#next;
  }

  async #ask(): Promise<void> {
    try {
      await this.#listener?.query("SELECT 1");
    } catch {
      this.#drop(); // The connection is gone; its own handler listens anew.
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const listener = this.#listener;
    this.#listener = null;
    await listener?.end();
  }
}
