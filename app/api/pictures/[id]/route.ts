import { z } from "zod";
import { defineRoute, problem } from "@/lib/entry/define-route";
import { readPicture } from "@/lib/questions/pictures/data";

const door = {
  summary: "A picture of a question, for who may see the question; 404 for everybody else.",
  params: z.object({ id: z.uuid().toLowerCase() }),
  answers: { 200: z.string() },
};

/** Gives a picture as it was sent in, to be kept by the browser alone, and powerless where it is opened by itself. */
export const GET = defineRoute(door, async ({ actor, params, request }) => {
  const picture = await readPicture(actor, params.id);
  if (!picture) return problem(404, "not-found", "There is nothing here.");
  const headers = {
    etag: `"${picture.sha256}"`,
    "cache-control": "private, max-age=3600",
    vary: "cookie",
    "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
  };
  if (request.headers.get("if-none-match") === headers.etag) return new Response(null, { status: 304, headers });
  return new Response(Buffer.from(picture.content), {
    headers: { ...headers, "content-type": picture.type, "content-length": String(picture.content.length) },
  });
});
