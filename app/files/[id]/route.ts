import { z } from "zod";
import { defineOpenRoute, problem } from "@/lib/entry/define-route";
import { readUpload } from "@/lib/uploads/data";
import { attachmentHeader } from "@/lib/uploads/rules";

const door = {
  summary: "A file of an event or of an application, for whoever may read it; 404 for everybody else.",
  params: z.object({ id: z.uuid() }),
};

/** Gives a file as it was sent in: saved, never shown, and powerless if a browser shows it all the same. */
export const GET = defineOpenRoute(door, async ({ actor, params, request }) => {
  const file = await readUpload(actor, params.id);
  if (!file) return problem(404, "not-found", "There is nothing here.");
  const headers = {
    etag: `"${file.sha256}"`,
    "cache-control": "private, no-cache",
    vary: "cookie",
    "content-disposition": attachmentHeader(file.name),
    "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
  };
  if (request.headers.get("if-none-match") === headers.etag) return new Response(null, { status: 304, headers });
  return new Response(Buffer.from(file.content), {
    headers: { ...headers, "content-type": file.type, "content-length": String(file.content.length) },
  });
});
