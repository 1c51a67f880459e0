import type { ImportOutcome } from "#db/schema/index.ts";

/** An import as a page shows it. The numbers are of conversations: those that are read, and those in the file. */
export type ImportState =
  | { kind: "running" | "interrupted"; done: number; total: number }
  | Exclude<ImportOutcome, { kind: "interrupted" }>;
