import { describe } from "vitest";
import { createMemoryStore } from "./memory-store.ts";
import { storeContract } from "./store-contract.ts";

describe("the store in memory", () => {
  storeContract({
    open: async () => ({
      store: createMemoryStore(),
      context: { userId: "user_1" },
      stranger: { userId: "user_2" },
    }),
    attachments: true,
  });
});
