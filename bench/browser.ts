import { chromium, type Browser, type Page as Tab } from "@playwright/test";
import { findWholeBrowser } from "../scripts/test/browser.ts";
import { watchPage, type Timings } from "./watch-page.ts";
import type { Page } from "./world.ts";

const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Blocks ChatKit's CDN by DNS, because intercepting requests would slow all of them down.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
];
/** Time to wait after the page's scripts have run, to catch late work and late layout shifts. */
const SETTLE_MS = 1_000;

export interface Visit extends Timings {
  domNodes: number;
  /** Bytes over the wire of the first-party scripts that the document names, and of those that follow. */
  scriptBytes: number;
  laterScriptBytes: number;
}

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: findWholeBrowser(), args: ARGS });

/** A line: the time from a request to its response in milliseconds, and bytes per second. */
export interface Line {
  latency: number;
  down: number;
  up: number;
}

/** Opens the page with an empty cache and waits until it is idle. */
export async function visit(browser: Browser, page: Page, line?: Line): Promise<Visit> {
  return withTab(browser, page, async (tab) => {
    if (line) await throttle(tab, line);
    const scripts = await countScriptBytes(tab, new URL(page.url).origin);
    const html = await open(tab, page.url);
    await tab.waitForTimeout(SETTLE_MS);
    const timings = await tab.evaluate(() => window.benchTimings());
    const [named, later] = [
      sumOf(scripts, (path) => html.includes(path)),
      sumOf(scripts, (path) => !html.includes(path)),
    ];
    return { ...timings, domNodes: await countNodes(tab), scriptBytes: named, laterScriptBytes: later };
  });
}

async function throttle(tab: Tab, { latency, down, up }: Line): Promise<void> {
  const network = await tab.context().newCDPSession(tab);
  await network.send("Network.enable");
  await network.send("Network.emulateNetworkConditions", {
    offline: false,
    latency,
    downloadThroughput: down,
    uploadThroughput: up,
  });
}

/** Opens a tab in a new profile, signed in and observed by watch-page.ts. */
export async function withTab<Result>(
  browser: Browser,
  { url, cookie }: Page,
  use: (tab: Tab) => Promise<Result>,
): Promise<Result> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  try {
    const { origin } = new URL(url);
    await context.addCookies(
      cookie.split("; ").map((pair) => {
        const at = pair.indexOf("=");
        return { name: pair.slice(0, at), value: pair.slice(at + 1), url: origin };
      }),
    );
    const tab = await context.newPage();
    await tab.addInitScript(watchPage);
    return await use(tab);
  } finally {
    await context.close();
  }
}

/** Resolves with the document when the page has hydrated. */
export async function open(tab: Tab, url: string): Promise<string> {
  const response = await tab.goto(url, { waitUntil: "load" });
  await tab.waitForFunction(() => document.querySelector("main button[title=Copy]") !== null);
  return (await response?.text()) ?? "";
}

export const countNodes = (tab: Tab): Promise<number> =>
  tab.evaluate(() => document.querySelectorAll("*").length);

const sumOf = (sizes: ReadonlyMap<string, number>, isCounted: (path: string) => boolean): number =>
  [...sizes].reduce((sum, [path, size]) => sum + (isCounted(path) ? size : 0), 0);

/** The compressed sizes of first-party scripts by path, without headers, which fill up from the browser's network log. */
async function countScriptBytes(tab: Tab, origin: string): Promise<ReadonlyMap<string, number>> {
  const log = await tab.context().newCDPSession(tab);
  const scripts = new Map<string, string>();
  const sizes = new Map<string, number>();
  const headers = new Map<string, number>();
  log.on("Network.responseReceived", ({ requestId, type, response }) => {
    const isScript = type === "Script" || response.mimeType.includes("javascript");
    if (!isScript || !response.url.startsWith(origin)) return;
    scripts.set(requestId, new URL(response.url).pathname);
    headers.set(requestId, response.encodedDataLength);
  });
  log.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const path = scripts.get(requestId);
    if (path !== undefined) sizes.set(path, encodedDataLength - (headers.get(requestId) ?? 0));
  });
  await log.send("Network.enable");
  return sizes;
}
