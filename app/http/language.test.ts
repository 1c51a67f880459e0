import { expect, test } from "vitest";
import { languageOf, validLanguage } from "./language.ts";

test.each([
  ["de-DE,de;q=0.9,en;q=0.8", "de-DE"],
  ["en-gb", "en-GB"],
  ["fr;q=0.7", "fr"],
  ["*", "en-US"],
  ["", "en-US"],
  ["de_DE\u0000", "en-US"],
  ["x".repeat(5_000), "en-US"],
])("Accept-Language %s is the language %s", (header, language) => {
  expect(validLanguage(header.split(/[,;]/)[0])).toBe(language);
});

test("A request says its language", () => {
  const headers = { "accept-language": "de-DE,de;q=0.9" };
  expect(languageOf(new Request("http://localhost/", { headers }))).toBe("de-DE");
  expect(languageOf(new Request("http://localhost/"))).toBe("en-US");
});
