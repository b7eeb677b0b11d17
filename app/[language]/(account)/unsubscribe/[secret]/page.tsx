import type { Metadata } from "next";
import { LayerText } from "@/components/reading/layer-text";
import { Form } from "@/components/ui/form";
import { loadSubscription } from "@/lib/admission/announcements/loaders";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage } from "@/lib/entry/page";

type Props = PageProps<{ secret: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("unsubscribe.title"), robots: { index: false } };
}

/** What the link at the foot of an announcement leads to: for whoever holds the letter, signed in or not. */
export default async function UnsubscribePage(props: Props) {
  const { t, at, here, language, params } = await readPage(props);
  const subscription = await loadSubscription(params.secret, language);
  return drawn(
    <div className="grid gap-5">
      <h1>{t(subscription?.digest ? "unsubscribe.title.digest" : "unsubscribe.title")}</h1>
      {subscription ? (
        <>
          {subscription.event ? (
            <div className="grid gap-1">
              <p>{t("unsubscribe.lede")}</p>
              <p className="measure font-serif text-[1.2rem]">
                <LayerText
                  layer={{ text: subscription.event.title, language: subscription.event.language }}
                  language={language}
                />
              </p>
            </div>
          ) : (
            <p className="measure">{t("unsubscribe.digest")}</p>
          )}
          <p className={`notice measure ${subscription.stopped ? "affirm" : ""}`} role="status">
            {t(subscription.stopped ? "unsubscribe.off" : "unsubscribe.on")}
          </p>
          <Form state={{ t, here, refused: null }} action="unsubscribe">
            <input type="hidden" name="_secret" value={params.secret} />
            <input type="hidden" name="choice" value={subscription.stopped ? "resume" : "stop"} />
            <p>
              <button type="submit" className={subscription.stopped ? "button quiet" : "button"}>
                {t(subscription.stopped ? "unsubscribe.resume" : "unsubscribe.stop")}
              </button>
            </p>
          </Form>
          <p className="muted measure">{t("unsubscribe.rest")}</p>
        </>
      ) : (
        <p className="measure">{t("unsubscribe.unknown")}</p>
      )}
      <p>
        <a className="inline-block py-1" href={at("/account")}>
          {t("unsubscribe.account")}
        </a>
      </p>
    </div>,
  );
}
