import NextAuth from "next-auth";
import { authOptions } from "@/lib/auth/options";

/** next-auth's standard calls, for programs; the sign-in page has a form of its own under the same rules. */
async function handler(request: Request, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  const params = await context.params;
  const network = request.headers.get("x-client-address") ?? "unknown";
  return (await NextAuth(request as never, { params } as never, authOptions(network))) as Response;
}

export { handler as GET, handler as POST };
