import { make, type Say } from "./parts/make";
import type { CheckFile } from "./verify-report";

/*
 * The program of the page that checks a file: it takes the file that was chosen or dropped, and calls the larger program that
 * reads it only then. The file is read here and sent nowhere. Without these programs the page's form sends it.
 */

declare global {
  interface Window {
    /** Set by the larger program when it has come. */
    checkCertificateFile?: CheckFile;
  }
}

const begin = (): void => {
  const form = document.querySelector<HTMLFormElement>('form[action="/forms/verify-file"]');
  const answer = document.getElementById("file-answer");
  if (form && answer) start(form, answer);
};
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();

/** Errors: rejects when the program does not come. */
function callReader(): Promise<CheckFile> {
  const { checkCertificateFile } = window;
  if (checkCertificateFile) return Promise.resolve(checkCertificateFile);
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = "/scripts/verify-report.js";
    script.addEventListener("load", () => {
      if (window.checkCertificateFile) resolve(window.checkCertificateFile);
      else reject(new Error("the reader did not begin"));
    });
    script.addEventListener("error", () => reject(new Error("the reader did not come")));
    document.head.append(script);
  });
}

function start(form: HTMLFormElement, answer: HTMLElement): void {
  const box = form.querySelector<HTMLElement>("[data-words]");
  const input = form.querySelector<HTMLInputElement>('input[type="file"]');
  if (!box || !input) return;
  const words = JSON.parse(box.dataset.words ?? "{}") as Readonly<Record<string, string>>;
  const t: Say = (key, values = {}) =>
    (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  for (const element of form.querySelectorAll<HTMLElement>("[data-script]"))
    element.hidden = element.dataset.script === "without";

  const verifyAddress = box.dataset.verify ?? "/verify";
  async function tell(file: File): Promise<void> {
    answer.replaceChildren(make("p", t("verify.file-reading")));
    try {
      const check = await callReader();
      await check(file, { t, answer, verifyAddress });
    } catch {
      answer.replaceChildren(make("p", t("verify.file-no-keys"), "notice caution"));
    }
    answer.scrollIntoView({ block: "nearest" });
  }
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    if (file) void tell(file);
  });
  form.addEventListener("submit", (event) => {
    const [file] = input.files ?? [];
    if (!file) return; // The form says what is missing.
    event.preventDefault();
    void tell(file);
  });
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file) void tell(file);
  });
}
