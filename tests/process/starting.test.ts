import { createServer, type Server, type Socket } from "node:net";
import { expect, test } from "vitest";
import { startApp } from "#tests/support/app-process.ts";
import { freePort } from "#tests/support/postgres.ts";

/** A message with files comes back while the app starts, and one that is too large keeps nobody waiting. */
async function expectFormsWithFiles(url: string): Promise<void> {
  const post = async (path: string, bytes: number) => {
    const body = new FormData();
    body.set("text", "Some words");
    body.set("files", new File([new Uint8Array(bytes)], "photo.jpg"));
    const response = await fetch(url + path, { method: "POST", headers: { origin: url }, body });
    return { status: response.status, page: await response.text() };
  };
  const sent = await post("/chat", 2_500_000);
  expect(sent.page).toContain("Some words</textarea>");
  expect(sent.page).toContain("Attach again: photo.jpg");
  // In turn, so that they share a connection, as a browser's would.
  for (const path of ["/chat", "/tasks", "/settings/two-factor", "/chat"]) {
    const refused = await post(path, 8_000_000);
    expect(refused.status, path).toBe(503);
    expect(refused.page, path).not.toContain("Some words");
  }
}

test("while the app starts, people are told so", async () => {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  // A database that takes its time.
  const sockets = new Set<Socket>();
  const silent = createServer((socket) => void sockets.add(socket));
  const databasePort = await new Promise<number>((done) =>
    silent.listen(0, "127.0.0.1", () => done(portOf(silent))),
  );
  const env = {
    MAX_FILE_MB: "1",
    PORT: String(port),
    DATABASE_URL: `postgres://127.0.0.1:${databasePort}/x`,
  };
  const failed = startApp({ env }).then(
    () => "it started",
    (reason: unknown) => String(reason),
  );
  const ask = (path: string) => fetch(url + path).catch(() => undefined);
  await expect.poll(async () => (await ask("/healthz"))?.status).toBe(200);
  const [page, api, ready] = await Promise.all([ask("/chat"), ask("/api/chatkit/threads"), ask("/readyz")]);
  expect([page?.status, page?.headers.get("refresh"), await page?.text()]).toEqual([
    503,
    "2",
    expect.stringContaining("The app is starting"),
  ]);
  expect([api?.status, await api?.json()]).toMatchObject([503, { error: { code: "unavailable" } }]);
  expect([ready?.status, await ready?.json()]).toEqual([503, { status: "unavailable", problem: "starting" }]);
  const post = (origin: string) =>
    fetch(`${url}/chat`, {
      method: "POST",
      headers: { origin },
      body: new URLSearchParams({ text: "My words", key: "k" }),
    });
  expect(await (await post(url)).text()).toContain("My words</textarea>");
  expect(await (await post("https://elsewhere.example")).text()).not.toContain("My words");
  await expectFormsWithFiles(url);
  for (const socket of sockets) socket.destroy();
  silent.close();
  expect(await failed).toContain("exited with 1:");
});

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}
