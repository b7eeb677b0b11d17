import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEnv } from "./env";

const DATABASE = "postgresql://chancery:secret@db:5432/chancery";
const ORIGIN = "https://academy.example.org";

const sentences = {
  port: "PORT must be a number between 1 and 65535.",
  wholePort: "PORT must be a whole number.",
  database: "DATABASE_URL must be an address like postgresql://user:password@host:5432/database.",
  admin: "DATABASE_ADMIN_URL must be an address like postgresql://user:password@host:5432/database.",
  origin: "ORIGIN must be a web origin without a path, like https://academy.example.org.",
  noOrigin: "ORIGIN is required with DATABASE_URL: it is printed on certificates and must stay the same for ever.",
  smtpFrom: "What follows ?from= in SMTP_URL must be one plain mail address, like no-reply@example.org.",
  smtp: "SMTP_URL must be an address like smtp://user:password@host:587.",
  proxies: "TRUSTED_PROXIES must be the number of proxies in front of this server, 0 to 9.",
  earlier: "EARLIER_ORIGINS must be web origins without a path, separated by commas, like https://old.example.org.",
  passphrase: "KEY_PASSPHRASE must have at least 12 characters: it guards the key that signs certificates.",
  demo: "DEMO must be 1 or 0.",
};

type Source = Record<string, string | undefined>;
function messageOf(source: Source): string {
  try {
    parseEnv(source);
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
    return (error as Error).message;
  }
  return "accepted";
}

const bad: readonly { source: Source; sentence: string }[] = [
  ...["x", "0", "-1", "65536", "1e9", "3000x", "Infinity", "NaN", " ", "3000;rm"].map((value) => ({
    source: { PORT: value },
    sentence: sentences.port,
  })),
  { source: { PORT: "80.5" }, sentence: sentences.wholePort },
  ...["x", "db:5432/chancery", "mysql://db/chancery", "postgres://", "postgres:db", "postgresql://db:99999/x"].flatMap(
    (value) => [
      { source: { DATABASE_URL: value, ORIGIN }, sentence: sentences.database },
      { source: { DATABASE_ADMIN_URL: value }, sentence: sentences.admin },
    ],
  ),
  ...[
    "academy.example.org",
    "https://academy.example.org/",
    "https://academy.example.org/fr",
    "https://academy.example.org?x",
    "https://academy.example.org#x",
    "https://user:secret@academy.example.org",
    "https://Academy.example.org",
    "https://academy.example.org:443",
    " https://academy.example.org",
    "ftp://academy.example.org",
    "javascript:alert(1)",
    "null",
    "*",
  ].map((value) => ({ source: { ORIGIN: value }, sentence: sentences.origin })),
  ...["x", "mail.example.org:587", "http://mail.example.org", "smtp:", "smtp:///"].map((value) => ({
    source: { SMTP_URL: value },
    sentence: sentences.smtp,
  })),
  ...["https://old.example.org/", "old.example.org", "https://a.example,", "ftp://a.example"].map((value) => ({
    source: { EARLIER_ORIGINS: value },
    sentence: sentences.earlier,
  })),
  { source: { KEY_PASSPHRASE: "short" }, sentence: sentences.passphrase },
  ...["", "x", "a@b", "a@x.example,b@x.example", "Ana <a@x.example>"].map((value) => ({
    source: { SMTP_URL: `smtp://mail.example.org?from=${encodeURIComponent(value)}` },
    sentence: sentences.smtpFrom,
  })),
  ...["x", "-1", "1.5", "10", "all", "127.0.0.1"].map((value) => ({
    source: { TRUSTED_PROXIES: value },
    sentence: sentences.proxies,
  })),
  ...["true", "yes", "2", "01", " 1"].map((value) => ({ source: { DEMO: value }, sentence: sentences.demo })),
  { source: { DATABASE_URL: DATABASE }, sentence: sentences.noOrigin },
  { source: { DATABASE_URL: DATABASE, ORIGIN: "" }, sentence: sentences.noOrigin },
  { source: { DATABASE_URL: DATABASE, DATABASE_ADMIN_URL: DATABASE, DEMO: "1" }, sentence: sentences.noOrigin },
];

