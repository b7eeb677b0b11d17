/** Printable ASCII without quotes, commas or a second at-sign; what a homograph or a header injection would need is not in it. */
const shape =
  /^[a-z0-9.!#$%&*+/=?^_`{|}~'-]{1,64}@(?=.{1,190}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/;

/** The one form under which a mail address is an account: lower case, trimmed; null for what is not one plain address. */
export function canonicalAddress(text: string): string | null {
  // Only ASCII letters are lowered: other characters that fold to ASCII ones are not a mailbox's.
  const lower = text.trim().replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return shape.test(lower) && !/^\.|\.\.|\.@/.test(lower) ? lower : null;
}
