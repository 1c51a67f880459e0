import { z } from "zod";
import { accentColor, appDescription, appName, greeting, promptList, readBrand } from "./env-brand.ts";
import { readToolServers, type ToolServerConfig } from "./env-tool-servers.ts";
import { traceFields, tracesUrl } from "./env-traces.ts";
import { readInstructions } from "./env-instructions.ts";
import {
  between,
  domains,
  EnvError,
  httpUrl,
  limit,
  mailbox,
  onOff,
  optional,
  origin,
  origins,
  perKind,
  postgresUrl,
  smtpUrl,
  whole,
  withDefault,
  words,
} from "./env-fields.ts";
import type { Brand } from "./ui/brand.tsx";

/**
 * The only reader of `process.env`. Everything is parsed once, at import; an invalid value stops the process
 * with one line that names it.
 */

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|.+\.localhost)$/;

/** Whether only this machine can reach the URL. */
export function isLoopback(url: string): boolean {
  return LOOPBACK.test(new URL(url).hostname);
}

const secret = z.string().min(1);

const schema = z.object({
  NODE_ENV: withDefault(z.enum(["development", "production", "test"]), "development"),
  PORT: withDefault(whole(0, 65_535), 3000),
  HOST: withDefault(z.string().min(1), "0.0.0.0"),
  APP_URL: optional(origin),
  CLIENT_IP_HEADER: optional(z.string().regex(/^[A-Za-z0-9-]+$/, "must be a header name")),

  CONFIG_FILE: optional(z.string()),
  APP_NAME: optional(appName),
  APP_DESCRIPTION: optional(appDescription),
  ACCENT_COLOR: optional(accentColor),
  GREETING: optional(greeting),
  START_PROMPTS: optional(promptList),

  DATABASE_URL: optional(postgresUrl),
  DATABASE_URL_UNPOOLED: optional(postgresUrl),
  DATABASE_DRIVER: optional(z.enum(["pglite", "pg", "neon"])),
  NEON_WS_PROXY: optional(z.string().min(1)),
  DATA_DIR: withDefault(z.string().min(1), ".data"),

  BETTER_AUTH_SECRET: optional(z.string().min(32, "must have at least 32 characters")),
  GUESTS: withDefault(onOff, "on"),
  GUEST_DAYS: withDefault(whole(1, 3650), 30),
  SIGN_UPS: withDefault(z.enum(["open", "invite", "closed"]), "open"),
  SIGN_UP_DOMAINS: withDefault(domains, ""),
  SMTP_URL: optional(smtpUrl),
  MAIL_FROM: optional(mailbox),
  GITHUB_CLIENT_ID: optional(secret),
  GITHUB_CLIENT_SECRET: optional(secret),
  GOOGLE_CLIENT_ID: optional(secret),
  GOOGLE_CLIENT_SECRET: optional(secret),
  RATE_LIMIT_SIGN_IN: withDefault(whole(1, 100_000), 10),
  RATE_LIMIT_SIGN_UP: withDefault(whole(1, 100_000), 30),
  MAX_ANSWERS: withDefault(whole(1, 100_000), 5),
  LIMIT_MESSAGES_PER_MINUTE: withDefault(perKind, "12/30"),
  LIMIT_MESSAGES_PER_DAY: withDefault(perKind, "100/1000"),
  LIMIT_TOKENS_PER_DAY: withDefault(perKind, "200000/2000000"),
  LIMIT_ALL_TOKENS_PER_DAY: withDefault(perKind, "2000000/20000000"),
  LIMIT_STORAGE_MB: withDefault(perKind, "50/1000"),
  LIMIT_SEARCHES_PER_MINUTE: withDefault(limit, "60"),
  LIMIT_EXPORTS_PER_HOUR: withDefault(limit, "30"),
  LIMIT_SESSIONS_PER_MINUTE: withDefault(limit, "60"),
  LIMIT_API_REQUESTS_PER_MINUTE: withDefault(limit, "120"),
  LIMIT_TRANSCRIPTIONS_PER_MINUTE: withDefault(limit, "20"),
  LIMIT_GUESTS_PER_HOUR: withDefault(limit, "30"),

  LIMIT_UPLOADS_PER_MINUTE: withDefault(limit, "60"),

  MAX_FILE_MB: withDefault(whole(1, 1000), 20),
  S3_BUCKET: optional(z.string().min(1)),
  S3_ENDPOINT: optional(httpUrl),
  S3_REGION: withDefault(z.string().min(1), "auto"),
  S3_ACCESS_KEY_ID: optional(secret),
  S3_SECRET_ACCESS_KEY: optional(secret),
  S3_FORCE_PATH_STYLE: withDefault(onOff, "off"),

  INSTRUCTIONS_FILE: optional(z.string()),
  TASKS: withDefault(onOff, "on"),
  MCP_SERVERS_FILE: optional(z.string()),
  ASSISTANT: withDefault(z.enum(["auto", "builtin", "openai"]), "auto"),
  OPENAI_API_KEY: optional(secret),
  OPENAI_BASE_URL: optional(httpUrl),
  OPENAI_MODEL: withDefault(words.pipe(z.tuple([z.string("must name a model")], z.string())), "gpt-5-mini"),
  OPENAI_TOOLS: withDefault(words.pipe(z.array(z.enum(["web_search", "image_generation"]))), ""),
  OPENAI_API: withDefault(z.enum(["auto", "responses", "chat_completions"]), "auto"),
  OPENAI_REASONING_SUMMARY: withDefault(z.enum(["off", "auto", "concise", "detailed"]), "off"),
  OPENAI_REASONING_EFFORT: optional(z.enum(["none", "minimal", "low", "medium", "high", "xhigh"])),
  OPENAI_TEMPERATURE: optional(between(0, 2)),
  OPENAI_MAX_OUTPUT_TOKENS: optional(whole(1, 1_000_000)),
  OPENAI_CONTEXT_TOKENS: optional(whole(2_000, 10_000_000)),
  OPENAI_MAX_RETRIES: withDefault(whole(0, 10), 3),
  OPENAI_FALLBACK_MODEL: optional(z.string()),
  OPENAI_TITLE_MODEL: optional(z.string()),
  OPENAI_TRANSCRIBE_MODEL: optional(z.string()),
  OPENAI_MODERATION_MODEL: optional(z.string()),
  OPENAI_VISION: withDefault(onOff, "on"),
  MODEL_FIRST_TOKEN_TIMEOUT: withDefault(whole(1, 600), 30),
  MODEL_SILENCE_TIMEOUT: withDefault(whole(1, 600), 60),

  CHATKIT_SCRIPT_URL: withDefault(httpUrl, "https://cdn.platform.openai.com/deployments/chatkit/chatkit.js"),
  CHATKIT_DOMAIN_KEY: withDefault(z.string().min(1), "local-dev"),
  CHATKIT_SESSION_TTL: withDefault(whole(900, 1800), 1800),

  CORS_ORIGINS: withDefault(origins, ""),
  CSP_REPORT_URL: optional(
    // It stands in headers, where these characters separate.
    httpUrl.refine(
      (url) => !/[\s;,"]/.test(url),
      "must be a URL without spaces, quotes, commas and semicolons",
    ),
  ),

  METRICS_TOKEN: optional(z.string().min(16, "must have at least 16 characters")),
  METRICS_PORT: optional(whole(0, 65_535)),
  ...traceFields,
  LOG_LEVEL: withDefault(z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]), "info"),
});

