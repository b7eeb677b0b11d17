import { expect, it } from "vitest";
import { escapeHtml } from "./escape-html";

it.each([
  ["", ""],
  ["plain, l'été", "plain, l'été"],
  [`<a href="x">&amp;</a>`, "&lt;a href=&quot;x&quot;&gt;&amp;amp;&lt;/a&gt;"],
])("%j is %j", (text, escaped) => expect(escapeHtml(text)).toBe(escaped));
