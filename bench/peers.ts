import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "./world.ts";

/** A server of the same bytes, in its own process. */
export interface Peer {
  pid: number;
  page: Page;
  stop(): Promise<void>;
}

/** Headers that the peer sets itself; the others, such as the security policies, are copied from the app. */
const OF_THE_TRANSFER = new Set([
  "connection",
  "content-encoding",
  "content-length",
  "date",
  "keep-alive",
  "transfer-encoding",
]);

/**
 * A minimal server for a page: the app's document, kept as a compressed file or compressed for each request.
 * It sends the app's headers, because some of them cost the browser time: isolating an origin starts a
 * process.
 *
 * @param change what is done to the document
 */
export async function startPeer(
  page: Page,
  mode: "file" | "compressing",
  change = (html: string) => html,
): Promise<Peer> {
  const response = await fetch(page.url, { headers: { cookie: page.cookie } });
  if (!response.ok) throw new Error(`${page.url}: ${response.status}`);
  const folder = mkdtempSync(join(tmpdir(), "chat-bench-"));
  writeFileSync(join(folder, "page.html"), change(await response.text()));
  const headers = [...response.headers].filter(([name]) => !OF_THE_TRANSFER.has(name));
  writeFileSync(join(folder, "headers.json"), JSON.stringify(headers));
  const script = join(import.meta.dirname, "peer-process.ts");
  const child = spawn(process.execPath, [script, folder, mode], { stdio: ["pipe", "pipe", "inherit"] });
  const [line] = await once(child.stdout, "data");
  const url = new URL(page.url);
  url.port = String(line).trim();
  return {
    pid: child.pid ?? 0,
    page: { url: url.href, cookie: page.cookie },
    async stop() {
      const exited = once(child, "exit");
      child.stdin.end();
      await exited;
      rmSync(folder, { recursive: true });
    },
  };
}
