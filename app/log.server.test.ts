import { expect, test } from "vitest";
import { DrizzleQueryError } from "drizzle-orm";
import { withoutValues } from "./log.server.ts";

test("a failed query is logged without its parameter values", () => {
  const cause = Object.assign(new Error("connection ended"), { code: "57P01" });
  const secret = "my secret\n    at home: $& done";
  const failed = new DrizzleQueryError("update messages set text = $1", [secret], cause);
  for (const error of [failed, new Error("could not save", { cause: failed })]) {
    const logged = JSON.stringify(withoutValues(error));
    expect(logged).not.toContain("secret");
    expect(logged).not.toContain("home");
    expect(logged).toContain("update messages set text = $1");
    expect(logged).toContain("connection ended");
  }
  expect(withoutValues(failed)).toMatchObject({ type: "DrizzleQueryError", query: failed.query });
  expect(withoutValues("a text")).toBe("a text");
});
