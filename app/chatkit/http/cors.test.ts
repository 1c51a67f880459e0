import { expect, it } from "vitest";
import { withCors } from "./cors.ts";

const PAGE = "https://www.example.com";
const handle = async () => new Response("Hello", { status: 418, headers: { vary: "accept" } });
const ask = (origin: string | null, method = "POST", headers: Record<string, string> = {}) =>
  new Request("http://chat.test/", { method, headers: { ...headers, ...(origin && { origin }) } });
const preflight = { "access-control-request-method": "POST" };

it("marks every response for a listed origin, whatever it is", async () => {
  const response = await withCors(handle, { origins: [PAGE] })(ask(PAGE));
  expect([response.status, await response.text()]).toEqual([418, "Hello"]);
  expect(response.headers.get("access-control-allow-origin")).toBe(PAGE);
  expect(response.headers.get("access-control-expose-headers")).toBe("retry-after");
  expect(response.headers.get("vary")).toBe("accept, origin");
});

it.each(["https://evil.test", `${PAGE}.evil.test`, "http://www.example.com", "null", null])(
  "allows nothing to %s",
  async (origin) => {
    const open = withCors(handle, { origins: [PAGE] });
    for (const request of [ask(origin), ask(origin, "OPTIONS", preflight)]) {
      const { headers } = await open(request);
      expect(headers.get("access-control-allow-origin")).toBeNull();
      expect(headers.get("vary")).toContain("origin");
    }
  },
);

it("answers preflights itself", async () => {
  const open = withCors(handle, { origins: [PAGE], headers: ["x-project"] });
  const response = await open(ask(PAGE, "OPTIONS", preflight));
  expect([response.status, await response.text()]).toEqual([204, ""]);
  expect(response.headers.get("access-control-allow-headers")?.split(", ")).toEqual(
    expect.arrayContaining(["authorization", "chatkit-frame-instance-id", "content-type", "x-project"]),
  );
  expect((await open(ask(PAGE, "OPTIONS"))).status).toBe(418);
});

it("lets any origin in when told so", async () => {
  const { headers } = await withCors(handle, { origins: "*" })(ask("https://any.test"));
  expect([headers.get("access-control-allow-origin"), headers.get("vary")]).toEqual(["*", "accept"]);
});
