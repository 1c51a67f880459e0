import type { Page as Tab } from "@playwright/test";
import { launch, open, withTab } from "../browser.ts";
import { atMost, note, type Figure } from "../report.ts";
import { median } from "../statistics.ts";
import type { Page } from "../world.ts";

const ROUNDS = 15;
/** The first moves compile the code. */
const WARM_UP = 3;
/** 30 ms where the DOM alone takes 5 ms, as on an idle machine. */
const LIMIT = 6;
/** Longer than a page that was loaded ahead counts as fresh, and than any load takes here. */
const PAUSE_MS = 300;

/** From one conversation to another and back, beside the bare work of the DOM for the same messages. */
export async function moveFigures(from: Page, to: Page): Promise<Figure[]> {
  const browser = await launch();
  try {
    return await withTab(browser, from, async (tab) => {
      await open(tab, from.url);
      await tab.evaluate(defineMoves);
      const path = new URL(to.url).pathname;
      const home = new URL(from.url).pathname;
      const times = {
        cold: Array<number>(),
        ahead: Array<number>(),
        back: Array<number>(),
        bare: Array<number>(),
      };
      for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
        await forget(tab, home);
        const cold = await timed(tab, path, "click");
        const back = await timed(tab, home, "back");
        await forget(tab, home);
        const loaded = tab.waitForResponse((response) => response.url().endsWith(`${path}/data`));
        await tab.evaluate((link) => window.benchRestOn(link), path);
        await (await loaded).finished();
        const ahead = await timed(tab, path, "click");
        const bare = await tab.evaluate(() => window.benchBareWork());
        await timed(tab, home, "back");
        if (round < WARM_UP) continue;
        times.cold.push(cold);
        times.back.push(back);
        times.ahead.push(ahead);
        times.bare.push(bare);
      }
      const bare = median(times.bare);
      return [
        note("the same messages, by the DOM alone", bare, " ms"),
        note("a click, nothing loaded ahead", median(times.cold), " ms"),
        note("a click, loaded ahead", median(times.ahead), " ms"),
        atMost("  ÷ the DOM alone", median(times.ahead) / bare, LIMIT, "×", 1),
        note("back, from memory", median(times.back), " ms"),
        atMost("  ÷ the DOM alone", median(times.back) / bare, LIMIT, "×", 1),
      ];
    });
  } finally {
    await browser.close();
  }
}

/** A change, after which nothing is in memory but the page on the screen, which is loaded again. */
async function forget(tab: Tab, home: string): Promise<void> {
  const loaded = tab.waitForResponse((response) => response.url().endsWith(`${home}/data`));
  await tab.evaluate(() => window.benchForget());
  await loaded;
  await tab.waitForTimeout(PAUSE_MS);
}

async function timed(tab: Tab, path: string, way: "click" | "back"): Promise<number> {
  const time = await tab.evaluate(([to, by]) => window.benchMove(to, by), [path, way] as const);
  await tab.waitForTimeout(PAUSE_MS);
  return time;
}

declare global {
  interface Window {
    /** Milliseconds from the press until the other conversation's messages are laid out. */
    benchMove(path: string, way: "click" | "back"): Promise<number>;
    /** Milliseconds in which the messages on the screen are parsed and laid out, without anything else. */
    benchBareWork(): number;
    benchRestOn(path: string): void;
    benchForget(): void;
  }
}

/** Runs in the page. It is serialised, so it can use nothing from outside. */
function defineMoves(): void {
  const linkTo = (path: string) => document.querySelector<HTMLElement>(`a[href="${path}"]`);
  const firstItem = () => document.querySelector("[data-item]");
  window.benchMove = (path, way) =>
    new Promise((resolve) => {
      const before = firstItem()?.id;
      const start = performance.now();
      new MutationObserver((_changes, observer) => {
        const first = firstItem();
        if (location.pathname !== path || !first || first.id === before) return;
        observer.disconnect();
        first.getBoundingClientRect();
        resolve(performance.now() - start);
      }).observe(document.body, { childList: true, subtree: true });
      if (way === "back") history.back();
      else linkTo(path)?.click();
    });
  window.benchBareWork = () => {
    const view = document.querySelector(".conversation");
    const content = view?.firstElementChild;
    if (!view || !content) return Number.NaN;
    const html = content.outerHTML;
    const other = document.createElement("div");
    other.className = view.className;
    const start = performance.now();
    other.innerHTML = html;
    view.after(other);
    other.getBoundingClientRect();
    const time = performance.now() - start;
    other.remove();
    return time;
  };
  window.benchRestOn = (path) =>
    linkTo(path)?.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
  window.benchForget = () => {
    document.body.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
    const channel = new BroadcastChannel("lists");
    // As another tab says that it has changed something. A BroadcastChannel only reaches this origin.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    channel.postMessage("bench");
    channel.close();
  };
}
