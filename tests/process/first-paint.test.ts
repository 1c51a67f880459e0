import { afterAll, beforeAll, expect, test } from "vitest";
import { buildIfNeeded } from "../../scripts/build/build.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";

// What a document brings along, so that its first paint waits for nothing else.

let app: AppProcess;

beforeAll(async () => {
  await buildIfNeeded();
  app = await startApp();
});
afterAll(() => app.stop());

const open = (path: string, cookie = "") => fetch(app.url + path, { headers: { cookie } });
const stylesheetIn = (html: string) => /<link rel="stylesheet" href="\/assets\/([^"]+)"/.exec(html)?.[1];

test("A first visit's document contains the styles and waits for no stylesheet", async () => {
  for (const path of ["/", "/sign-in"]) {
    const html = await (await open(path)).text();
    expect(html, path).toMatch(/<head>.*<style>[^<]*\.button-primary.*<\/head>/s);
    expect(stylesheetIn(html), path).toBeUndefined();
  }
});

test("With the stylesheet in its cache, a browser gets a link to the same styles", async () => {
  const first = await (await open("/sign-in")).text();
  const script = /\/assets\/shell-[\w-]+\.js/g;
  const sources = await Promise.all(
    [...new Set(first.match(script))].map(async (path) => (await open(path)).text()),
  );
  const file = /styles-[\w-]+\.css/.exec(sources.join())?.[0] ?? "";
  const html = await (await open("/sign-in", `styles=${file}`)).text();
  expect(stylesheetIn(html)).toBe(file);
  expect(html).not.toContain("<style>");
  const styles = await (await open(`/assets/${file}`)).text();
  expect(first).toContain(styles.trim());
});

test("A browser that has the stylesheet of another version gets this one's styles", async () => {
  const html = await (await open("/sign-in", "styles=styles-older.css")).text();
  expect(html).toContain("<style>");
});

test("The headers name all scripts of the document, the framework's among the first", async () => {
  const response = await open("/sign-in");
  const named = [...(response.headers.get("link") ?? "").matchAll(/<([^>]+)>; rel=modulepreload/g)].map(
    ([, path = ""]) => path,
  );
  const html = await response.text();
  const preloaded = [...html.matchAll(/<link rel="modulepreload" href="([^"]+)"/g)].map(([, path]) => path);
  expect(preloaded.length).toBeGreaterThan(3);
  expect(new Set(named)).toEqual(new Set(preloaded));
  expect(named.slice(0, 2).join()).toContain("/framework-");
});

test("A page without scripts names none", async () => {
  expect((await open("/")).headers.get("link")).toBeNull();
});
