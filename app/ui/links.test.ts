import { describe, expect, it } from "vitest";
import { destinationOf } from "./links.ts";

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
