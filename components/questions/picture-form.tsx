import { Field, Form, type FormState, TextField } from "@/components/ui/form";
import { acceptedPictures, pictureMarkdown } from "@/lib/questions/pictures/rules";

type Props = {
  readonly state: FormState;
  readonly bank: string;
  readonly questionId: string;
  /** The picture just kept, with the words for who cannot see it. */
  readonly kept: { readonly id: string; readonly words: string } | null;
};

/** Sends a picture in, and shows the line that puts it into the question. It opens elsewhere: nothing that is being written is lost. */
export function PictureForm({ state, bank, questionId, kept }: Props) {
  const { t } = state;
  return (
    <section aria-labelledby="pictures" className="grid max-w-3xl gap-4 border-t border-rule pt-6">
      <h2 id="pictures">{t("bank.pictures")}</h2>
      <p className="measure">{t("bank.pictures.text")}</p>
      {kept ? (
        <div className="notice affirm grid gap-3" role="status">
          <p>{t("bank.pictures.kept")}</p>
          <p dir="ltr">
            <code className="break-all">{pictureMarkdown(kept.id, kept.words)}</code>
          </p>
          <p>
            {/* biome-ignore lint/performance/noImgElement: pages have no scripts for an image component to use */}
            <img className="question-picture" src={`/api/pictures/${kept.id}`} alt={kept.words} />
          </p>
        </div>
      ) : null}
      <Form state={state} action="upload-picture" files newTab summary={false}>
        <input type="hidden" name="bank" value={bank} />
        <input type="hidden" name="question" value={questionId} />
        <Field state={state} name="picture" label={t("bank.pictures.file")} hint={t("bank.pictures.file.hint")}>
          {(control) => <input {...control} className="input" type="file" accept={acceptedPictures} />}
        </Field>
        <TextField
          state={state}
          name="words"
          label={t("bank.pictures.words")}
          hint={t("bank.pictures.words.hint")}
          dir="auto"
          maxLength={300}
        />
        <p>
          <button type="submit" className="button quiet">
            {t("bank.pictures.submit")}
          </button>
        </p>
      </Form>
    </section>
  );
}
