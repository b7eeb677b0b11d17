import { decodeFile, readTable } from "@/lib/admission/imports/read-file";
import { writeCalendar } from "@/lib/catalogue/feeds/calendar";
import { readMonth } from "@/lib/catalogue/month/rules";
import { feedFile } from "@/lib/catalogue/own-calendar/schema";
import { likePattern, readCatalogueQuery, readPageNumber, readSlug, searchWords } from "@/lib/catalogue/rules";
import { parseCode } from "@/lib/certificates/code";
import { slugSchema } from "@/lib/content/schema";
import { csvCell } from "@/lib/exams/results/rules";
import { canonicalAddress } from "@/lib/format/addresses";
import { cleanName, fold } from "@/lib/format/fold";
import { slugOf } from "@/lib/format/slug";
import { letterPieces, passwordProblem } from "@/lib/people/rules";
import { emailSchema, nameSchema } from "@/lib/people/schema";
import { renderOption, renderStem } from "@/lib/questions/markdown";
import { findPictureProblems, readEase, readShare } from "@/lib/questions/rules";
import { instantOf, isZone } from "@/lib/scheduling/zones";
import { attachmentHeader, cleanFileName } from "@/lib/uploads/rules";

/** A pure function that reads what strangers write, and text made to keep it busy. */
type Parser = { readonly name: string; readonly texts: readonly string[]; readonly read: (text: string) => unknown };

/** How long hostile text is: a hundred times more than any field takes, and as long as a hurried parser cannot survive. */
export const HOSTILE_LENGTH = 100_000;

/** Near-matches, each repeated to the whole length and then broken at its end, so that whoever tries again from every place is slow. */
const repeated = (parts: readonly string[], ends: readonly string[] = ["", "!"]): string[] =>
  parts.flatMap((part) => ends.map((end) => part.repeat(Math.ceil(HOSTILE_LENGTH / part.length)) + end));

const anything = repeated([
  "a",
  "a ",
  " ",
  "\t\n",
  ".",
  "-",
  "a-",
  "\u0301",
  "a\u0323\u0301",
  "\u200b",
  "\u0640",
  "ﷺ",
  "e\u0301",
  "👩‍👩‍👧",
  "\ud83d",
]);

const refuses =
  (schema: { safeParse: (value: unknown) => unknown }, field: string | null = null) =>
  (text: string) =>
    schema.safeParse(field === null ? text : { [field]: text });

export const parsers: readonly Parser[] = [
  {
    name: "mail address",
    texts: [...anything, ...repeated(["a@", "a.", "@a.", "a@a-", "a@a.a"]), `${"a@".repeat(3)}${"a-".repeat(5e4)}`],
    read: canonicalAddress,
  },
  {
    name: "mail address of a form",
    texts: [...anything, ...repeated(["a@", "a.", "a@a-"])],
    read: refuses(emailSchema, "email"),
  },
  { name: "name", texts: anything, read: cleanName },
  { name: "name of a form", texts: anything, read: refuses(nameSchema, "fullName") },
  { name: "search text", texts: anything, read: fold },
  { name: "search words", texts: anything, read: searchWords },
  {
    name: "catalogue query",
    texts: anything,
    read: (text) => readCatalogueQuery({ q: text, topic: [text], page: text }),
  },
  { name: "pattern", texts: [...anything, ...repeated(["%", "\\", "_%"])], read: likePattern },
  { name: "slug", texts: [...anything, ...repeated(["a-", "a1-b"])], read: readSlug },
  { name: "slug of a form", texts: [...anything, ...repeated(["a-", "a1-b"])], read: refuses(slugSchema) },
  { name: "slug of a title", texts: anything, read: (text) => slugOf(text, "event") },
  { name: "page number", texts: repeated(["1", "0", "10 "]), read: readPageNumber },
  { name: "month", texts: repeated(["2027-03", "0", "2027-"]), read: readMonth },
  { name: "certificate code", texts: [...anything, ...repeated(["0", "I", "0-", "O "])], read: parseCode },
  { name: "calendar secret", texts: repeated(["A", "A_", ".ics"], ["", ".ics", "x"]), read: refuses(feedFile) },
  {
    name: "question",
    texts: [
      ...repeated(
        [
          "a ",
          " ",
          "\u0301",
          "👩‍👩‍👧",
          "**a",
          "*a _b ",
          "`",
          "![",
          "![](",
          "]",
          "![a](/api/pictures/",
          "\\",
          "&#",
          "\n",
        ],
        [""],
      ),
      `${"*a".repeat(2e4)}${"*".repeat(2e4)}`,
      `${"![".repeat(2e4)}${"](/api/pictures/0)".repeat(2e3)}`,
    ],
    read: renderStem,
  },
  { name: "option", texts: repeated(["_a", "`", "!["], [""]), read: renderOption },
  {
    name: "pictures of a question",
    texts: repeated(["![", "![a", "![](", "![a]( <", "]("]),
    read: findPictureProblems,
  },
  { name: "share", texts: [...anything, ...repeated(["1", "1/", "0.", "100%"])], read: readShare },
  { name: "ease", texts: repeated(["1", " ", "9 "]), read: readEase },
  {
    name: "local time",
    texts: repeated(["2027-03-12T14:00", "0", "2027-", "2027-03-12T14:00:00.1"]),
    read: (text) => instantOf(text, "Europe/Zurich"),
  },
  { name: "zone", texts: repeated(["A", "A/", "Europe/Zurich", "_", "+"]), read: isZone },
  { name: "password", texts: anything, read: (text) => passwordProblem(text, "ana@test.example.org") },
  {
    name: "letter",
    texts: [
      ...anything,
      ...repeated(["http://", "https://a", "https://chancery.example.org/x?token=", "https://chancery.example.org/("]),
    ],
    read: (text) => letterPieces(text, "https://chancery.example.org"),
  },
  { name: "cell of a table", texts: [...anything, ...repeated(["=", '"', "\r\n", ",=", "\t@"])], read: csvCell },
  {
    name: "table brought in",
    texts: [...anything, ...repeated(['"', '""', '",', ",", "a,b\r", ";", "\r\n", '"a" '])],
    read: (text) => {
      decodeFile(new TextEncoder().encode(text));
      return readTable(`address,name\n${text}`);
    },
  },
  {
    name: "file name",
    texts: [...anything, ...repeated([". ", "./", "\\..", "con.", "<>"], ["", "x", "x.pdf", ".pdf"])],
    read: (text) => attachmentHeader(cleanFileName(text)),
  },
  {
    name: "calendar file",
    texts: repeated(["a", "\u0301", "👩‍👩‍👧", "\ud83d", ";", ",", "\\", "\r\n", "\r\nBEGIN:VEVENT", '"']),
    read: (text) =>
      writeCalendar(
        [
          {
            uid: "a",
            sequence: 0,
            title: text,
            startsAt: new Date(0),
            endsAt: new Date(1),
            description: [text],
            place: text,
            path: "/events/a",
            organizer: { name: text, email: "a@test.example.org" },
            cancelled: false,
            busy: false,
            createdAt: null,
          },
        ],
        { origin: "https://chancery.example.org", language: "en", t: (key) => key, now: new Date(0) },
        { name: text, subscribed: true },
      ),
  },
];
