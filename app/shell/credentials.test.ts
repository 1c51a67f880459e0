import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createCredentials } from "./credentials.ts";

/** Seconds until the next secret of the server ends. */
let lifetime = 0;
let made = 0;

beforeEach(() => {
  made = 0;
  vi.stubGlobal("fetch", async (url: string) => {
    if (url === "/api/auth/token") return Response.json({ token: "jwt" });
    made += 1;
    const expiresAt = Math.floor(Date.now() / 1000) + lifetime;
    return Response.json({ client_secret: `secret ${made}`, expires_at: expiresAt });
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

it("renews a secret within the last minute of its life, and not before", async () => {
  const credentials = createCredentials();
  lifetime = 30;
  expect(await credentials.get()).toBe("secret 1");
  lifetime = 600;
  expect(await credentials.get()).toBe("secret 2");
  expect(await credentials.get()).toBe("secret 2");
  expect(made).toBe(2);
});
