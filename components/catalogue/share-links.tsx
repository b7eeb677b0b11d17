import type { Page } from "@/lib/entry/page";

type Props = { readonly page: Pick<Page, "t">; readonly title: string; readonly address: string };

/** Ways to pass a page on: its address to copy, a letter, and plain links that reach nobody until somebody follows one. */
export function ShareLinks({ page: { t }, title, address }: Props) {
  const url = encodeURIComponent(address);
  const text = encodeURIComponent(title);
  const elsewhere = [
    ["LinkedIn", `https://www.linkedin.com/sharing/share-offsite/?url=${url}`],
    ["X", `https://x.com/intent/post?url=${url}&text=${text}`],
    ["WhatsApp", `https://wa.me/?text=${text}%20${url}`],
  ] as const;
  return (
    <>
      <p>
        <span className="muted small block">{t("share.address")}</span>
        <bdi className="select-all break-all" dir="ltr">
          {address}
        </bdi>
      </p>
      <ul className="flex flex-wrap gap-x-5">
        <li>
          <a className="inline-block py-1" href={`mailto:?subject=${text}&body=${url}`}>
            {t("share.mail")}
          </a>
        </li>
        {elsewhere.map(([name, href]) => (
          <li key={name}>
            <a className="inline-block py-1" href={href} rel="noreferrer" translate="no">
              {name}
            </a>
          </li>
        ))}
      </ul>
      <p className="muted small">{t("share.note")}</p>
    </>
  );
}
