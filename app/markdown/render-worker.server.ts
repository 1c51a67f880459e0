import { parentPort } from "node:worker_threads";
import { renderMarkdown } from "./render-document.server.ts";
import type { RenderReply, RenderTask } from "./render-pool.server.ts";

/* A worker thread that renders one text at a time: see render-pool.server.ts. */

const port = parentPort;
port?.on("message", ({ markdown, idPrefix }: RenderTask) => {
  const post = (reply: RenderReply) => port.postMessage(reply);
  void renderMarkdown(markdown, idPrefix, (html) => post({ type: "uncoloured", html })).then((html) =>
    post({ type: "done", html }),
  );
});
port?.postMessage({ type: "ready" } satisfies RenderReply);
