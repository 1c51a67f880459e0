import type { Recurrence } from "#db/schema/index.ts";
import type { Due } from "../due.ts";
import { readTask } from "../language/read-task.ts";
import type { LocalNow } from "../local-time.ts";

/**
 * Reads a repetition such as "every Monday", with its first due date.
 *
 * @returns null for an empty text, undefined for one that is no repetition
 */
export function readRepeat(
  text: string,
  local: LocalNow,
): { recurrence: Recurrence; due: Due | null } | null | undefined {
  if (text === "") return null;
  if (text.length > 200) return undefined;
  const { recurrence, due } = readTask(`Task ${text}`, local);
  return recurrence ? { recurrence, due } : undefined;
}
