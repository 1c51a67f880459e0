import { createConfig, lintFromString } from "@redocly/openapi-core";
import { expect, test } from "vitest";
import routes from "#app/routes.ts";
import { openApiDocument } from "./document.server.ts";

test("the document is valid under a linter", async () => {
  const problems = await lintFromString({
    source: JSON.stringify(openApiDocument("https://chat.acme.org")),
    absoluteRef: "openapi.json",
    config: await createConfig({
      extends: ["recommended-strict"],
      // The open ones have no errors of their own.
      rules: { "operation-4xx-response": "off" },
    }),
  });
  expect(
    problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`),
  ).toEqual([]);
});

test("every route of the API is described", () => {
  // All of better-auth's routes, and the answer for addresses that don't exist.
  const isCatchAll = (path: string) => path.endsWith("*");
  const ours = routes.flatMap(({ path = "" }) =>
    path.startsWith("api/") && !isCatchAll(path) ? [path] : [],
  );
  const paths = Object.keys(openApiDocument("https://chat.acme.org").paths);
  const described = paths.map((path) => path.slice(1).replace(/\{(\w+)\}/g, ":$1"));
  expect(described).toEqual(expect.arrayContaining(ours.filter((path) => path !== "api/docs")));
});

test("items that clients never see aren't described", () => {
  const text = JSON.stringify(openApiDocument("https://chat.acme.org"));
  expect(text).not.toMatch(/hidden_context/);
});
