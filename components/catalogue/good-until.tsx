/** Tells the server in front until when this page may be kept; nothing where time alone changes nothing on it. */
export function GoodUntil({ instant }: { readonly instant: Date | null }) {
  return instant ? <meta name="good-until" content={instant.getTime().toString()} /> : null;
}
