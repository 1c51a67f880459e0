/** What became of the conversations of a file. The lists may be shorter than the counts. */
export interface ImportReport {
  created: number;
  /** They were deleted, and are back. */
  restored: number;
  /** They were there already, and stay as they are. */
  present: number;
  skippedCount: number;
  imported: { id: string; title: string }[];
  skipped: { title: string; reason: string }[];
}

/** An import as a page shows it. */
export type ImportState =
  | { kind: "running"; id: string; done: number; total: number }
  | { kind: "done"; report: ImportReport }
  | { kind: "refused"; message: string };
