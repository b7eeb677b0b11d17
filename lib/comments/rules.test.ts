import { describe, expect, it } from "vitest";
import {
  commentsCsv,
  isEditable,
  isOpen,
  labels,
  labelsFrom,
  labelText,
  pathOfComment,
  readListPage,
  ruleOf,
  stricterLabel,
  writerOf,
} from "./rules";
import type { Authored, CommentRule, ExportedComment, Room, RoomRule } from "./types";

const buildAuthored = (fields: Partial<Authored> = {}): Authored => ({
  rule: "cohort",
  alias: 4,
  author: "Ana Maria",
  ...fields,
});
const name = { kind: "name", name: "Ana Maria" } as const;
const number = { kind: "number", number: 4 } as const;
const nobody = { kind: "participant" } as const;

describe("who is seen to have written a comment", () => {
  // biome-ignore format: a table is read by columns
  it.each<{ written: CommentRule; room: RoomRule; inside: object; outside: object }>([
    { written: "open",          room: "open",          inside: name,   outside: name },
    { written: "open",          room: "cohort",        inside: name,   outside: name },
    { written: "open",          room: "chatham-house", inside: name,   outside: nobody },
    { written: "open",          room: "anonymous",     inside: nobody, outside: nobody },
    { written: "open",          room: "closed",        inside: name,   outside: name },
    { written: "cohort",        room: "open",          inside: name,   outside: name },
    { written: "cohort",        room: "cohort",        inside: name,   outside: name },
    { written: "cohort",        room: "chatham-house", inside: name,   outside: nobody },
    { written: "cohort",        room: "anonymous",     inside: nobody, outside: nobody },
    { written: "cohort",        room: "closed",        inside: name,   outside: name },
    { written: "chatham-house", room: "open",          inside: name,   outside: nobody },
    { written: "chatham-house", room: "cohort",        inside: name,   outside: nobody },
    { written: "chatham-house", room: "chatham-house", inside: name,   outside: nobody },
    { written: "chatham-house", room: "anonymous",     inside: nobody, outside: nobody },
    { written: "chatham-house", room: "closed",        inside: name,   outside: nobody },
    { written: "anonymous",     room: "open",          inside: number, outside: number },
    { written: "anonymous",     room: "cohort",        inside: number, outside: number },
    { written: "anonymous",     room: "chatham-house", inside: number, outside: number },
    { written: "anonymous",     room: "anonymous",     inside: number, outside: number },
    { written: "anonymous",     room: "closed",        inside: number, outside: number },
  ])("under $written, in a room that is $room now", ({ written, room, inside, outside }) => {
    const comment = buildAuthored({ rule: written });
    expect(writerOf(comment, room, "inside")).toEqual(inside);
    expect(writerOf(comment, room, "outside")).toEqual(outside);
  });

  it("is a former participant once the account is gone, where a name would stand", () => {
    expect(writerOf(buildAuthored({ author: null }), "cohort", "inside")).toEqual({ kind: "gone" });
    expect(writerOf(buildAuthored({ author: null, rule: "anonymous" }), "cohort", "inside")).toEqual(number);
  });

  it("is bound by no looser rule than it was written under", () => {
    expect(ruleOf("anonymous", "open")).toBe("anonymous");
    expect(ruleOf("open", "chatham-house")).toBe("chatham-house");
    expect(ruleOf("cohort", "closed")).toBe("cohort");
  });
});

describe("labels", () => {
  it("are those of TLP 2.0, the same in every language", () => {
    expect(labels.map(labelText)).toEqual(["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"]);
  });

  it.each([
    { room: null, options: labels },
    { room: "clear", options: labels },
    { room: "amber", options: ["amber", "amber-strict", "red"] },
    { room: "red", options: ["red"] },
  ] as const)("that an author may choose in a room under $room are no looser", ({ room, options }) => {
    expect(labelsFrom(room)).toEqual(options);
  });

  it.each([
    { a: null, b: null, stricter: null },
    { a: "green", b: null, stricter: "green" },
    { a: null, b: "clear", stricter: "clear" },
    { a: "amber", b: "amber-strict", stricter: "amber-strict" },
    { a: "red", b: "clear", stricter: "red" },
  ] as const)("of $a and $b the stricter is $stricter", ({ a, b, stricter }) => {
    expect(stricterLabel(a, b)).toBe(stricter);
  });
});

