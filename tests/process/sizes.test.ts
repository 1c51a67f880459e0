import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { renderWhole } from "#app/markdown/render.server.ts";
import { createDatabase } from "#db/create-database.ts";
import { demoId } from "#db/seed/demo-values.ts";
import { DEMO_EMAIL, DEMO_PASSWORD } from "#db/seed/demo-user.ts";
import { seed } from "#db/seed/seed.ts";
import { buildIfNeeded } from "../../scripts/build/build.ts";
import { authPost, cookieOf } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { createPostgresDatabase } from "#tests/support/database.ts";

// The size of a conversation page with 200 messages, against its budgets. `npm run bench` measures its speed.

const KB = 1024;
let app: AppProcess;
let html: string;

beforeAll(async () => {
  await buildIfNeeded();
  const url = await createPostgresDatabase();
  const database = await createDatabase({ driver: "pg", url });
  await seed(database.db, { render: renderWhole });
  await database.close();
  app = await startApp({ env: { DATABASE_URL: url } });
  const signIn = await authPost(app.url, "/sign-in/email", { email: DEMO_EMAIL, password: DEMO_PASSWORD });
  const page = await fetch(`${app.url}/chat/${demoId("thr", "Corpus 200")}`, {
    headers: { cookie: cookieOf(signIn) },
  });
  html = await page.text();
});
afterAll(() => app.stop());

test("The document contains the newest message and has at most 60 KB, compressed", () => {
  expect(html).toContain("Answer MSG-199");
  expect(gzipSync(html).byteLength).toBeLessThanOrEqual(60 * KB);
  expect(brotliCompressSync(html).byteLength).toBeLessThanOrEqual(60 * KB);
});

test("The document contains an answer once as markup and once as data", () => {
  expect(html.split("Answer MSG-199")).toHaveLength(3);
});

test("The document has at most 3,000 elements", () => {
  const markup = html.replaceAll(/<script[\s\S]*?<\/script>/g, "<script>");
  expect(markup.match(/<[a-z]/g)?.length).toBeLessThanOrEqual(3000);
});

test("Its scripts and their static imports have at most 130 KB, compressed with Brotli, in at most 12 files", async () => {
  const sizes = new Map<string, number>();
  await addScripts(
    [...html.matchAll(/\/assets\/[\w.-]+\.js/g)].map(([path]) => path),
    sizes,
  );
  expect(sizes.size).toBeGreaterThan(3);
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  expect(total).toBeLessThanOrEqual(130 * KB);
  expect(sizes.size).toBeLessThanOrEqual(12);
});

test("Each script above the threshold is served compressed", async () => {
  for (const [path] of html.matchAll(/\/assets\/[\w.-]+\.js/g)) {
    const response = await fetch(app.url + path, { headers: { "accept-encoding": "br" } });
    const isSmall = (await response.text()).length < 1024;
    expect(isSmall ? "br" : response.headers.get("content-encoding"), path).toBe("br");
  }
});

/** Compressed sizes of the files and their static imports, by path. Files loaded on demand are left out. */
async function addScripts(paths: string[], sizes: Map<string, number>): Promise<void> {
  for (const path of new Set(paths)) {
    if (sizes.has(path)) continue;
    const source = await (await fetch(app.url + path)).text();
    sizes.set(path, brotliCompressSync(source).byteLength);
    const imports = source.matchAll(/(?:from|import)\s?"\.\/([\w.-]+\.js)"/g);
    await addScripts(
      [...imports].map(([, file]) => `/assets/${file}`),
      sizes,
    );
  }
}
