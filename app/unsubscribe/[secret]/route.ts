import { changeSubscription } from "@/lib/admission/announcements/mutations";
import { answerError } from "@/lib/entry/define-route";

export const dynamic = "force-dynamic";

/**
 * One-click unsubscription (RFC 8058): a mail program posts here for its reader, without cookies and from anywhere, so this one
 * write asks for no origin. Its secret allows nothing but stopping this mail, and an unknown one is answered the same.
 */
export async function POST(_: Request, context: { params: Promise<{ secret: string }> }): Promise<Response> {
  try {
    await changeSubscription((await context.params).secret, "stop");
    return new Response("You get no more of this mail.\n", {
      headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
    });
  } catch (error) {
    return answerError(error);
  }
}