describe("a room", () => {
  const now = new Date("2027-03-12T10:00:00Z");
  const buildRoom = (fields: Partial<Room> = {}): Room => ({
    rule: "cohort",
    held: false,
    label: null,
    purgeAt: null,
    state: "published",
    ...fields,
  });

  it.each([
    { fields: {}, open: true, why: "a published event" },
    { fields: { state: "closed" }, open: true, why: "a closed event, whose people still talk" },
    { fields: { state: "archived" }, open: false, why: "an archived event" },
    { fields: { state: "cancelled" }, open: false, why: "a cancelled event" },
    { fields: { state: "draft" }, open: false, why: "a draft" },
    { fields: { rule: "closed" }, open: false, why: "a closed room" },
    { fields: { purgeAt: new Date(now.getTime() + 1) }, open: true, why: "just before its last day is over" },
    { fields: { purgeAt: now }, open: false, why: "once its last day is over" },
  ] as const)("takes comments: $open, $why", ({ fields, open }) => {
    expect(isOpen(buildRoom(fields), now)).toBe(open);
  });

  it.each([
    { state: "shown", minutes: 0, editable: true },
    { state: "held", minutes: 14.99, editable: true },
    { state: "shown", minutes: 15, editable: false },
    { state: "hidden", minutes: 1, editable: false },
    { state: "deleted", minutes: 1, editable: false },
  ] as const)(
    "lets its author mend a $state comment of $minutes minutes: $editable",
    ({ state, minutes, editable }) => {
      expect(isEditable({ state, createdAt: new Date(now.getTime() - minutes * 60_000) }, now)).toBe(editable);
    },
  );
});

describe("addresses", () => {
  it.each([
    { page: 1, listPage: 1, path: "/learn/e/m/l#comment-x" },
    { page: 2, listPage: 1, path: "/learn/e/m/l?page=2#comment-x" },
    { page: 2, listPage: 3, path: "/learn/e/m/l?page=2&comments=3#comment-x" },
  ])("name the page of the lesson and of the list: $path", ({ path, ...place }) => {
    expect(pathOfComment({ event: "e", module: "m", lesson: "l", ...place }, "x")).toBe(path);
  });

  it.each([
    { text: undefined, page: 1 },
    { text: "3", page: 3 },
    { text: "0", page: 1 },
    { text: "-1", page: 1 },
    { text: "1e9", page: 1 },
    { text: ["2", "3"], page: 1 },
  ])("ask with $text for page $page of the list", ({ text, page }) => {
    expect(readListPage(text)).toBe(page);
  });
});

describe("the export", () => {
  const buildExported = (fields: Partial<ExportedComment> = {}): ExportedComment => ({
    number: 1,
    replyTo: null,
    module: "m",
    lesson: "l",
    page: 1,
    createdAt: new Date("2027-03-12T10:00:00Z"),
    editedAt: null,
    rule: "cohort",
    label: null,
    writer: name,
    body: "Text",
    ...fields,
  });

  it("leaves out what is TLP:RED, and makes no cell a formula", () => {
    const file = commentsCsv([
      buildExported({ body: '=HYPERLINK("https://evil.example")', label: "amber-strict" }),
      buildExported({ number: 2, body: "for your eyes", label: "red" }),
      buildExported({ number: 3, replyTo: 1, writer: number, body: "one\ntwo" }),
    ]);
    expect(file).not.toContain("for your eyes");
    expect(file.split("\r\n")).toEqual([
      "\uFEFFnumber,reply_to,module,lesson,page,written_at,edited_at,rule,label,writer,text",
      `1,,m,l,1,2027-03-12T10:00:00.000Z,,cohort,TLP:AMBER+STRICT,Ana Maria,"'=HYPERLINK(""https://evil.example"")"`,
      '3,1,m,l,1,2027-03-12T10:00:00.000Z,,cohort,,participant 4,"one\ntwo"',
      "",
    ]);
  });
});
