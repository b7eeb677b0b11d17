import { createHmac, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { canonicalAddress } from "@/lib/format/addresses";

const databaseUrl = (name: string) =>
  z.string().refine((text) => /^postgres(ql)?:\/\/./.test(text) && URL.canParse(text), {
    error: `${name} must be an address like postgresql://user:password@host:5432/database.`,
  });

const isOrigin = (text: string): boolean =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text;

const environmentSchema = z
  .object({
    PORT: z.coerce
      .number({ error: "PORT must be a number between 1 and 65535." })
      .int({ error: "PORT must be a whole number." })
      .min(1, { error: "PORT must be a number between 1 and 65535." })
      .max(65535, { error: "PORT must be a number between 1 and 65535." })
      .default(3000),
    DATA_DIR: z.string().min(1).default(".data"),
    DATABASE_URL: databaseUrl("DATABASE_URL").optional(),
    DATABASE_ADMIN_URL: databaseUrl("DATABASE_ADMIN_URL").optional(),
    ORIGIN: z
      .string()
      .refine(isOrigin, { error: "ORIGIN must be a web origin without a path, like https://academy.example.org." })
      .optional(),
    EARLIER_ORIGINS: z
      .string()
      .transform((text) => text.split(",").map((origin) => origin.trim()))
      .refine((origins) => origins.every(isOrigin), {
        error: "EARLIER_ORIGINS must be web origins without a path, separated by commas, like https://old.example.org.",
      })
      .default([]),
    KEY_PASSPHRASE: z
      .string()
      .min(12, { error: "KEY_PASSPHRASE must have at least 12 characters: it guards the key that signs certificates." })
      .optional(),
    SMTP_URL: z
      .string()
      .refine(
        (text) => URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol) && new URL(text).hostname !== "",
        {
          error: "SMTP_URL must be an address like smtp://user:password@host:587.",
        },
      )
      .refine(
        (text) => {
          const from = URL.canParse(text) ? new URL(text).searchParams.get("from") : null;
          return from === null || canonicalAddress(from) !== null;
        },
        { error: "What follows ?from= in SMTP_URL must be one plain mail address, like no-reply@example.org." },
      )
      .optional(),
    TRUSTED_PROXIES: z.coerce
      .number({ error: "TRUSTED_PROXIES must be the number of proxies in front of this server, 0 to 9." })
      .int()
      .min(0)
      .max(9)
      .default(0),
    DEMO: z.enum(["0", "1"], { error: "DEMO must be 1 or 0." }).optional(),
  })
  .superRefine((value, context) => {
    if (value.DATABASE_URL && !value.ORIGIN)
      context.addIssue({
        code: "custom",
        message: "ORIGIN is required with DATABASE_URL: it is printed on certificates and must stay the same for ever.",
      });
  });

export type Env = {
  readonly port: number;
  /** Absolute directory of what this installation keeps outside the database. */
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly databaseAdminUrl: string | null;
  readonly origin: string;
  /** Where this installation was reached before: what was signed there still names them. */
  readonly earlierOrigins: readonly string[];
  readonly smtpUrl: string | null;
  /** How many proxies in front of this server append to X-Forwarded-For. */
  readonly trustedProxies: number;
  /** Opens the keys that sign certificates; null where the installation's own secret does. */
  readonly keyPassphrase: string | null;
  readonly demo: boolean;
};

/**
 * Reads the environment.
 * Errors: throws an Error whose message is one sentence for the person who starts the server.
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = environmentSchema.safeParse(present);
  if (!parsed.success) throw new Error(parsed.error.issues[0]?.message ?? "The environment could not be read.");
  const value = parsed.data;
  const origin = value.ORIGIN ?? `http://localhost:${value.PORT}`;
  return {
    port: value.PORT,
    dataDir: path.resolve(value.DATA_DIR),
    databaseUrl: value.DATABASE_URL ?? null,
    databaseAdminUrl: value.DATABASE_ADMIN_URL ?? null,
    origin,
    earlierOrigins: [...new Set(value.EARLIER_ORIGINS)].filter((earlier) => earlier !== origin),
    smtpUrl: value.SMTP_URL ?? null,
    trustedProxies: value.TRUSTED_PROXIES,
    keyPassphrase: value.KEY_PASSPHRASE ?? null,
    demo: value.DEMO === undefined ? !value.DATABASE_URL : value.DEMO === "1",
  };
}

let cached: Env | undefined;

/** The environment of this process, read once. */
export function env(): Env {
  cached ??= parseEnv(process.env);
  return cached;
}

/** True in the production build; development relaxes the script policy for hot reload. */
export const isProduction = process.env.NODE_ENV === "production";

/** In the test run for untranslated text, every message is wrapped in marks that no typed text has. */
export const isPseudoLanguage = process.env.PSEUDO_LANGUAGE === "1";

let secret: string | undefined;

/** The installation's signing secret: made at first use, kept in DATA_DIR, readable by its owner only. */
export function installationSecret(): string {
  if (secret) return secret;
  const file = path.join(env().dataDir, "secret");
  mkdirSync(env().dataDir, { recursive: true });
  try {
    writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  secret = readFileSync(file, "utf8").trim();
  return secret;
}

/** What the signing keys are sealed under: the passphrase that was given, else one made of the installation's secret. */
export const keyPassphrase = (): string =>
  env().keyPassphrase ?? createHmac("sha256", installationSecret()).update("signing-keys").digest("base64url");
