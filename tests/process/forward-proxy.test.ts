import { once } from "node:events";
import { createServer, request } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { allEvents, createThread, signUp } from "#tests/support/api-client.ts";
import { startApp } from "#tests/support/app-process.ts";
import { startModelServer } from "#tests/support/model-server.ts";

// In a network whose way out is a proxy, the app can't resolve the model's host itself.
const HOST = "model.example.test";

/** A forward proxy for which all hosts are the same one. */
async function startForwardProxy(target: string) {
  const asked: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const { href, pathname } = new URL(incoming.url ?? "");
    asked.push(href);
    const { method, headers } = incoming;
    const passed = request(new URL(pathname, target), { method, headers });
    passed.on("response", (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on("error", () => outgoing.destroy());
    incoming.pipe(passed);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`, asked };
}

test("models are asked through a forward proxy, when Node is told to use it", async () => {
  const model = await startModelServer();
  onTestFinished(() => model.stop());
  const proxy = await startForwardProxy(model.url);
  const { pathname } = new URL(model.url);
  const app = await startApp({
    env: {
      OPENAI_API_KEY: "test",
      OPENAI_BASE_URL: `http://${HOST}${pathname}`,
      OPENAI_TITLE_MODEL: "off",
      NODE_USE_ENV_PROXY: "1",
      HTTP_PROXY: proxy.url,
    },
  });
  onTestFinished(async () => void (await app.stop()));
  const ada = await signUp(app.url);
  model.script({ says: "A long and narrow inlet." });
  const events = await allEvents(await ada.chatkit(createThread("What is a fjord?")));
  expect(JSON.stringify(events)).toContain("A long and narrow inlet.");
  expect(proxy.asked.length).toBeGreaterThan(0);
  for (const url of proxy.asked) expect(new URL(url).host).toBe(HOST);
});
