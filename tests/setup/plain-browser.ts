import type { Visitor } from "./visitor";

/*
 * A browser without scripts: it shows what the server sends, goes where its links lead, and sends the forms that stand in the
 * page with the fields that they have and no others. What a page lacks, nobody can do here.
 */

type Attributes = Readonly<Record<string, string>>;
/** A tag with what is between it and its end. */
type Element = { readonly tag: string; readonly attributes: Attributes; readonly inside: string };
type Control = {
  readonly name: string;
  readonly kind: string;
  /** What a browser sends if nobody touches it; null: nothing. */
  readonly value: string | File | null;
  /** What can be chosen; null: anything can be typed. */
  readonly choices: readonly string[] | null;
};
/** What is typed or chosen: one value, several values of one name, or a file. */
type Filled = string | readonly string[] | File;

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'", "#39": "'" };
const unescapeHtml = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#x27|#39);/g, (_, name) => entities[name] ?? "");

/** What is read of a piece of a page. */
const textOf = (html: string): string =>
  unescapeHtml(html.replace(/<script\b[\s\S]*?<\/script>|<!--[\s\S]*?-->|<[^>]*>/g, " "))
    .replace(/[\u2066-\u2069]/g, "")
    .replace(/\s+/g, " ")
    .trim();

function elementsOf(html: string, tags: string): Element[] {
  const found = html.matchAll(new RegExp(`<(${tags})\\b((?:\\s+[\\w:-]+(?:="[^"]*")?)*)\\s*/?>`, "g"));
  return [...found].map(({ 0: head, 1: tag = "", 2: words = "", index }) => {
    const from = index + head.length;
    const end = tag === "input" ? from : html.indexOf(`</${tag}>`, from);
    return {
      tag,
      attributes: Object.fromEntries(
        [...words.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(([, name = "", value = ""]) => [
          name.toLowerCase(),
          unescapeHtml(value),
        ]),
      ),
      inside: html.slice(from, end),
    };
  });
}

function controlOf({ tag, attributes, inside }: Element): Control {
  const { name = "", type = "text", value = "" } = attributes;
  if (tag === "textarea") return { name, kind: tag, value: unescapeHtml(inside.replace(/^\n/, "")), choices: null };
  if (tag === "select") {
    const options = elementsOf(inside, "option");
    const choices = options.map((option) => option.attributes.value ?? textOf(option.inside));
    const chosen = options.findIndex((option) => "selected" in option.attributes);
    return { name, kind: tag, value: choices[Math.max(0, chosen)] ?? null, choices };
  }
  if (type === "radio" || type === "checkbox")
    return { name, kind: type, value: "checked" in attributes ? value || "on" : null, choices: [value || "on"] };
  // A field for files that holds none is sent as a file without a name.
  return { name, kind: type, value: type === "file" ? new File([], "") : value, choices: null };
}

const controlsOf = (form: Element): Control[] =>
  elementsOf(form.inside, "input|textarea|select")
    .filter(({ attributes }) => attributes.name !== undefined && !("disabled" in attributes))
    .map(controlOf);

export class PlainBrowser {
  #path = "/";
  #html = "";

  constructor(readonly visitor: Visitor) {}

  get path(): string {
    return this.#path;
  }
  get html(): string {
    return this.#html;
  }
  get text(): string {
    return textOf(/<main\b[\s\S]*<\/main>/.exec(this.#html)?.[0] ?? this.#html);
  }
  get heading(): string {
    return elementsOf(this.#html, "h1")
      .map(({ inside }) => textOf(inside))
      .join("; ");
  }

  /** Types an address, and goes wherever it redirects. */
  async open(path: string): Promise<void> {
    await this.#show(await this.visitor.fetch(path), path);
  }

  /** The address of the one link that reads like this; of the first one, where several lead to the same address. */
  link(words: string | RegExp): string {
    const reads = (text: string): boolean => (typeof words === "string" ? text === words : words.test(text));
    const found = elementsOf(this.#html, "a").filter(({ inside }) => reads(textOf(inside)));
    const [href, another] = new Set(found.map(({ attributes }) => attributes.href ?? ""));
    if (!href || another !== undefined)
      throw new Error(`${this.#path}: ${found.length} links read ${words}: ${this.text.slice(0, 600)}`);
    return this.#resolve(href);
  }

  async follow(words: string | RegExp): Promise<void> {
    await this.open(this.link(words));
  }

  /**
   * Fills the page's form to this address ("": to its own page) and presses one of its buttons, as far as the page lets somebody do so.
   * @param button what the button reads; its first one unless given
   */
  async submit(
    address: string,
    filled: Readonly<Record<string, Filled>> = {},
    button?: string | RegExp,
  ): Promise<void> {
    const forms = this.#formsTo(address);
    const [form, another] = button === undefined ? forms : forms.filter((form) => this.#button(form, button));
    const stands = `${this.#path}: the form to ${address}`;
    if (!form || another)
      throw new Error(
        `${stands} stands there ${another ? "more than once" : "not at all"}: ${this.text.slice(0, 600)}`,
      );
    const pressed = this.#button(form, button);
    if (!pressed) throw new Error(`${stands} has no such button: ${button}`);
    const controls = controlsOf(form);
    const sent: [string, string | File][] = [];
    for (const { name, value } of controls) if (!(name in filled) && value !== null) sent.push([name, value]);
    for (const [name, given] of Object.entries(filled)) {
      const own = controls.filter((control) => control.name === name);
      if (!own.some(({ kind }) => kind !== "hidden")) throw new Error(`${stands} has no field ${name}`);
      for (const value of typeof given === "string" || given instanceof File ? [given] : given) {
        const fits = ({ choices, kind }: Control): boolean =>
          value instanceof File ? kind === "file" : choices === null || choices.includes(value);
        if (!own.some(fits)) throw new Error(`${stands} does not let ${name} be ${String(value)}`);
        sent.push([name, value]);
      }
    }
    if (pressed.name) sent.push([pressed.name, pressed.value ?? ""]);
    await this.#send(form.attributes, sent);
  }

  /** The fields of the page's forms to this address. */
  fields(address: string): Control[] {
    return this.#formsTo(address).flatMap(controlsOf);
  }

  #formsTo(address: string): Element[] {
    return elementsOf(this.#html, "form").filter(
      ({ attributes: { action = "" } }) => action.split("#", 1)[0] === address,
    );
  }

  #button(form: Element, words?: string | RegExp): Attributes | undefined {
    const reads = ({ inside }: Element): boolean =>
      words === undefined || (typeof words === "string" ? textOf(inside) === words : words.test(textOf(inside)));
    const able = ({ attributes }: Element): boolean => attributes.type !== "button" && !("disabled" in attributes);
    return elementsOf(form.inside, "button").find((button) => able(button) && reads(button))?.attributes;
  }

  async #send(
    { action = "", method = "get", enctype }: Attributes,
    fields: readonly [string, string | File][],
  ): Promise<void> {
    const words = fields.map(([name, value]): [string, string] => [name, value instanceof File ? value.name : value]);
    const path = this.#resolve(action || this.#path);
    if (method !== "post") return this.open(`${path.split(/[?#]/, 1)[0]}?${new URLSearchParams(words).toString()}`);
    let body: FormData | URLSearchParams = new URLSearchParams(words);
    if (enctype === "multipart/form-data") {
      body = new FormData();
      for (const [name, value] of fields) body.append(name, value);
    }
    await this.#show(
      await this.visitor.fetch(path, { method: "POST", headers: { origin: this.visitor.baseUrl }, body }),
      path,
    );
  }

  async #show(first: Response, from: string): Promise<void> {
    let [answer, path] = [first, from];
    for (let times = 0; times < 5 && [302, 303, 307, 308].includes(answer.status); times++) {
      path = this.#resolve(answer.headers.get("location") ?? "/", path);
      answer = await this.visitor.fetch(path);
    }
    this.#path = path;
    this.#html = await answer.text();
    if (answer.status !== 200)
      throw new Error(`${from} led to ${path}, which answered ${answer.status}: ${this.heading}`);
  }

  /** The path of an address as it stands on a page; an address on another host is none. */
  #resolve(address: string, page = this.#path): string {
    const { baseUrl } = this.visitor;
    const url = new URL(address, new URL(page, baseUrl));
    if (url.origin !== baseUrl) throw new Error(`${page} leads elsewhere: ${address}`);
    return url.pathname + url.search;
  }
}
