import type { Platform } from "./platform";

/*
 * Somebody at the other end of HTTP: keeps cookies as a browser does, follows no redirect by itself, and says the headers
 * that a browser on our own page would say.
 */

export type Role = keyof Platform["accounts"];
type Init = { readonly method?: string; readonly headers?: Readonly<Record<string, string>>; readonly body?: BodyInit };

export class Visitor {
  readonly #cookies = new Map<string, string>();

  /** `session` is the value of a session's cookie, for somebody who is signed in from the first request on. */
  constructor(
    readonly baseUrl: string,
    session?: string,
  ) {
    if (session) this.#cookies.set("next-auth.session-token", session);
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  async fetch(path: string, { headers = {}, ...init }: Init = {}): Promise<Response> {
    const response = await fetch(this.baseUrl + path, {
      ...init,
      redirect: "manual",
      headers: { ...(this.#cookies.size > 0 ? { cookie: this.cookie } : {}), ...headers },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "" || /;\s*max-age=0\b/i.test(line)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }

  /** A page's or a call's body as text, whatever its status. */
  async read(path: string): Promise<string> {
    return (await this.fetch(path)).text();
  }

  /** A JSON call as a page of ours would make it. */
  call(method: string, path: string, body?: unknown): Promise<Response> {
    return this.fetch(path, {
      method,
      headers: { origin: this.baseUrl, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** Posts a form as a browser would from `page`. Returns the answer, a redirect in most cases. */
  form(name: string, fields: Readonly<Record<string, string>>, page = "/"): Promise<Response> {
    return this.fetch(`/forms/${name}`, {
      method: "POST",
      headers: { origin: this.baseUrl, "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ _page: page, ...fields }).toString(),
    });
  }
}

/** Signs in by next-auth's standard credentials call, as a program would. */
export async function signInAs(platform: Platform, role: Role): Promise<Visitor> {
  const visitor = new Visitor(platform.baseUrl);
  const { csrfToken } = (await (await visitor.fetch("/api/auth/csrf")).json()) as { csrfToken: string };
  const answer = await visitor.fetch("/api/auth/callback/credentials", {
    method: "POST",
    headers: { origin: platform.baseUrl, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ csrfToken, ...platform.accounts[role], json: "true" }).toString(),
  });
  if (!visitor.cookie.includes("next-auth.session-token"))
    throw new Error(`${role} could not sign in: ${answer.status}`);
  return visitor;
}

/** Asks the platform for a fault or for another server; see the commands in platform.ts. */
export async function control(
  platform: Platform,
  command: string,
  words: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const answer = await fetch(`${platform.controlUrl}/${command}`, { method: "POST", body: JSON.stringify(words) });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}