describe("parseEnv", () => {
  it.each(bad)("answers $source with one sentence", ({ source, sentence }) => {
    expect(messageOf(source)).toBe(sentence);
  });

  it("answers several bad values with one of their sentences, not with all", () => {
    const known = Object.values(sentences);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...bad), { minLength: 1, maxLength: 6 }), (cases) => {
        const source = Object.assign({}, ...cases.map((each) => each.source)) as Source;
        const message = messageOf({ ...source, DEMO: "maybe" });
        expect(known).toContain(message);
      }),
    );
  });

  it("does not repeat a password that stands in a bad address", () => {
    const source = { DATABASE_URL: "mysql://chancery:hunter2@db/chancery", SMTP_URL: "http://chancery:hunter2@mail" };
    expect(messageOf(source)).not.toContain("hunter2");
  });

  it("starts with nothing set: a demonstration with its own database on port 3000", () => {
    expect(parseEnv({})).toEqual({
      port: 3000,
      dataDir: path.resolve(".data"),
      databaseUrl: null,
      databaseAdminUrl: null,
      origin: "http://localhost:3000",
      earlierOrigins: [],
      smtpUrl: null,
      trustedProxies: 0,
      keyPassphrase: null,
      demo: true,
    });
  });

  it("reads everything that is set", () => {
    const source = {
      PORT: "8080",
      DATA_DIR: "/var/lib/chancery",
      DATABASE_URL: DATABASE,
      DATABASE_ADMIN_URL: "postgres://owner:secret@db/chancery?sslmode=require",
      ORIGIN,
      SMTP_URL: "smtps://user:secret@mail.example.org:465",
      EARLIER_ORIGINS: `https://old.example.org, http://older.example.org:8080,${ORIGIN}`,
      TRUSTED_PROXIES: "2",
      KEY_PASSPHRASE: "four words in a row",
      DEMO: "0",
      HOME: "/root",
    };
    expect(parseEnv(source)).toEqual({
      port: 8080,
      dataDir: "/var/lib/chancery",
      databaseUrl: source.DATABASE_URL,
      databaseAdminUrl: source.DATABASE_ADMIN_URL,
      origin: ORIGIN,
      earlierOrigins: ["https://old.example.org", "http://older.example.org:8080"],
      smtpUrl: source.SMTP_URL,
      trustedProxies: 2,
      keyPassphrase: source.KEY_PASSPHRASE,
      demo: false,
    });
  });

  it.each([
    { source: {}, demo: true, why: "nothing is set" },
    { source: { ORIGIN }, demo: true, why: "an origin alone is no real database" },
    { source: { DATABASE_URL: DATABASE, ORIGIN }, demo: false, why: "a database of one's own is in earnest" },
    { source: { DATABASE_URL: DATABASE, ORIGIN, DEMO: "" }, demo: false, why: "an empty value is none" },
    { source: { DATABASE_URL: "", DEMO: undefined }, demo: true, why: "an empty database address is none" },
    { source: { DEMO: "0" }, demo: false, why: "it was switched off" },
    { source: { DATABASE_URL: DATABASE, ORIGIN, DEMO: "1" }, demo: true, why: "it was switched on" },
  ])("DEMO is $demo: $why", ({ source, demo }) => expect(parseEnv(source).demo).toBe(demo));

  it.each([
    "PORT",
    "DATA_DIR",
    "DATABASE_URL",
    "DATABASE_ADMIN_URL",
    "ORIGIN",
    "EARLIER_ORIGINS",
    "SMTP_URL",
    "TRUSTED_PROXIES",
    "KEY_PASSPHRASE",
    "DEMO",
  ])("an empty %s is the same as none", (name) => expect(parseEnv({ [name]: "" })).toEqual(parseEnv({})));

  it.each([
    { source: { PORT: "1" }, port: 1 },
    { source: { PORT: "65535" }, port: 65535 },
  ])("takes the port $port at the edge", ({ source, port }) => expect(parseEnv(source).port).toBe(port));

  it("names this machine and the port as origin where none is given", () => {
    expect(parseEnv({ PORT: "4100" }).origin).toBe("http://localhost:4100");
  });

  it.each(["http://localhost:3000", "https://academy.example.org:8443", "https://[::1]:3000"])(
    "takes %s as origin",
    (origin) => expect(parseEnv({ ORIGIN: origin }).origin).toBe(origin),
  );

  it("makes the data directory absolute, so that a later change of directory does not lose it", () => {
    expect(parseEnv({ DATA_DIR: "data/here" }).dataDir).toBe(path.join(process.cwd(), "data/here"));
  });
});
