import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";

let app: AppProcess;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

describe("security headers", () => {
  test("of pages allow only listed scripts and frames, with a nonce per response", async () => {
    const [one, two] = await Promise.all([fetch(`${app.url}/sign-in`), fetch(`${app.url}/sign-in`)]);
    const policy = (response: Response) => response.headers.get("content-security-policy") ?? "";
    const nonce = (response: Response) => /'nonce-([^']{22,})'/.exec(policy(response))?.[1];
    expect(nonce(one)).not.toBe(nonce(two));
    expect(policy(one)).toContain("default-src 'self'");
    expect(policy(one)).toContain("style-src 'self' 'unsafe-inline'");
    expect(policy(one)).toContain("frame-src https://cdn.platform.openai.com/deployments/chatkit/;");
    expect(policy(one)).toMatch(
      /script-src 'self' 'nonce-[^']+' https:\/\/cdn\.platform\.openai\.com\/deployments\/chatkit\/;/,
    );
    expect(policy(one)).toMatch(/form-action 'self';/);
    expect(policy(one)).toMatch(/frame-ancestors 'none';/);
    expect(policy(one)).not.toContain("report");
    const html = await one.text();
    for (const [tag] of html.matchAll(/<script\b[^>]*>/g)) expect(tag).toContain(`nonce="${nonce(one)}"`);
    expect(one.headers.get("x-content-type-options")).toBe("nosniff");
    expect(one.headers.get("x-frame-options")).toBe("DENY");
    expect(one.headers.get("referrer-policy")).toBe("strict-origin-when-cross-origin");
    // HSTS on http://localhost would make the app unreachable.
    expect(one.headers.get("strict-transport-security")).toBeNull();
    expect(one.headers.get("x-powered-by")).toBeNull();
  });

  test("let no other origin's page read the API, unless CORS_ORIGINS lists it", async () => {
    const { headers } = await fetch(`${app.url}/api/chatkit/threads`, {
      headers: { origin: "https://www.example.com" },
    });
    expect([...headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
    expect(headers.get("vary") ?? "").not.toContain("origin");
  });

  test("name the places that are configured: providers, ChatKit's script, reports", async () => {
    const other = await startApp({
      env: {
        GITHUB_CLIENT_ID: "id",
        GITHUB_CLIENT_SECRET: "secret",
        CHATKIT_SCRIPT_URL: "http://127.0.0.1:9/chatkit.js",
        CSP_REPORT_URL: "https://reports.example.com/csp",
      },
    });
    try {
      const { headers } = await fetch(`${other.url}/sign-in`);
      const policy = headers.get("content-security-policy");
      expect(policy).toContain("form-action 'self' https://github.com;");
      expect(policy).toContain("frame-src http://127.0.0.1:9/;");
      expect(policy).toContain("; report-uri https://reports.example.com/csp; report-to csp");
      expect(headers.get("reporting-endpoints")).toBe('csp="https://reports.example.com/csp"');
    } finally {
      await other.stop();
    }
  });
});
