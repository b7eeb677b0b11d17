import NextAuth from "next-auth";
import { authOptions } from "@/lib/auth/options";
import { problem } from "@/lib/entry/define-route";
import { saysForeign } from "@/lib/entry/same-origin";

/** next-auth's standard calls, for programs; the sign-in page has a form of its own under the same rules. */
async function handler(request: Request, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  // next-auth asks for its own token; a page of another site is refused before that.
  if (request.method === "POST" && saysForeign(request.headers))
    return problem(403, "foreign-origin", "This call came from another site.");
  const params = await context.params;
  const network = request.headers.get("x-client-address") ?? "unknown";
  return (await NextAuth(request as never, { params } as never, authOptions(network))) as Response;
}

export { handler as GET, handler as POST };
