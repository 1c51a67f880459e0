import { expect, it } from "vitest";
import { createRenderPool } from "./render-pool.server.ts";

/** A worker that does what its text says. */
const workerFile = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort as port, threadId } from "node:worker_threads";
    port.on("message", ({ markdown }) => {
      if (markdown.includes("colours")) port.postMessage({ type: "uncoloured", html: "uncoloured" });
      if (markdown.includes("hang")) for (;;);
      if (markdown.includes("crash")) process.exit(1);
      if (markdown.includes("throw")) throw new Error("a fault");
      if (markdown.includes("memory")) for (const all = [];;) all.push(new Array(100_000).fill(threadId));
      port.postMessage({ type: "done", html: "by " + threadId });
    });
    port.postMessage({ type: "ready" });
  `)}`,
);
const limits = { workerFile, renderMs: 300, colourMs: 300, waitMs: 10_000 };
const task = (markdown: string) => ({ markdown, idPrefix: "m-" });

it("keeps its workers for the next texts", async () => {
  const render = createRenderPool({ ...limits, maxWorkers: 1 });
  const first = await render(task("a"));
  expect(first).toEqual({ html: expect.stringMatching(/^by \d+$/), isFinal: true });
  expect(await Promise.all([render(task("b")), render(task("c"))])).toEqual([first, first]);
});

it.each(["hang", "crash", "throw", "memory"])(
  "shows a text plainly when its worker does: %s",
  async (fault) => {
    const render = createRenderPool({ ...limits, maxWorkers: 1, renderMs: fault === "hang" ? 300 : 10_000 });
    const texts = await Promise.all([render(task(`<${fault}>`)), render(task("next"))]);
    expect(texts).toEqual([
      { html: `<p>&lt;${fault}></p>`, isFinal: true },
      { html: expect.stringMatching(/^by/), isFinal: true },
    ]);
  },
);

it("shows code without its colours when they take too long", async () => {
  const render = createRenderPool(limits);
  expect(await render(task("colours hang"))).toEqual({ html: "uncoloured", isFinal: true });
});

it("has a text rendered another time when no worker is free or starts", async () => {
  const busy = createRenderPool({ ...limits, maxWorkers: 1, renderMs: 2_000, waitMs: 1_000 });
  const [, waiting] = await Promise.all([busy(task("hang")), busy(task("next"))]);
  expect(waiting).toEqual({ html: "<p>next</p>", isFinal: false });
  const broken = new URL("data:text/javascript,process.exit(1)");
  const render = createRenderPool({ ...limits, workerFile: broken, waitMs: 300 });
  expect(await render(task("next"))).toEqual({ html: "<p>next</p>", isFinal: false });
});
