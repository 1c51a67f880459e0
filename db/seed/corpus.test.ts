import { createHash } from "node:crypto";

import { expect, test } from "vitest";

import { corpus } from "./corpus.ts";

test.each([
  [20, "cd2f3badad63c44a6c4f2236192f1a10d6a218538ea68e55eb59a4cc763a563a"],
  [200, "45f1b7b4043bc1409cc2f0f55928c2fadf7afa1c5a4558df7418ae8c7d5dc738"],
  [2000, "312a4b2aa3563b42a93ddcb4f4d8f6d8462c944f23ee064c9a381d14530a590c"],
])("the corpus of %i messages never changes", (count, hash) => {
  expect(
    createHash("sha256")
      .update(JSON.stringify(corpus(count)))
      .digest("hex"),
  ).toBe(hash);
});
