import type { LocalNow } from "#app/tasks/local-time.ts";

/** For whom the tools work. */
export interface McpUser {
  userId: string;
  /** False for an API key that may read only: such a program isn't offered the other tools. */
  canWrite: boolean;
  local: LocalNow;
}
