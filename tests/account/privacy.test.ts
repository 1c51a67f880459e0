import { afterAll, beforeAll, expect, test } from "vitest";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";

let plain: AppProcess;
let connected: AppProcess;
beforeAll(async () => {
  [plain, connected] = await Promise.all([
    startApp({ embedded: true }),
    startApp({
      env: {
        OPENAI_API_KEY: "test",
        OPENAI_BASE_URL: "https://models.example.com/v1",
        OPENAI_MODERATION_MODEL: "omni-moderation-latest",
        CHATKIT_SCRIPT_URL: "https://cdn.example.com/chatkit.js",
        SMTP_URL: "smtp://mail.example.com:587",
        GITHUB_CLIENT_ID: "id",
        GITHUB_CLIENT_SECRET: "secret",
        OTEL_EXPORTER_OTLP_ENDPOINT: "http://traces.example.com:4318",
        GUESTS: "off",
        GUEST_DAYS: "7",
      },
    }),
  ]);
});
afterAll(() => Promise.all([plain.stop(), connected.stop()]));

const privacy = async (app: AppProcess) => (await fetch(`${app.url}/privacy`)).text();

test("says that this server answers, where it does", async () => {
  const page = await privacy(plain);
  expect(page).toContain("This server does, with rules of its own. What you write goes to nobody else.");
  expect(page).toContain("a database on this server");
  expect(page).toContain("Guests who don’t come back for 30 days are deleted");
  expect(page).toContain("cdn.platform.openai.com");
  for (const words of ["Mail to you", "another site", "models.example.com", "How long requests"])
    expect(page).not.toContain(words);
});

test("names everything that is configured", async () => {
  const page = await privacy(connected);
  for (const words of [
    "A model at models.example.com.",
    "checked there for harmful content",
    "cdn.example.com",
    "is sent by mail.example.com:587",
    "If you sign in with another site",
    "is sent to traces.example.com:4318",
  ]) {
    expect(page).toContain(words);
  }
  expect(page).not.toContain("Guests who don’t come back");
});

test("password managers find where a password is changed", async () => {
  const answer = await fetch(`${plain.url}/.well-known/change-password`, { redirect: "manual" });
  expect([answer.status, answer.headers.get("location")]).toEqual([302, "/settings#security"]);
});
