import type { Metadata } from "next";
import { CodeForm } from "@/components/certificates/code-form";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return { title: (await readPage(props)).t("verify.title") };
}

export default async function VerifyPage(props: PageProps) {
  const page = await readPage(props);
  return (
    <div className="measure grid gap-5">
      <h1>{page.t("verify.title")}</h1>
      <p className="lede">{page.t("verify.intro")}</p>
      <CodeForm page={page} refused={await readRefusedForm(page)} />
      <p className="muted">{page.t("verify.privacy")}</p>
    </div>
  );
}
