import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { problemsOf } from "./accessible.ts";
import type { Page } from "@playwright/test";
import type { AppProcess } from "#tests/support/app-process.ts";
import { APP_TIMEOUT, withApp } from "./app.ts";
import { alive, CDN, expect, say, test as base } from "./fixtures.ts";

/** An app of its own, because passkeys need a name of the host that is the app's. */
const test = base.extend<object, { app: AppProcess }>({
  app: [
    // Playwright requires a destructured argument, even an empty one.
    // oxlint-disable-next-line no-empty-pattern
    ({}, use) => withApp({ RATE_LIMIT_SIGN_IN: "1000" }, use),
    { scope: "worker", timeout: APP_TIMEOUT },
  ],
});

const PASSWORD = "correct horse battery";

async function signUp(page: Page): Promise<string> {
  const email = `${crypto.randomUUID()}@example.com`;
  await page.goto("/sign-up");
  await page.getByLabel("Name").fill("Ada");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign up" }).click();
  await page.waitForURL("**/chat");
  return email;
}

/** A security key of the browser's own, as of a phone with a fingerprint. */
async function addAuthenticator(page: Page): Promise<void> {
  const client = await page.context().newCDPSession(page);
  await client.send("WebAuthn.enable");
  await client.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

test("a passkey is added, named, used to sign in, and removed", async ({ page }) => {
  await addAuthenticator(page);
  await signUp(page);
  await page.goto("/settings");
  await alive(page);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByText("The passkey is added.")).toBeVisible();
  const entry = page.locator("summary", { hasText: "added on" });
  await entry.click();
  await page.getByLabel("Name", { exact: true }).last().fill("My laptop");
  await page.getByRole("button", { name: "Rename" }).click();
  await expect(page.locator("summary", { hasText: "My laptop" })).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "Sign out", exact: true }).first().click();

  // By itself: the authenticator answers what is asked for among the suggestions of the address field.
  await page.goto("/sign-in?next=/tasks");
  await expect(page.getByRole("heading", { level: 1, name: "Tasks" })).toBeVisible();
  await page.goto("/settings");
  await page.getByRole("main").getByRole("button", { name: "Sign out", exact: true }).first().click();
  await expect(page.getByRole("heading", { name: /^Sign in/ })).toBeVisible();

  // By the button, where a browser has no such suggestions.
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
  });
  await page.goto("/sign-in?next=/tasks");
  await alive(page);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Tasks" })).toBeVisible();

  await page.goto("/settings");
  await page.locator("summary", { hasText: "My laptop" }).click();
  await page.getByRole("button", { name: "Remove this passkey" }).click();
  await expect(page.getByText("The passkey is removed.")).toBeVisible();
  await expect(page.locator("summary", { hasText: "added on" })).toHaveCount(0);
});

