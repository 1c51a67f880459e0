import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signUp, type Person } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";

let app: AppProcess;
let ada: Person;
beforeAll(async () => {
  app = await startApp();
  ada = await signUp(app.url);
});
afterAll(() => app.stop());

const ask = (method: string, path: string) =>
  fetch(`${app.url}/api/auth${path}`, {
    method,
    redirect: "manual",
    headers: { cookie: ada.cookie, origin: app.url, "content-type": "application/json" },
    ...(method === "POST" ? { body: "{}" } : {}),
  });

describe("better-auth", () => {
  test.each([
    ["POST", "/update-user"],
    ["POST", "/change-email"],
    ["POST", "/delete-user"],
    ["GET", "/delete-user/callback"],
    ["POST", "/delete-anonymous-user"],
    ["GET", "/list-sessions"],
    ["POST", "/revoke-session"],
    ["POST", "/revoke-sessions"],
    ["POST", "/revoke-other-sessions"],
    ["POST", "/update-session"],
    ["GET", "/list-accounts"],
    ["POST", "/link-social"],
    ["POST", "/unlink-account"],
    ["GET", "/account-info"],
    ["POST", "/get-access-token"],
    ["POST", "/refresh-token"],
    ["POST", "/request-password-reset"],
    ["POST", "/reset-password"],
    ["GET", "/reset-password/abc"],
    ["POST", "/send-verification-email"],
    ["GET", "/verify-email"],
    ["POST", "/verify-password"],
    ["GET", "/ok"],
    ["GET", "/get-session/"],
    ["GET", "//get-session"],
    ["GET", "/Get-Session"],
    ["GET", "/callback/other"],
    ["GET", "/"],
  ])("has no %s %s here", async (method, path) => {
    const response = await ask(method, path);
    expect([response.status, await response.json()]).toMatchObject([404, { error: { code: "not_found" } }]);
  });

  test.each([
    ["GET", "/get-session", 200],
    ["GET", "/token", 200],
    ["GET", "/jwks", 200],
    ["GET", "/error", 302],
    ["POST", "/change-password", 400],
  ])("has %s %s", async (method, path, status) => {
    expect((await ask(method, path)).status).toBe(status);
  });
});
