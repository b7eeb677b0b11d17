type Row = {
  readonly label: string;
  /** Of the label, where it is not the page's. */
  readonly language?: string | undefined;
  readonly part: number;
  readonly whole: number;
};

/** Shares as bars of one hue with their numbers beside them: a plot that is its own table. */
export function ShareBars({
  caption,
  headings,
  rows,
}: {
  readonly caption: string;
  readonly headings: readonly [string, string];
  readonly rows: readonly Row[];
}) {
  return (
    <table className="table">
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{headings[0]}</th>
          <th scope="col" colSpan={2}>
            {headings[1]}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, language, part, whole }) => (
          <tr key={label}>
            <th scope="row" className="font-normal!">
              {language ? (
                <span lang={language} dir="auto">
                  {label}
                </span>
              ) : (
                label
              )}
            </th>
            <td className="w-24 text-chancery md:w-40">
              <svg
                viewBox="0 0 100 10"
                preserveAspectRatio="none"
                className="block h-3 w-full rtl:-scale-x-100"
                aria-hidden="true"
              >
                <rect
                  width="100"
                  height="10"
                  fill="none"
                  stroke="currentColor"
                  strokeWidth="1"
                  vectorEffect="non-scaling-stroke"
                />
                <rect width={whole === 0 ? 0 : (100 * part) / whole} height="10" fill="currentColor" />
              </svg>
            </td>
            <td className="nums whitespace-nowrap">
              <bdi>
                {part} / {whole}
              </bdi>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
