/** An answer that is the same for everybody, for programs of other sites too: what anybody checks a signature by. */
export const publicJson = (
  value: unknown,
  keepSeconds: number,
  headers: Readonly<Record<string, string>> = {},
): Response =>
  Response.json(value, {
    headers: {
      "cache-control": `public, max-age=${keepSeconds}`,
      "access-control-allow-origin": "*",
      "cross-origin-resource-policy": "cross-origin",
      ...headers,
    },
  });
