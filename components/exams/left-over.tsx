/**
 * On the pages around the end of an exam: what this device still holds is sent to the server and leaves the device; shown only
 * while something is left.
 */
export function LeftOver({ attemptId, text }: { readonly attemptId: string; readonly text: string }) {
  return (
    <>
      <p
        className="notice caution"
        role="status"
        hidden
        data-left-over
        data-attempt={attemptId}
        data-api={`/api/attempts/${attemptId}`}
      >
        {text}
      </p>
      <script src="/scripts/exam.js" async />
    </>
  );
}
