import { describe, expect, it } from "vitest";
import { EnvError } from "./env-fields.ts";
import { parseEnv } from "./env.server.ts";

const SECRET = "x".repeat(32);
const publicApp = { APP_URL: "https://chat.example.com", BETTER_AUTH_SECRET: SECRET };

describe("parseEnv", () => {
  it("needs no variables on a local machine", () => {
    expect(parseEnv({})).toMatchObject({
      PORT: 3000,
      DATABASE_DRIVER: "pglite",
      DATA_DIR: ".data",
      ASSISTANT: "auto",
      GUESTS: true,
      CHATKIT_SESSION_TTL: 1800,
      isPublic: false,
      appOrigin: "http://localhost:3000",
    });
  });

  it("treats an empty value as unset", () => {
    expect(parseEnv({ PORT: "", APP_URL: "", DATABASE_URL: "", OPENAI_API_KEY: "" })).toMatchObject({
      PORT: 3000,
      appOrigin: "http://localhost:3000",
    });
  });

  it.each([
    ["postgres://u:p@ep-cool.eu-central-1.aws.neon.tech/db", "neon"],
    ["postgres://u:p@db.example.com/neon.tech", "pg"],
    ["postgresql://localhost/chat", "pg"],
  ])("chooses the driver for %s", (url, driver) => {
    expect(parseEnv({ DATABASE_URL: url }).DATABASE_DRIVER).toBe(driver);
  });

  it("reads comma-separated lists", () => {
    const source = { OPENAI_MODEL: "gpt-5-mini, gpt-5,gpt-5-mini", OPENAI_TOOLS: "image_generation" };
    expect(parseEnv(source)).toMatchObject({
      OPENAI_MODEL: ["gpt-5-mini", "gpt-5"],
      OPENAI_TOOLS: ["image_generation"],
    });
    expect(parseEnv({})).toMatchObject({ OPENAI_MODEL: ["gpt-5-mini"], OPENAI_TOOLS: [] });
  });

  it("reads origins as browsers send them", () => {
    const source = {
      CORS_ORIGINS: "https://www.example.com/, https://Example.com:443,http://localhost:8000",
    };
    expect(parseEnv(source).CORS_ORIGINS).toEqual([
      "https://www.example.com",
      "https://example.com",
      "http://localhost:8000",
    ]);
    expect(parseEnv({}).CORS_ORIGINS).toEqual([]);
  });

  it("prefers an explicit driver", () => {
    const env = parseEnv({ DATABASE_URL: "postgres://localhost/chat", DATABASE_DRIVER: "neon" });
    expect(env.DATABASE_DRIVER).toBe("neon");
  });

  it.each([
    [{ PORT: "eighty" }, /^PORT: /],
    [{ PORT: "70000" }, /^PORT: /],
    [{ APP_URL: "chat.example.com" }, /^APP_URL: /],
    [{ APP_URL: "https://chat.example.com/app" }, /^APP_URL: .*without a path/],
    [{ CORS_ORIGINS: "*" }, /^CORS_ORIGINS: /],
    [{ CORS_ORIGINS: "https://example.com,null" }, /^CORS_ORIGINS: /],
    [{ CORS_ORIGINS: "https://example.com/app" }, /^CORS_ORIGINS: .*without a path/],
    [{ DATABASE_URL: "mysql://localhost/chat" }, /^DATABASE_URL: .*postgres/],
    [{ DATABASE_DRIVER: "neon" }, /^DATABASE_URL: is required/],
    [{ CHATKIT_SESSION_TTL: "60" }, /^CHATKIT_SESSION_TTL: /],
    [{ GUESTS: "yes" }, /^GUESTS: /],
    [{ ASSISTANT: "openai" }, /^OPENAI_API_KEY: /],
    [{ BETTER_AUTH_SECRET: "short" }, /^BETTER_AUTH_SECRET: .*32/],
    [{ APP_URL: "https://chat.example.com" }, /^BETTER_AUTH_SECRET: is required/],
    [{ GITHUB_CLIENT_ID: "id" }, /^GITHUB_CLIENT_SECRET: /],
    [{ GOOGLE_CLIENT_SECRET: "secret" }, /^GOOGLE_CLIENT_ID: /],
    [{ LOG_LEVEL: "loud" }, /^LOG_LEVEL: /],
    [{ OPENAI_REASONING_SUMMARY: "on" }, /^OPENAI_REASONING_SUMMARY: /],
    [
      { OPENAI_REASONING_SUMMARY: "auto", OPENAI_API: "chat_completions" },
      /^OPENAI_REASONING_SUMMARY: .*OPENAI_API=chat_completions/,
    ],
    [{ OPENAI_MODEL: " , " }, /^OPENAI_MODEL: must name a model/],
    [{ OPENAI_TOOLS: "web_search,telepathy" }, /^OPENAI_TOOLS/],
    [
      { OPENAI_TOOLS: "web_search", OPENAI_API: "chat_completions" },
      /^OPENAI_TOOLS: .*OPENAI_API=chat_completions/,
    ],
  ])("rejects %o with a one-line message that names the variable", (source, message) => {
    expect(() => parseEnv(source)).toThrow(EnvError);
    expect(() => parseEnv(source)).toThrow(message);
    expect(() => parseEnv(source)).toThrow(/^[^\n]*$/);
  });

  it.each(["http://localhost:4000", "http://127.0.0.1:4000", "http://[::1]:4000", "http://app.localhost"])(
    "treats %s as local",
    (url) => {
      expect(parseEnv({ APP_URL: url }).isPublic).toBe(false);
    },
  );

  it("accepts a public origin with a secret", () => {
    expect(parseEnv(publicApp)).toMatchObject({ isPublic: true, appOrigin: "https://chat.example.com" });
  });
});