type Raw = z.output<typeof schema>;
export type DatabaseDriver = NonNullable<Raw["DATABASE_DRIVER"]>;
export type Env = Omit<Raw, "DATABASE_DRIVER"> & {
  DATABASE_DRIVER: DatabaseDriver;
  /**
   * False if `APP_URL` is unset or a loopback URL; then missing secrets are generated and demo data may be
   * seeded.
   */
  isPublic: boolean;
  /** The app's public origin, without a trailing slash. */
  appOrigin: string;
  /** The text of `INSTRUCTIONS_FILE`. */
  instructions: string | undefined;
  /** The servers of `MCP_SERVERS_FILE`. */
  toolServers: ToolServerConfig[];
  /** Where traces are sent; undefined: nowhere. */
  tracesUrl: string | undefined;
  /** How the app presents itself: its name, colour, greeting and prompts. */
  brand: Brand;
};

/**
 * Parses the environment variables, which `.env.example` documents.
 *
 * @throws {EnvError} naming the first invalid variable
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const parsed = schema.safeParse(source);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new EnvError(`${String(issue?.path[0] ?? "environment")}: ${issue?.message ?? "is not valid"}`);
  }
  const raw = parsed.data;
  const appOrigin = new URL(raw.APP_URL ?? `http://localhost:${raw.PORT}`).origin;
  const isPublic = !isLoopback(appOrigin);
  if (isPublic && !raw.BETTER_AUTH_SECRET) {
    throw new EnvError(
      `BETTER_AUTH_SECRET: is required with the public APP_URL ${appOrigin} (make one with: openssl rand -base64 32)`,
    );
  }
  if (raw.ASSISTANT === "openai" && !raw.OPENAI_API_KEY) {
    throw new EnvError("OPENAI_API_KEY: is required with ASSISTANT=openai");
  }
  if (!raw.TASKS && (raw.ASSISTANT === "builtin" || !raw.OPENAI_API_KEY)) {
    throw new EnvError(
      "TASKS: off needs a model (OPENAI_API_KEY), since the built-in assistant is for tasks",
    );
  }
  const needsResponses = {
    OPENAI_TOOLS: raw.OPENAI_TOOLS.length > 0,
    OPENAI_REASONING_SUMMARY: raw.OPENAI_REASONING_SUMMARY !== "off",
  };
  for (const [name, isOn] of Object.entries(needsResponses)) {
    if (!isOn || raw.OPENAI_API !== "chat_completions") continue;
    throw new EnvError(`${name}: needs the Responses API, which OPENAI_API=chat_completions rules out`);
  }
  if (raw.SMTP_URL && isPublic && !raw.MAIL_FROM) {
    throw new EnvError("MAIL_FROM: is required beside SMTP_URL, such as Chat <chat@example.com>");
  }
  for (const name of ["S3_ENDPOINT", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"] as const) {
    if (raw[name] && !raw.S3_BUCKET) throw new EnvError(`S3_BUCKET: is missing beside ${name}`);
  }
  const hasKey = Boolean(raw.S3_ACCESS_KEY_ID);
  if (hasKey !== Boolean(raw.S3_SECRET_ACCESS_KEY)) {
    const missing = hasKey ? "S3_SECRET_ACCESS_KEY" : "S3_ACCESS_KEY_ID";
    throw new EnvError(`${missing}: is missing beside its pair`);
  }
  for (const provider of ["GITHUB", "GOOGLE"] as const) {
    const [id, key] = [`${provider}_CLIENT_ID`, `${provider}_CLIENT_SECRET`] as const;
    if (!raw[id] !== !raw[key]) throw new EnvError(`${raw[id] ? key : id}: is missing beside its pair`);
  }
  const driver = raw.DATABASE_DRIVER ?? driverOf(raw.DATABASE_URL);
  if (driver !== "pglite" && !raw.DATABASE_URL) {
    throw new EnvError(`DATABASE_URL: is required with DATABASE_DRIVER=${driver}`);
  }
  const instructions = raw.INSTRUCTIONS_FILE ? readInstructions(raw.INSTRUCTIONS_FILE) : undefined;
  const toolServers = raw.MCP_SERVERS_FILE ? readToolServers(raw.MCP_SERVERS_FILE, source) : [];
  return {
    ...raw,
    DATABASE_DRIVER: driver,
    isPublic,
    appOrigin,
    instructions,
    toolServers,
    tracesUrl: tracesUrl(raw),
    brand: readBrand(raw),
  };
}

function driverOf(url: string | undefined): DatabaseDriver {
  if (!url) return "pglite";
  return new URL(url).hostname.endsWith(".neon.tech") ? "neon" : "pg";
}

function readEnv(): Env {
  try {
    return parseEnv(process.env);
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    console.error(`Can't start: ${error.message}`);
    process.exit(1);
  }
}

export const env: Env = readEnv();
