import type { Database } from "#db/types.ts";
import type { LocalNow } from "./local-time.ts";

/** Whose tasks, in which database, and on which clock dates are read and written. */
export interface TaskScope extends LocalNow {
  db: Database;
  userId: string;
}
