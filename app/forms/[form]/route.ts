import { forms } from "./table";

export const dynamic = "force-dynamic";

/** The one door of every form; which forms there are stands in the table beside it. */
export async function POST(request: Request, context: { params: Promise<{ form: string }> }): Promise<Response> {
  const { form } = await context.params;
  const found = Object.hasOwn(forms, form) ? forms[form as keyof typeof forms] : undefined;
  return found ? found.answer(request) : new Response(null, { status: 404 });
}
