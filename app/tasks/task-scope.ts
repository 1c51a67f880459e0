import type { Database } from "#db/types.ts";
import type { LocalNow } from "./local-time.ts";

/** The user, the database, and the time zone in which dates are read and written. */
export interface TaskScope extends LocalNow {
  db: Database;
  userId: string;
}
