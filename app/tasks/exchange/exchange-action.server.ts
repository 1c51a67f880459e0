import { changeTasks } from "#db/queries/task-changes.ts";
import { deleteTaskFeed, putTaskFeed } from "#db/queries/task-feeds.ts";
import { operationText } from "../operation-text.ts";
import type { TaskScope } from "../task-scope.ts";
import { hashFeedSecret, newFeedSecret } from "./feed-secret.server.ts";
import type { RowError } from "./imported.server.ts";
import { MAX_FILE_BYTES, readCsv } from "./read-csv.server.ts";

export type ExchangeResult =
  /** The secret is shown once. */
  | { kind: "feed"; secret: string }
  | { kind: "revoked" }
  | { kind: "checked"; count: number; titles: string[] }
  | { kind: "imported"; count: number; changeId: string | null }
  | { kind: "refused"; errors: RowError[] };

/** How many titles the check of a file shows. */
const SHOWN = 10;

/**
 * Handles a form of the page for calendar, export and import.
 *
 * @returns undefined for an unknown intent
 */
export async function exchangeAction(form: FormData, scope: TaskScope): Promise<ExchangeResult | undefined> {
  const { db, userId } = scope;
  switch (form.get("intent")) {
    case "renew": {
      const secret = newFeedSecret();
      await putTaskFeed(db, { userId, secretHash: hashFeedSecret(secret) });
      return { kind: "feed", secret };
    }
    case "revoke":
      await deleteTaskFeed(db, userId);
      return { kind: "revoked" };
    case "check":
      return importFile(form.get("file"), scope, false);
    case "import":
      return importFile(form.get("file"), scope, true);
    default:
      return undefined;
  }
}

/** All tasks of the file become one change, so that they can be undone together; or none does. */
async function importFile(
  file: FormDataEntryValue | null,
  scope: TaskScope,
  writes: boolean,
): Promise<ExchangeResult> {
  if (!(file instanceof File) || file.size === 0) return refused("Choose a CSV file first.");
  if (file.size > MAX_FILE_BYTES) return refused("The file is larger than 1 MB.");
  const { tasks, errors } = readCsv(await file.text(), scope);
  if (errors.length > 0) return { kind: "refused", errors };
  const titles = tasks.slice(0, SHOWN).map(({ title }) => title);
  if (!writes) return { kind: "checked", count: tasks.length, titles };
  const { changeId } = await changeTasks(scope.db, { userId: scope.userId, ids: [] }, () => ({
    summary: operationText("create", tasks),
    updates: [],
    inserts: tasks,
  }));
  return { kind: "imported", count: tasks.length, changeId };
}

const refused = (message: string): ExchangeResult => ({ kind: "refused", errors: [{ row: 0, message }] });
