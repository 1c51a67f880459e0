import { expect, test } from "vitest";
import { DrizzleQueryError } from "drizzle-orm";
import { withoutValues } from "./log.server.ts";

test("a failed query is logged without what was in it", () => {
  const cause = Object.assign(new Error("connection ended"), { code: "57P01" });
  const secret = "my secret\n    at home: $& done";
  const failed = new DrizzleQueryError("update messages set text = $1", [secret], cause);
  for (const error of [failed, new Error("could not save", { cause: failed })]) {
    const told = JSON.stringify(withoutValues(error));
    expect(told).not.toContain("secret");
    expect(told).not.toContain("home");
    expect(told).toContain("update messages set text = $1");
    expect(told).toContain("connection ended");
  }
  expect(withoutValues(failed)).toMatchObject({ type: "DrizzleQueryError", query: failed.query });
  expect(withoutValues("a text")).toBe("a text");
});