test("a passkey that is cancelled says so, and the form still works", async ({ page }) => {
  await signUp(page);
  await page.goto("/settings");
  await alive(page);
  await page.evaluate(() => {
    navigator.credentials.create = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByText("It was cancelled, or took too long.")).toBeVisible();
});

test("everything is downloaded with a script as without one", async ({ page }) => {
  await signUp(page);
  await page.goto("/settings");
  await alive(page);
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download everything" }).click();
  const name = (await downloading).suggestedFilename();
  expect(name).toMatch(/^everything \d{4}-\d\d-\d\d\.zip$/);
});

test.describe("without a script", () => {
  test.use({ javaScriptEnabled: false });

  test("name, password, codes and deletion are forms", async ({ page }) => {
    await signUp(page);
    await page.goto("/settings");
    await page.getByText("Change your name").click();
    await page.getByLabel("Name", { exact: true }).fill("Grace");
    await page.getByRole("button", { name: "Change name" }).click();
    await expect(page.getByText("Your name is changed.")).toBeVisible();

    await page.getByText("Change your password").click();
    await page.getByLabel("Current password").fill("wrong");
    await page.getByLabel("New password").fill("a new and better one");
    await page.getByRole("button", { name: "Change password" }).click();
    // The form stays open, with the reason.
    await expect(page.getByText("The password is not right.")).toBeVisible();
    expect(await page.content()).toContain("Adding a passkey needs JavaScript.");

    await page.getByRole("link", { name: "Set up" }).click();
    await page.getByLabel("Your password").fill(PASSWORD);
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByRole("img", { name: "QR code" })).toBeVisible();
    await page.getByRole("textbox", { name: "Code" }).fill("000000");
    await page.getByRole("button", { name: "Switch on" }).click();
    await expect(page.getByText("The code is not right.")).toBeVisible();
    await expect(page.getByRole("img", { name: "QR code" })).toBeVisible();

    await page.goto("/settings");
    await page.getByRole("link", { name: "Delete my account" }).click();
    await page.getByLabel("Your password").fill(PASSWORD);
    await page.getByRole("button", { name: "Delete my account" }).click();
    await expect(page.getByText("Your account is deleted, with everything in it.")).toBeVisible();
  });
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with a script" : "without one", () => {
    test.use({ javaScriptEnabled });

    test("a forgotten password is replaced by a link, and other devices are signed out", async ({
      page,
      browser,
      app,
    }) => {
      const email = await signUp(page);
      const phone = await browser.newPage({ baseURL: app.url, javaScriptEnabled });
      await phone.goto("/sign-in");
      await phone.getByRole("link", { name: "Forgot your password?" }).click();
      await expect(phone.getByRole("heading", { name: "Forgot your password?" })).toBeVisible();
      await phone.getByLabel("Email").fill(email);
      await phone.getByRole("button", { name: "Send the link" }).click();
      await expect(phone.getByText(`If there is an account with ${email}`)).toBeVisible();
      const links = [...app.log().matchAll(/"url":"([^"]+\/reset-password[^"]+)"/g)];
      await phone.goto(links.at(-1)?.[1] ?? "");
      await phone.getByLabel("New password").fill("a new and better one");
      await phone.getByRole("button", { name: "Set the password" }).click();
      await expect(phone.getByText("Your password is set")).toBeVisible();
      await page.goto("/tasks");
      await expect(page.getByRole("heading", { name: /^Sign in/ })).toBeVisible();

      for (const device of [page, phone]) {
        await device.goto("/sign-in");
        await device.getByLabel("Email").fill(email);
        await device.getByLabel("Password").fill("a new and better one");
        await device.getByRole("button", { name: "Sign in", exact: true }).click();
        await device.waitForURL("**/chat");
      }
      await page.goto("/settings");
      await page.getByRole("button", { name: "Sign out all others" }).click();
      await expect(page.getByText("All other devices are signed out.", { exact: true })).toBeVisible();
      await page.getByText("What has happened to your account").click();
      await expect(page.getByText("New password chosen by link").first()).toBeVisible();
      await phone.goto("/tasks");
      await expect(phone.getByRole("heading", { name: /^Sign in/ })).toBeVisible();
      await phone.close();
    });
  });
}

/** Makes somebody an administrator, as the operator does beside the running app. */
async function makeAdministrator(dataDir: string, email: string): Promise<void> {
  const root = resolve(import.meta.dirname, "../..");
  const env = { ...process.env, DATA_DIR: dataDir };
  await promisify(execFile)(process.execPath, ["scripts/admin.ts", "users", "role", email, "admin"], {
    cwd: root,
    env,
  });
}

test("an administrator invites somebody, who signs up", async ({ page, browser, app }) => {
  await makeAdministrator(app.dataDir, await signUp(page));
  await page.goto("/settings");
  await page.getByRole("main").getByRole("link", { name: "open" }).click();
  await alive(page);
  await page.getByRole("button", { name: "Invite" }).click();
  const link = await page.getByRole("status").locator("code").innerText();
  const other = await browser.newPage({ baseURL: app.url });
  await other.goto(link);
  await other.getByRole("link", { name: "Sign up" }).click();
  await expect(other.getByRole("heading", { name: "Sign up" })).toBeVisible();
  await other.close();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the account's pages have no accessibility violations (${colorScheme})`, async ({ page, app }) => {
    test.slow();
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.route(CDN, (route) => route.abort());
    const check = async (path: string, shot: string) => {
      await page.goto(path);
      for (const [device, width] of [
        ["wide", 1280],
        ["phone", 390],
      ] as const) {
        await page.setViewportSize({ width, height: 844 });
        expect(await problemsOf(page), path).toEqual([]);
        const folder = process.env.ACCOUNT_SHOTS ?? test.info().outputDir;
        await page.screenshot({ path: `${folder}/${shot}-${colorScheme}-${device}.png`, fullPage: true });
      }
    };
    await check("/sign-in", "sign-in");
    await check("/forgot-password", "forgot");
    await check("/reset-password?token=x", "reset");
    await check("/two-factor", "two-factor");
    await check("/privacy", "privacy");
    await check(`/invite/${"x".repeat(32)}`, "invite");
    await makeAdministrator(app.dataDir, await signUp(page));
    await say(page, "Hello");
    await expect(page.locator('[data-type="assistant_message"]')).toHaveCount(1);
    await expect(page.getByRole("button", { name: "Send", exact: true })).toBeVisible();
    await check("/admin", "admin");
    await check("/settings", "settings");
    await check("/settings/two-factor", "codes");
    await check("/settings/delete", "delete");
  });
}
