import { describe, expect, it } from "vitest";
import { unsaidHost, destinationOf } from "./links.ts";

describe("destinationOf", () => {
  it.each([
    ["/chat/thr_1?at=x#y", "/chat/thr_1?at=x#y"],
    ["tasks", "/tasks"],
    ["#note", "/#note"],
    ["?q=1", "/?q=1"],
    ["/%5Chost", "/%5Chost"],
    ["", "/"],
    ["/.//a.example/x", "/a.example/x"],
  ])("keeps %s in the app", (href, path) => {
    expect(destinationOf(href)).toEqual({ kind: "here", path });
  });

  it.each([
    "https://a.example/x",
    "http:a.example",
    "HTTP://a.example",
    "//a.example",
    "/\\a.example",
    "\\\\a.example",
    "/\t/a.example",
    " //a.example",
  ])("sees that %j leads elsewhere", (href) => {
    expect(destinationOf(href)).toMatchObject({ kind: "elsewhere", url: { hostname: "a.example" } });
  });

  it.each(["mailto:a@b.example", "tel:1", "javascript:alert(1)", "data:text/html,x", "https://"])(
    "takes %s for no page",
    (href) => {
      expect(destinationOf(href)).toEqual({ kind: "other" });
    },
  );
});

it.each([
  ["https://example.com/a?b", "Click here", "example.com"],
  ["https://example.com/a?b", "https://example.com/a?b", undefined],
  ["https://www.example.com/", "example.com", undefined],
  ["https://example.com/", "example.com/some/where", undefined],
  ["https://evil.test/", "https://example.com/", "evil.test"],
  ["https://evil.test/", "example.com (evil.test)", "evil.test"],
  ["https://example.com@evil.test/", "https://example.com@evil.test/", "evil.test"],
  ["https://exаmple.com/", "https://exаmple.com/", "xn--exmple-4nf.com"],
  ["https://example.com:8443/", "example.com", "example.com:8443"],
  ["//evil.test/tasks", "tasks", "evil.test"],
  ["/tasks", "tasks", undefined],
  ["mailto:a@example.com", "write", undefined],
])("says where %s with the text %s leads: %s", (href, text, host) => {
  expect(unsaidHost(href, text)).toBe(host);
});
