import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const databaseUrl = (name: string) =>
  z.string().refine((text) => /^postgres(ql)?:\/\/./.test(text) && URL.canParse(text), {
    error: `${name} must be an address like postgresql://user:password@host:5432/database.`,
  });

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
      .refine(
        (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text,
        {
          error: "ORIGIN must be a web origin without a path, like https://academy.example.org.",
        },
      )
      .optional(),
    SMTP_URL: z
      .string()
      .refine(
        (text) => URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol) && new URL(text).hostname !== "",
        {
          error: "SMTP_URL must be an address like smtp://user:password@host:587.",
        },
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
  readonly smtpUrl: string | null;
  /** How many proxies in front of this server append to X-Forwarded-For. */
  readonly trustedProxies: number;
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
  return {
    port: value.PORT,
    dataDir: path.resolve(value.DATA_DIR),
    databaseUrl: value.DATABASE_URL ?? null,
    databaseAdminUrl: value.DATABASE_ADMIN_URL ?? null,
    origin: value.ORIGIN ?? `http://localhost:${value.PORT}`,
    smtpUrl: value.SMTP_URL ?? null,
    trustedProxies: value.TRUSTED_PROXIES,
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
