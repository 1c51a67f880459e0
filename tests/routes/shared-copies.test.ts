import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signInAsGuest, signUp } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { expectNoErrors } from "./expect-error.ts";
import { page, post, type Browser } from "./planner-client.ts";
import * as shared from "./share-client.ts";

let app: AppProcess;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  await app.stop();
  expectNoErrors(app);
});

const read = (path: string, headers?: Record<string, string>) => shared.read(app.url + path, headers);
const textOf = (path: string) => shared.textOf(app.url + path);

describe("a visitor", () => {
  const copy = (browser: Browser, id: string, key = "k") => post(browser, { key }, { path: `/s/${id}` });

  test("continues with a copy of their own, also a guest, and a second press makes no second one", async () => {
    const ada = await shared.sharer(app.url);
    const id = await shared.share(ada);
    for (const reader of [await signUp(app.url), await signInAsGuest(app.url)]) {
      const ben = { ...reader, url: app.url };
      expect(await (await read(`/s/${id}`, { cookie: ben.cookie })).text()).toContain("Continue with a copy");
      const target = (await copy(ben, id)).headers.get("location") ?? "";
      expect(target).toMatch(/^\/chat\/thr_/);
      expect((await copy(ben, id)).headers.get("location")).toBe(target);
      expect((await copy(ben, id, "another press")).headers.get("location")).not.toBe(target);
      expect(await page(ben, target)).toContain("Xanthippe");
      const sent = await post(ben, { intent: "send", text: "What is due?" }, { path: target });
      expect(sent.headers.get("location")).toBe(target);
      expect((await read(target, { cookie: ada.cookie })).status).toBe(404);
    }
    expect(await textOf(`/s/${id}`)).not.toContain("What is due?");
  });

  test("without a sign-in is led to it and back", async () => {
    const id = await shared.share(await shared.sharer(app.url));
    expect(await textOf(`/s/${id}`)).toContain(`/sign-in?next=%2Fs%2F${id}`);
    const response = await fetch(`${app.url}/s/${id}`, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams(),
    });
    expect(response.headers.get("location")).toBe(`/sign-in?next=%2Fs%2F${id}`);
  });
});

test.each([
  "/s/x",
  "/s/shr_00000000000000000000000000",
  "/s/shr_%00",
  "/s/%F0%9F%90%90/preview.png",
  "/s/shr_'--",
])("%s is a 404", async (path) => {
  expect((await read(path)).status).toBe(404);
});
