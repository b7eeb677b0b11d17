/** A word of the page, by its key, with its values. */
export type Say = (key: string, values?: Readonly<Record<string, string>>) => string;

/** A new element, with its text and its look. */
export function make(name: string, text?: string, className?: string): HTMLElement {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  if (className) element.className = className;
  return element;
}
