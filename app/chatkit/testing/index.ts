/* What the package exports as `chatkit-server/testing`: a store in memory. The contract of stores needs vitest. */

export { createMemoryStore, type MemoryStore } from "./memory-store.ts";
