import type { ThreadItem } from "#app/chatkit/protocol/items.ts";

/** The fields that a new item gets when it is stored. */
type Stored = "id" | "thread_id" | "created_at";
type WithoutStored<Item> = Item extends unknown ? Omit<Item, Stored> : never;
export type ImportedItem = WithoutStored<ThreadItem>;

/** A message of an imported conversation. */
export interface ImportedMessage {
  /** Its id in the file. */
  id: string;
  /** The id of the message that it follows; null for a first one. */
  parent: string | null;
  /** Null: a message without words of its own, such as a system prompt, whose followers take its place. */
  item: ImportedItem | null;
  createdAt: Date | null;
  state?: "done" | "interrupted";
}

/** A conversation as a file of any format has it. */
export interface ImportedConversation {
  format: string;
  /** Its id in the file; null where it has none. */
  id: string | null;
  title: string | null;
  titleSource: "auto" | "user";
  createdAt: Date | null;
  updatedAt: Date | null;
  status?: { type: "active" } | { type: "locked" | "closed"; reason?: string | undefined };
  folder?: string | null;
  pinnedAt?: Date | null;
  archivedAt?: Date | null;
  /** In the order of the file. */
  messages: ImportedMessage[];
  /** The id of the last message of the version that is shown; null: the newest message. */
  current: string | null;
  /** The ids of the messages that are shown, where the file says it. */
  active?: ReadonlySet<string>;
  /** Whether the order of the file is that of the conversation. */
  isOrdered?: boolean;
}

function userItem(text: string): ImportedItem {
  const content = [{ type: "input_text" as const, text }];
  return { type: "user_message", content, attachments: [], inference_options: {} };
}

function assistantItem(text: string): ImportedItem {
  return { type: "assistant_message", content: [{ type: "output_text", text, annotations: [] }] };
}

/** The item of a message; null for one that says nothing. */
export function itemOf(role: "user" | "assistant", text: string): ImportedItem | null {
  const words = text.trim();
  if (words === "") return null;
  return role === "user" ? userItem(words) : assistantItem(words);
}

/**
 * A time as exports have it: ISO text, or a number of seconds, milliseconds, microseconds or nanoseconds. Null for
 * what is none, or lies outside of the years 1970 to 9999.
 */
export function timeOf(value: unknown): Date | null {
  const time = typeof value === "string" ? Date.parse(value) : milliseconds(value);
  return time > 0 && time < Date.parse("9999-12-31T00:00:00Z") ? new Date(Math.round(time)) : null;
}

function milliseconds(value: unknown): number {
  if (typeof value !== "number") return Number.NaN;
  if (value > 1e17) return value / 1e6;
  if (value > 1e14) return value / 1e3;
  return value > 1e11 ? value : value * 1e3;
}
