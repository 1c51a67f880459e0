import { expect, it } from "vitest";
import { createPageTools } from "./client-tools.ts";

it("navigates once, when the turn is over", () => {
  const visited: string[] = [];
  const tools = createPageTools((to) => visited.push(to));
  expect(tools.run("navigate", { to: "/tasks" })).toEqual({ ok: true });
  expect(visited).toEqual([]);
  tools.settle();
  tools.settle();
  expect(visited).toEqual(["/tasks"]);
});

it.each([
  ["navigate", { to: "https://elsewhere.example" }],
  ["navigate", { to: "//elsewhere.example" }],
  ["navigate", {}],
  ["delete_everything", { to: "/tasks" }],
])("refuses %s %o with an error for the assistant", (name, params) => {
  const visited: string[] = [];
  const tools = createPageTools((to) => visited.push(to));
  expect(tools.run(name, params)).toMatchObject({ ok: false, error: expect.any(String) });
  tools.settle();
  expect(visited).toEqual([]);
});
