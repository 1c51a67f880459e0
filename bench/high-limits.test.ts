import { expect, test } from "vitest";
import { parseEnv } from "#app/env.server.ts";
import { HIGH_LIMITS } from "./high-limits.ts";

test("the app starts with the limits", () => {
  expect(parseEnv({ ...HIGH_LIMITS, BETTER_AUTH_SECRET: "bench".repeat(8) })).toMatchObject({
    LIMIT_MESSAGES_PER_MINUTE: { member: Number(HIGH_LIMITS.LIMIT_MESSAGES_PER_MINUTE) },
  });
});
